/* Walks directories while they change: types, positions, descriptors, removal on the way. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int count(DIR *directory) {
  int found = 0;
  while (readdir(directory)) found++;
  return found;
}

int main(void) {
  mkdir("walk", 0755);
  mkdir("walk/sub", 0755);
  symlink("sub", "walk/soft");
  close(open("walk/file", O_CREAT | O_WRONLY, 0644));
  DIR *directory = opendir("walk");
  struct dirent *entry;
  struct stat status;
  while ((entry = readdir(directory))) {
    if (entry->d_name[0] == '.') continue;
    fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW);
    printf("%s: %s, %s\n", entry->d_name,
           entry->d_type == DT_DIR ? "directory" : entry->d_type == DT_LNK ? "link" : "file",
           status.st_ino == entry->d_ino ? "same inode" : "another inode");
  }
  rewinddir(directory);
  readdir(directory);
  readdir(directory);
  long place = telldir(directory);
  entry = readdir(directory);
  char name[64];
  strcpy(name, entry->d_name);
  seekdir(directory, place);
  printf("seekdir: %s\n", strcmp(readdir(directory)->d_name, name) == 0 ? "same" : "other");
  closedir(directory);

  mkdir("many", 0755);
  char path[64];
  for (int i = 0; i < 3000; i++) {
    snprintf(path, sizeof path, "many/%d", i);
    close(open(path, O_CREAT | O_WRONLY, 0644));
  }
  directory = opendir("many");
  int removed = 0, seen = 0;
  while ((entry = readdir(directory))) {
    if (entry->d_name[0] == '.') continue;
    seen++;
    if (unlinkat(dirfd(directory), entry->d_name, 0) == 0) removed++;
  }
  rewinddir(directory);
  printf("seen %d, removed %d, left %d\n", seen, removed, count(directory) - 2);
  closedir(directory);
  printf("rmdir: %d\n", rmdir("many"));

  int fd = open("walk", O_RDONLY | O_DIRECTORY);
  int file = openat(fd, "sub/deep", O_CREAT | O_EXCL | O_WRONLY, 0644);
  printf("openat: %d, again: %s\n", file > 2,
         openat(fd, "sub/deep", O_CREAT | O_EXCL | O_WRONLY, 0644) < 0 ? strerror(errno) : "opened");
  close(file);
  printf("up: %s\n", openat(fd, "../log.txt", O_RDONLY) < 0 ? strerror(errno) : "opened");
  directory = fdopendir(fd);
  printf("fdopendir: %d\n", count(directory));
  closedir(directory);
  printf("opendir of a file: %s\n", opendir("log.txt") ? "opened" : strerror(errno));
  printf("rmdir of a full one: %s\n", rmdir("walk/sub") ? strerror(errno) : "removed");
  return 0;
}
