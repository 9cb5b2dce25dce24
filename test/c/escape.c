/* Tries to open what lies outside /app. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  const char *paths[] = {"/etc/passwd", "../../etc/passwd", "/app/../etc/passwd", "up/etc/passwd",
                         "/app2/secret", "/proc/self/environ"};
  symlink("..", "/app/up");
  for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
    int fd = open(paths[i], O_RDONLY);
    printf("%s: %s\n", paths[i], fd < 0 ? strerror(errno) : "open");
  }
  return 0;
}
