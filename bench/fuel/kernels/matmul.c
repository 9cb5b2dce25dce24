// Products of square matrices of doubles: nested loops, no calls.
enum { SIZE = 128 };

static double left[SIZE][SIZE], right[SIZE][SIZE], product[SIZE][SIZE];

__attribute__((export_name("run"))) int run(int times) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) {
      left[i][j] = (i * 3 + j) % 11;
      right[i][j] = (i + j * 5) % 13;
    }
  }
  double trace = 0;
  for (int time = 0; time < times; time++) {
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        double sum = 0;
        for (int k = 0; k < SIZE; k++) sum += left[i][k] * right[k][j];
        product[i][j] = sum;
      }
    }
    for (int i = 0; i < SIZE; i++) trace += product[i][i];
    left[time % SIZE][0] += 1;
  }
  return (int)trace;
}
