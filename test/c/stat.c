/* What files are and when they were changed: stat, its times, its links, access, and setting them. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *name, struct stat *status) {
  const char *kind = S_ISDIR(status->st_mode) ? "directory" : S_ISLNK(status->st_mode) ? "link" : "file";
  printf("%s: %s, %lld bytes, %d links\n", name, kind, (long long)status->st_size,
         (int)status->st_nlink);
}

int main(void) {
  struct stat status, other;
  int fd = open("new", O_CREAT | O_RDWR, 0600);
  write(fd, "12345", 5);
  fstat(fd, &status);
  show("new", &status);
  stat("new", &other);
  printf("same: %d\n", status.st_dev == other.st_dev && status.st_ino == other.st_ino);
  stat("data", &other);
  printf("same device: %d, same inode: %d\n", status.st_dev == other.st_dev, status.st_ino == other.st_ino);

  symlink("new", "soft");
  lstat("soft", &other);
  show("soft", &other);
  link("new", "hard");
  fstat(fd, &other);
  show("new", &other);

  struct timespec times[2] = {{.tv_sec = 1, .tv_nsec = 500}, {.tv_sec = 2, .tv_nsec = 7}};
  futimens(fd, times);
  fstat(fd, &other);
  printf("atime %lld.%09ld, mtime %lld.%09ld\n", (long long)other.st_atim.tv_sec,
         other.st_atim.tv_nsec, (long long)other.st_mtim.tv_sec, other.st_mtim.tv_nsec);
  times[0].tv_nsec = UTIME_OMIT;
  times[1] = (struct timespec){.tv_sec = 1000000000, .tv_nsec = 999999999};
  utimensat(AT_FDCWD, "soft", times, 0);
  stat("new", &other);
  printf("atime %lld, mtime %lld.%09ld\n", (long long)other.st_atim.tv_sec,
         (long long)other.st_mtim.tv_sec, other.st_mtim.tv_nsec);
  times[1].tv_sec = 3;
  utimensat(AT_FDCWD, "soft", times, AT_SYMLINK_NOFOLLOW);
  stat("new", &other);
  lstat("soft", &status);
  printf("mtime %lld, of the link %lld\n", (long long)other.st_mtim.tv_sec,
         (long long)status.st_mtim.tv_sec);

  printf("access: %d %d\n", access("new", R_OK | W_OK), access("none", F_OK));
  printf("stat of none: %s\n", stat("none", &other) ? strerror(errno) : "found");
  printf("stat of new/: %s\n", stat("new/", &other) ? strerror(errno) : "found");
  unlink("new");
  unlink("hard");
  fstat(fd, &other);
  show("without a name", &other);
  printf("soft dangles: %s\n", stat("soft", &other) ? strerror(errno) : "found");
  close(fd);
  return 0;
}
