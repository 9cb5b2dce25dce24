/* Prints to both outputs and exits with a code of its own. */
#include <stdio.h>
#include <unistd.h>

int main(void) {
  printf("hello from C, %s\n", isatty(STDOUT_FILENO) ? "terminal" : "pipe");
  fprintf(stderr, "and from stderr\n");
  return 7;
}
