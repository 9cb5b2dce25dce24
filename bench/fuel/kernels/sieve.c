// Primes by a sieve of bytes: loops over memory.
enum { SIZE = 1 << 19 };

static unsigned char composite[SIZE];

__attribute__((export_name("run"))) int run(int times) {
  int count = 0;
  for (int time = 0; time < times; time++) {
    for (int i = 0; i < SIZE; i++) composite[i] = 0;
    for (int i = 2; i < SIZE; i++) {
      if (composite[i]) continue;
      count++;
      for (int j = 2 * i; j < SIZE; j += i) composite[j] = 1;
    }
  }
  return count;
}
