/* Asks the sandbox to grep, through the open descriptor that SANDBOX_RPC_FD names. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void ask(int fd, const char *request) {
  uint32_t length = (uint32_t)strlen(request);
  uint8_t header[5] = {length, length >> 8, length >> 16, length >> 24, 0};
  write(fd, header, sizeof header);
  write(fd, request, length);

  if (read(fd, header, sizeof header) != sizeof header) exit(1);
  length = header[0] | header[1] << 8 | header[2] << 16 | (uint32_t)header[3] << 24;
  char *response = calloc(length + 1, 1);
  for (uint32_t have = 0; have < length;) {
    ssize_t got = read(fd, response + have, length - have);
    if (got <= 0) exit(2);
    have += (uint32_t)got;
  }
  printf("%s\n", response);
  free(response);
}

int main(void) {
  int fd = atoi(getenv("SANDBOX_RPC_FD"));
  ask(fd, "{\"op\":\"grep\",\"args\":[\"ERROR\",\"log.txt\"]}");
  ask(fd, "{\"op\":\"head\",\"args\":[\"/etc/passwd\"]}");
  ask(fd, "nonsense");
  return 0;
}
