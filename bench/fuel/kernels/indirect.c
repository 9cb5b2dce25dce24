// Calls through a table of functions that do next to nothing.
typedef unsigned step(unsigned);

static unsigned increment(unsigned x) { return x + 1; }
static unsigned triple(unsigned x) { return x * 3; }
static unsigned flip(unsigned x) { return x ^ 0x5555; }
static unsigned halve(unsigned x) { return x >> 1; }

// Volatile, so that the compiler cannot know what is called.
static step *volatile steps[] = {increment, triple, flip, halve};

__attribute__((export_name("run"))) unsigned run(int times) {
  unsigned x = 1;
  for (int i = 0; i < times; i++) x = steps[(x ^ i) & 3](x);
  return x;
}
