/* Lists a directory twice, sorted, and counts what the second pass finds after a rewind. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

int main(void) {
  struct dirent **names;
  int count = scandir("/app/data", &names, NULL, by_name);
  for (int i = 0; i < count; i++)
    if (i < 3 || i >= count - 3)
      printf("%s%s\n", names[i]->d_name, names[i]->d_type == DT_DIR ? "/" : "");

  DIR *directory = opendir("data");
  int first = 0, second = 0;
  while (readdir(directory)) first++;
  rewinddir(directory);
  while (readdir(directory)) second++;
  closedir(directory);
  printf("%d %d %d\n", count, first, second);
  return 0;
}
