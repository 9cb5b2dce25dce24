// Quicksort of pseudo-random numbers: recursion, compares, swaps.
enum { COUNT = 100000 };

static int numbers[COUNT];

static void sort(int low, int high) {
  while (low < high) {
    int pivot = numbers[low + (high - low) / 2], i = low, j = high;
    while (i <= j) {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i > j) break;
      int kept = numbers[i];
      numbers[i++] = numbers[j];
      numbers[j--] = kept;
    }
    // The smaller part by recursion, so that the stack stays shallow.
    if (j - low < high - i) {
      sort(low, j);
      low = i;
    } else {
      sort(i, high);
      high = j;
    }
  }
}

__attribute__((export_name("run"))) int run(int times) {
  unsigned seed = 7;
  int sum = 0;
  for (int time = 0; time < times; time++) {
    for (int i = 0; i < COUNT; i++) {
      seed = seed * 1664525u + 1013904223u;
      numbers[i] = seed >> 8;
    }
    sort(0, COUNT - 1);
    for (int i = 0; i < COUNT; i += 1000) sum ^= numbers[i] + i;
  }
  return sum;
}
