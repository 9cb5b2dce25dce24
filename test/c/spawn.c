/* Starts another program of the sandbox, through the descriptor that SANDBOX_RPC_FD names. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void ask(int fd, const char *json) {
  uint32_t length = strlen(json);
  uint8_t header[5] = {length, length >> 8, length >> 16, length >> 24, 0};
  write(fd, header, sizeof header);
  write(fd, json, length);

  if (read(fd, header, sizeof header) != sizeof header) exit(1);
  length = header[0] | header[1] << 8 | header[2] << 16 | (uint32_t)header[3] << 24;
  char *answer = calloc(length + 1, 1);
  for (uint32_t have = 0; have < length;) {
    ssize_t got = read(fd, answer + have, length - have);
    if (got <= 0) exit(2);
    have += (uint32_t)got;
  }
  puts(answer);
  free(answer);
}

int main(void) {
  int fd = atoi(getenv("SANDBOX_RPC_FD"));
  ask(fd, "{\"op\":\"spawn\",\"args\":[[\"./echo.wasm\"],{\"stdin\":\"shout\"}]}");
  ask(fd, "{\"op\":\"spawn\",\"args\":[[\"arguments\",\"a b\"],{\"env\":{\"PATH\":\"/app\",\"GREETING\":\"hi\"}}]}");
  ask(fd, "{\"op\":\"spawn\",\"args\":[[\"./none.wasm\"]]}");
  return 0;
}
