/* Sorts pseudo-random numbers and prints a checksum. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { count = 200000 };

static uint32_t numbers[count];

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

int main(void) {
  uint32_t state = 1;
  for (int i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    numbers[i] = state;
  }
  qsort(numbers, count, sizeof *numbers, ascending);
  uint64_t sum = 0;
  for (int i = 0; i < count; i++) {
    if (i > 0 && numbers[i - 1] > numbers[i]) return 1;
    sum = sum * 31 + numbers[i];
  }
  printf("%016llx\n", (unsigned long long)sum);
  return 0;
}
