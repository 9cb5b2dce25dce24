// Planets that attract each other: floating point with square roots.
enum { BODIES = 5 };

struct body {
  double place[3], speed[3], mass;
};

static struct body bodies[BODIES];

static void advance(double step) {
  for (int i = 0; i < BODIES; i++) {
    for (int j = i + 1; j < BODIES; j++) {
      double distance[3], square = 0.01;
      for (int k = 0; k < 3; k++) {
        distance[k] = bodies[i].place[k] - bodies[j].place[k];
        square += distance[k] * distance[k];
      }
      double pull = step / (square * __builtin_sqrt(square));
      for (int k = 0; k < 3; k++) {
        bodies[i].speed[k] -= distance[k] * bodies[j].mass * pull;
        bodies[j].speed[k] += distance[k] * bodies[i].mass * pull;
      }
    }
  }
  for (int i = 0; i < BODIES; i++) {
    for (int k = 0; k < 3; k++) bodies[i].place[k] += step * bodies[i].speed[k];
  }
}

__attribute__((export_name("run"))) int run(int steps) {
  for (int i = 0; i < BODIES; i++) {
    bodies[i] = (struct body){
        .place = {i, 2 * i % 3, 0.5 * i}, .speed = {0.1 * i, 0, 0.02}, .mass = 1.0 / (1 + i)};
  }
  for (int step = 0; step < steps; step++) advance(0.001);
  return (int)(bodies[0].place[0] * 1e6) + (int)(bodies[4].speed[1] * 1e6);
}
