// The rounds of SHA-256, with constants of our own, over 64 KiB: long straight lines of integer operators.
typedef unsigned int u32;

enum { BYTES = 1 << 16 };

static unsigned char message[BYTES];
static u32 constants[64], state[8];

static u32 rotate(u32 x, int n) { return x >> n | x << (32 - n); }

static void add_block(const unsigned char *block) {
  u32 w[64], v[8];
  for (int i = 0; i < 16; i++) {
    const unsigned char *p = block + 4 * i;
    w[i] = (u32)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
  }
  for (int i = 16; i < 64; i++) {
    u32 a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    u32 b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  for (int i = 0; i < 8; i++) v[i] = state[i];
  for (int i = 0; i < 64; i++) {
    u32 e = v[4], a = v[0];
    u32 t = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & v[5]) ^ (~e & v[6])) +
            constants[i] + w[i];
    u32 s = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
            ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
    v[7] = v[6], v[6] = v[5], v[5] = e, v[4] = v[3] + t;
    v[3] = v[2], v[2] = v[1], v[1] = a, v[0] = t + s;
  }
  for (int i = 0; i < 8; i++) state[i] += v[i];
}

__attribute__((export_name("run"))) u32 run(int times) {
  for (u32 i = 0; i < 64; i++) constants[i] = i * 0x9e3779b9;
  for (u32 i = 0; i < 8; i++) state[i] = ~i * 0x85ebca6b;
  for (int i = 0; i < BYTES; i++) message[i] = i * 31 + (i >> 8);
  for (int time = 0; time < times; time++) {
    for (int at = 0; at < BYTES; at += 64) add_block(message + at);
  }
  return state[0];
}
