/* Renames, by all that there may be on either side, and links. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(const char *path, const char *text) {
  int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0644);
  write(fd, text, strlen(text));
  close(fd);
}

static void get(const char *path) {
  char text[64] = {0};
  int fd = open(path, O_RDONLY);
  if (fd < 0) {
    printf("%s: %s\n", path, strerror(errno));
    return;
  }
  read(fd, text, sizeof text - 1);
  close(fd);
  printf("%s: %s\n", path, text);
}

static void move(const char *from, const char *to) {
  printf("%s -> %s: %s\n", from, to, rename(from, to) ? strerror(errno) : "done");
}

static void target(const char *path) {
  char text[64] = {0};
  ssize_t length = readlink(path, text, sizeof text - 1);
  printf("%s -> %s\n", path, length < 0 ? strerror(errno) : text);
}

int main(void) {
  put("a", "A");
  put("b", "B");
  mkdir("empty", 0755);
  mkdir("full", 0755);
  put("full/x", "X");
  move("a", "b");
  get("b");
  get("a");
  move("b", "empty");
  move("empty", "b");
  move("empty", "full");
  move("full", "full/inside");
  move("full", "empty");
  get("empty/x");
  move("empty/x", "x");
  move("x", "../x");
  move("none", "y");
  move("x", "none/y");
  move("x", "x");

  int fd = open("x", O_RDWR);
  move("x", "moved");
  write(fd, "still", 5);
  get("moved");
  put("other", "O");
  move("other", "moved");
  write(fd, "!", 1);
  get("moved");
  close(fd);

  symlink("moved", "soft");
  target("soft");
  get("soft");
  move("soft", "softer");
  target("softer");
  printf("symlink again: %s\n", symlink("x", "softer") ? strerror(errno) : "done");
  printf("absolute: %s\n", symlink("/etc/passwd", "abs") ? strerror(errno) : "done");
  symlink("loop", "loop");
  get("loop");
  symlink("nowhere", "dangling");
  get("dangling");
  put("dangling", "came");
  get("nowhere");
  put("third", "T");
  move("third", "softer");
  get("softer");
  get("moved");
  printf("link: %d, %s\n", link("moved", "hard"), link("moved", "hard") ? strerror(errno) : "done");
  put("hard", "both");
  get("moved");
  printf("link of a directory: %s\n", link("empty", "no") ? strerror(errno) : "done");
  printf("unlink of a directory: %s\n", unlink("empty") ? strerror(errno) : "done");
  return 0;
}
