/* Streams of the C library: modes, buffers, pushing back, formatted input, temporary names, errors. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(const char *path) {
  FILE *file = fopen(path, "rb");
  int character;
  printf("%s:", path);
  while ((character = fgetc(file)) != EOF) putchar(character == '\n' ? '|' : character);
  printf(" (end %d, error %d)\n", feof(file) != 0, ferror(file) != 0);
  fclose(file);
}

int main(void) {
  FILE *file = fopen("a", "wx");
  for (int i = 0; i < 3; i++) fprintf(file, "%d,%.2f,%s\n", i, i / 3.0, "x");
  fclose(file);
  show("a");
  printf("wx again: %s\n", fopen("a", "wx") ? "opened" : strerror(errno));
  printf("r of none: %s\n", fopen("none", "r") ? "opened" : strerror(errno));
  printf("w of a directory: %s\n", fopen("data", "w") ? "opened" : strerror(errno));

  file = fopen("a", "r");
  int number;
  double third;
  char word[8];
  int read = 0;
  while (fscanf(file, "%d,%lf,%7s\n", &number, &third, word) == 3) read++;
  printf("scanned %d, last %d %.2f %s\n", read, number, third, word);
  printf("write to it: %d\n", fputs("no", file) == EOF || fflush(file) == EOF);
  fclose(file);

  file = fopen("a", "r+");
  char line[32];
  fgets(line, sizeof line, file);
  ungetc('!', file);
  printf("pushed back: %c\n", fgetc(file));
  fpos_t position;
  fseek(file, 0, SEEK_CUR);
  fgetpos(file, &position);
  fputs("Z", file);
  fsetpos(file, &position);
  printf("after: %c\n", fgetc(file));
  fclose(file);
  show("a");

  file = fopen("a", "a+");
  fseek(file, 0, SEEK_SET);
  fputs("end", file);
  rewind(file);
  printf("first: %c\n", fgetc(file));
  fclose(file);
  show("a");

  file = fopen("big", "w+");
  setvbuf(file, NULL, _IOFBF, 777);
  for (int i = 0; i < 10000; i++) fwrite("0123456789abcde\n", 16, 1, file);
  fseek(file, -16, SEEK_END);
  fread(line, 1, 16, file);
  printf("big: %ld bytes, last line %.15s\n", ftell(file), line);
  file = freopen("a", "r", file);
  printf("reopened: %s", fgets(line, sizeof line, file));
  fclose(file);

  fputs("err", stderr);
  printf("remove: %d, again: %s\n", remove("big"), remove("big") ? strerror(errno) : "removed");
  return 0;
}
