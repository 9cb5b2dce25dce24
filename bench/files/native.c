/* The programs of suite `files` by POSIX calls: native KIND COUNT BYTES, in the working directory. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char data[1 << 17];
static long long count, bytes;
static char path[32] = "f00000000";

static void check(int failed) {
  if (failed) exit(1);
}

static const char *name(long long n) {
  for (int at = 8; at > 0; at--, n /= 10) path[at] = (char)('0' + n % 10);
  return path;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long create_all(void) {
  long long sum = 0;
  for (long long i = 0; i < count; i++) {
    int fd = open(name(i), O_CREAT | O_TRUNC | O_RDWR, 0644);
    check(fd < 0);
    sum += write(fd, data, (size_t)bytes);
    check(close(fd));
  }
  return sum;
}

static long long write_all(int fd) {
  long long sum = 0;
  for (long long i = 0; i < count; i++) sum += write(fd, data, (size_t)bytes);
  return sum;
}

int main(int argc, char **argv) {
  check(argc != 4);
  const char *kind = argv[1];
  count = atoll(argv[2]);
  bytes = atoll(argv[3]);
  int isOne = !strcmp(kind, "write") || !strcmp(kind, "read") || !strcmp(kind, "stat-again") ||
              !strcmp(kind, "tell");
  int fd = isOne ? open(name(0), O_CREAT | O_TRUNC | O_RDWR, 0644) : -1;
  if (!strcmp(kind, "read")) {
    write_all(fd);
    lseek(fd, 0, SEEK_SET);
  } else if (isOne && strcmp(kind, "write")) {
    check(write(fd, data, (size_t)bytes) != bytes);
  } else if (!isOne && strcmp(kind, "create")) {
    create_all();
  }
  long long sum = 0, start = now();
  struct stat stat_of;
  if (!strcmp(kind, "write")) sum = write_all(fd);
  else if (!strcmp(kind, "read")) for (long long i = 0; i < count; i++) sum += read(fd, data, (size_t)bytes);
  else if (!strcmp(kind, "create")) sum = create_all();
  else if (!strcmp(kind, "list")) {
    DIR *directory = opendir(".");
    for (struct dirent *entry; (entry = readdir(directory));) sum += strlen(entry->d_name) == 9;
  } else
    for (long long i = 0; i < count; i++) {
      if (!strcmp(kind, "tell")) sum += lseek(fd, 0, SEEK_CUR);
      else if (!strcmp(kind, "unlink")) { check(unlink(name(i))); sum++; }
      else if (!strcmp(kind, "open-read")) {
        int one = open(name(i), O_RDONLY);
        sum += read(one, data, (size_t)bytes);
        close(one);
      } else {
        check(stat(strcmp(kind, "stat") ? path : name(i), &stat_of));
        sum += stat_of.st_size;
      }
    }
  printf("%lld %lld\n", now() - start, sum);
  return 0;
}
