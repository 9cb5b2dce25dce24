/* A file past 4 GiB of which almost nothing is there, and reading it where it begins and ends. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
  const off_t far = 5LL * 1024 * 1024 * 1024;
  char text[16];
  struct stat status;
  int fd = open("sparse", O_CREAT | O_RDWR, 0644);
  printf("seek: %lld\n", (long long)lseek(fd, far, SEEK_SET));
  printf("write: %zd\n", write(fd, "far", 3));
  fstat(fd, &status);
  printf("size: %lld\n", (long long)status.st_size);
  printf("current: %lld\n", (long long)lseek(fd, 0, SEEK_CUR));
  printf("end: %lld\n", (long long)lseek(fd, -3, SEEK_END));
  memset(text, 0, sizeof text);
  printf("read: %zd %s\n", read(fd, text, sizeof text), text);
  printf("pwrite past 2 GiB: %zd\n", pwrite(fd, "middle", 6, 2LL * 1024 * 1024 * 1024 + 7));
  memset(text, 'x', sizeof text);
  printf("pread: %zd %.6s\n", pread(fd, text, 6, 2LL * 1024 * 1024 * 1024 + 7), text);
  printf("hole: %zd %d\n", pread(fd, text, 4, 3LL * 1024 * 1024 * 1024), text[0] | text[1] | text[2] | text[3]);
  FILE *file = fdopen(fd, "r+");
  printf("fseeko: %d, ftello: %lld\n", fseeko(file, far + 1, SEEK_SET), (long long)ftello(file));
  printf("fgetc: %c\n", fgetc(file));
  fflush(file);
  printf("truncate: %d\n", ftruncate(fd, far / 2));
  fstat(fd, &status);
  printf("size: %lld\n", (long long)status.st_size);
  printf("too far: %s\n", ftruncate(fd, 1LL << 62) ? strerror(errno) : "done");
  printf("before the start: %s\n", lseek(fd, -1, SEEK_SET) < 0 ? strerror(errno) : "done");
  return 0;
}
