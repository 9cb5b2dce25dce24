/* Writes, appends, seeks, renames, links, truncates and removes files below /app. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *path) {
  char text[128] = {0};
  int fd = open(path, O_RDONLY);
  ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (length < 0)
    printf("%s: %s\n", path, strerror(errno));
  else
    printf("%s: %zd bytes, '%s'\n", path, length, text);
  if (fd >= 0) close(fd);
}

int main(void) {
  FILE *file = fopen("/app/one.txt", "w");
  fprintf(file, "0123456789");
  fclose(file);
  show("one.txt");

  file = fopen("one.txt", "a");
  fputs("abc", file);
  fclose(file);

  file = fopen("one.txt", "r+");
  fseek(file, -3, SEEK_END);
  fputc('A', file);
  printf("at %ld\n", ftell(file));
  rewind(file);
  fputc('#', file);
  fclose(file);
  show("/app/one.txt");

  int fd = open("one.txt", O_RDWR);
  char middle[5] = {0};
  pread(fd, middle, 4, 4);
  pwrite(fd, "....", 4, 4);
  printf("middle was %s\n", middle);
  ftruncate(fd, 9);
  close(fd);
  show("one.txt");

  mkdir("folder", 0755);
  rename("one.txt", "folder/two.txt");
  show("one.txt");
  symlink("folder/two.txt", "soft");
  link("folder/two.txt", "hard");
  struct stat status;
  lstat("soft", &status);
  printf("soft is a link: %d\n", S_ISLNK(status.st_mode));
  stat("soft", &status);
  printf("hard links: %d, size %lld\n", (int)status.st_nlink, (long long)status.st_size);

  printf("rmdir: %s\n", rmdir("folder") == 0 ? "done" : strerror(errno));
  unlink("soft");
  unlink("hard");
  unlink("folder/two.txt");
  printf("rmdir: %s\n", rmdir("folder") == 0 ? "done" : strerror(errno));
  return 0;
}
