// An interpreter of a small register machine: one switch in one loop.
enum { LOAD, ADD, XOR, SHIFT, STORE, FETCH, SKIP_IF_EVEN, LOOP, END };

struct operation {
  unsigned char code, argument;
};

static const struct operation program[] = {
    {LOAD, 17},  {XOR, 1},         {STORE, 2}, {FETCH, 3}, {ADD, 2},   {SHIFT, 3},
    {STORE, 3},  {SKIP_IF_EVEN, 2}, {ADD, 1},   {STORE, 1}, {FETCH, 2}, {XOR, 3},
    {STORE, 0},  {LOOP, 12},       {END, 0},
};

__attribute__((export_name("run"))) int run(int rounds) {
  unsigned registers[4] = {1, 2, 3, 5}, value = 0;
  for (const struct operation *next = program;; next++) {
    unsigned argument = next->argument;
    switch (next->code) {
      case LOAD: value = argument; break;
      case ADD: value += registers[argument]; break;
      case XOR: value ^= registers[argument]; break;
      case SHIFT: value = value << argument | value >> (32 - argument); break;
      case STORE: registers[argument] = value; break;
      case FETCH: value = registers[argument]; break;
      case SKIP_IF_EVEN: next += value % 2 ? 0 : argument; break;
      case LOOP: next -= --rounds > 0 ? argument + 1 : 0; break;
      case END: return registers[0] ^ registers[3];
    }
  }
}
