/* Takes memory until there is none left, gives it back and takes it again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { block = 1 << 20, most = 1024 };

static void *blocks[most];

static int take_all(void) {
  int count = 0;
  while (count < most && (blocks[count] = malloc(block))) {
    memset(blocks[count], count, block);
    count++;
  }
  return count;
}

int main(void) {
  int first = take_all();
  for (int i = 0; i < first; i++) free(blocks[i]);
  int second = take_all();
  printf("%d blocks, again %d\n", first, second);
  return first == second ? 0 : 1;
}
