/* Sleeps and says how long it took in whole tenths of a second. */
#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  struct timespec start, end, nap = {.tv_sec = 2, .tv_nsec = 500000000};
  time_t now = time(NULL);
  clock_gettime(CLOCK_MONOTONIC, &start);
  nanosleep(&nap, NULL);
  poll(NULL, 0, 500);
  clock_gettime(CLOCK_MONOTONIC, &end);
  long long tenths = ((end.tv_sec - start.tv_sec) * 1000LL + (end.tv_nsec - start.tv_nsec) / 1000000) / 100;
  struct tm *date = gmtime(&now);
  printf("%04d-%02d-%02d, slept %lld.%lld s\n", date->tm_year + 1900, date->tm_mon + 1,
         date->tm_mday, tenths / 10, tenths % 10);
  return 0;
}
