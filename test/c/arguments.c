/* Prints its arguments and two variables of its environment. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  for (int i = 0; i < argc; i++) printf("argv[%d] = %s\n", i, argv[i]);
  const char *missing = getenv("MISSING");
  printf("GREETING = %s\nMISSING = %s\n", getenv("GREETING"), missing ? missing : "(none)");
  return 0;
}
