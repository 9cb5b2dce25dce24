/* Copies stdin to stdout in upper case. */
#include <ctype.h>
#include <stdio.h>

int main(void) {
  int character;
  while ((character = getchar()) != EOF) putchar(toupper(character));
  return 0;
}
