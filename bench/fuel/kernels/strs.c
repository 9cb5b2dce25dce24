// Words of a text, counted and hashed byte by byte: branches that depend on data.
enum { BYTES = 1 << 16, BUCKETS = 1024 };

static const char alphabet[] = "etaoin shrdlu\ncmfwyp vbgkqj, xz.";
static char text[BYTES];
static unsigned counts[BUCKETS];

__attribute__((export_name("run"))) unsigned run(int times) {
  unsigned seed = 1, words = 0, checksum = 0;
  for (int i = 0; i < BYTES; i++) {
    seed = seed * 1103515245u + 12345;
    text[i] = alphabet[seed >> 27];
  }
  for (int i = 0; i < BUCKETS; i++) counts[i] = 0;
  for (int time = 0; time < times; time++) {
    unsigned hash = 0;
    int length = 0;
    for (const char *p = text; p < text + BYTES; p++) {
      char c = *p;
      if (c >= 'a' && c <= 'z') {
        hash = hash * 33 + c;
        length++;
      } else if (length > 0) {
        counts[hash % BUCKETS]++;
        words++;
        hash = length = 0;
      }
      if (c == '\n') checksum ^= words;
    }
  }
  for (int i = 0; i < BUCKETS; i++) checksum = checksum * 31 + counts[i];
  return checksum ^ words;
}
