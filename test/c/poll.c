/* Waits for descriptors and for time, one and several at once. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

static long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int main(void) {
  int fd = open("log.txt", O_RDONLY);
  struct pollfd all[4] = {
      {.fd = 0, .events = POLLIN},
      {.fd = 1, .events = POLLOUT},
      {.fd = fd, .events = POLLIN},
      {.fd = 77, .events = POLLIN},
  };
  int ready = poll(all, 3, 10000);
  printf("poll: %d, in %d, out %d, file %d\n", ready, all[0].revents == POLLIN,
         all[1].revents == POLLOUT, all[2].revents == POLLIN);
  printf("with a wrong one: %d, %d\n", poll(&all[3], 1, 10000), all[3].revents == POLLNVAL);

  fd_set readable, writable;
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  FD_SET(fd, &readable);
  FD_SET(1, &writable);
  struct timeval patience = {.tv_sec = 10};
  printf("select: %d, %d %d\n", select(fd + 1, &readable, &writable, NULL, &patience),
         FD_ISSET(fd, &readable) != 0, FD_ISSET(1, &writable) != 0);

  long long start = now_ms();
  poll(NULL, 0, 250);
  struct timespec nap = {.tv_nsec = 750000000};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += 1;
  clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, NULL);
  printf("slept %lld tenths\n", (now_ms() - start) / 100);
  close(fd);
  return 0;
}
