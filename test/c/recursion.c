/* Recurses as deep as its argument says, in a way that no compiler turns into a loop. */
#include <stdio.h>
#include <stdlib.h>

static unsigned (*volatile next)(unsigned);

static unsigned down(unsigned depth) { return depth == 0 ? 1 : next(depth - 1) + depth % 3; }

int main(int argc, char **argv) {
  next = down;
  printf("%u\n", down(argc > 1 ? (unsigned)atoi(argv[1]) : 10));
  return 0;
}
