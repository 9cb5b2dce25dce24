/** Python programs of the kinds that the pyperformance suite has, which use the language alone. */
import type { ScriptProgram } from "../fuel/quickjs-programs.ts";

/** Each a function `run` that returns a number, in 10 to 60 milliseconds in CPython's WebAssembly. */
export const purePrograms: readonly ScriptProgram[] = [
  {
    name: "nbody",
    title: "floats and attributes: planets that attract each other",
    answer: "55423094",
    source: `def run():
    class Body:
        def __init__(self, place, speed, mass):
            self.x, self.y, self.z = place
            self.vx, self.vy, self.vz = speed
            self.mass = mass

    bodies = [
        Body((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 39.5),
        Body((4.8, -1.2, -0.1), (0.6, 2.8, -0.02), 0.038),
        Body((8.3, 4.1, -0.4), (-1.0, 1.8, 0.008), 0.011),
        Body((12.9, -15.1, -0.2), (1.1, 0.9, -0.01), 0.0017),
        Body((15.4, -25.9, 0.2), (0.98, 0.6, -0.03), 0.002),
    ]
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
    for _ in range(2500):
        for a, b in pairs:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            pull = 0.01 / (dx * dx + dy * dy + dz * dz) ** 1.5
            a.vx -= dx * b.mass * pull
            a.vy -= dy * b.mass * pull
            a.vz -= dz * b.mass * pull
            b.vx += dx * a.mass * pull
            b.vy += dy * a.mass * pull
            b.vz += dz * a.mass * pull
        for body in bodies:
            body.x += 0.01 * body.vx
            body.y += 0.01 * body.vy
            body.z += 0.01 * body.vz
    return round(sum(body.x for body in bodies) * 1e6)
`,
  },
  {
    name: "fannkuch",
    title: "small lists: permutations turned over",
    answer: "22816",
    source: `def run():
    order = list(range(7))
    counts = [0] * 7
    most = checksum = turn = 0
    left = 7
    while True:
        while left > 1:
            counts[left - 1] = left
            left -= 1
        if order[0]:
            cards = order[:]
            flips = 0
            while first := cards[0]:
                cards[: first + 1] = cards[first::-1]
                flips += 1
            most = max(most, flips)
            checksum += -flips if turn % 2 else flips
        turn += 1
        while True:
            if left == 7:
                return checksum * 100 + most
            order.insert(left, order.pop(0))
            counts[left] -= 1
            if counts[left] > 0:
                break
            left += 1
`,
  },
  {
    name: "spectral-norm",
    title: "generators and floats: the norm of an endless matrix",
    answer: "1274167288",
    source: `def run():
    def element(i, j):
        return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)

    def times(vector):
        return [sum(element(i, j) * v for j, v in enumerate(vector)) for i in range(len(vector))]

    def turned(vector):
        return [sum(element(j, i) * v for j, v in enumerate(vector)) for i in range(len(vector))]

    u = [1.0] * 40
    for _ in range(8):
        v = turned(times(u))
        u = turned(times(v))
    uv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    return round((uv / vv) ** 0.5 * 1e9)
`,
  },
  {
    name: "richards",
    title: "objects and methods: tasks of an operating system",
    answer: "1888737688",
    source: `def run():
    class Packet:
        def __init__(self, kind, link):
            self.kind, self.link, self.data = kind, link, 0

    class Task:
        def __init__(self, system, number, priority):
            self.system, self.number, self.priority = system, number, priority
            self.queue, self.runs, self.waiting = [], 0, False

        def step(self):
            raise NotImplementedError

    class Worker(Task):
        def step(self):
            if not self.queue:
                self.waiting = True
                return
            packet = self.queue.pop(0)
            packet.data = (packet.data * 31 + self.number) % 65521
            self.system.send(packet, packet.link)

    class Handler(Task):
        def step(self):
            if not self.queue:
                self.waiting = True
                return
            packet = self.queue.pop(0)
            packet.kind ^= 1
            self.system.done += 1
            self.system.sum = (self.system.sum + packet.data) % 1000003
            self.system.send(packet, self.number % 3)

    class System:
        def __init__(self):
            self.tasks, self.done, self.sum = [], 0, 0

        def send(self, packet, number):
            packet.link = (number + 3 + packet.kind) % len(self.tasks)
            task = self.tasks[number]
            task.queue.append(packet)
            task.waiting = False

        def schedule(self, steps):
            for _ in range(steps):
                ready = [task for task in self.tasks if not task.waiting]
                task = max(ready, key=lambda each: (each.priority, -each.runs))
                task.runs += 1
                task.priority = (task.priority * 7 + 3) % 11
                task.step()

    system = System()
    for number in range(6):
        system.tasks.append((Worker if number < 3 else Handler)(system, number, number))
    for kind in range(12):
        system.send(Packet(kind % 2, kind % 6), kind % 6)
    system.schedule(5000)
    return system.done * 1000003 + system.sum
`,
  },
  {
    name: "deltablue",
    title: "many small classes: constraints that are solved one after another",
    answer: "142800",
    source: `def run():
    class Variable:
        def __init__(self, value):
            self.value, self.constraints, self.by, self.mark = value, [], None, 0

    class Constraint:
        def __init__(self, strength, *variables):
            self.strength, self.variables, self.output = strength, variables, None
            for variable in variables:
                variable.constraints.append(self)

        def choose(self, mark):
            free = [v for v in self.variables if v.mark != mark]
            weaker = [v for v in free if v.by in (None, self) or v.by.strength < self.strength]
            self.output = weaker[-1] if weaker else None
            return self.output is not None

    class Equal(Constraint):
        def execute(self):
            other = self.variables[0] if self.output is self.variables[1] else self.variables[1]
            self.output.value = other.value

    class Scale(Constraint):
        def execute(self):
            source, target = self.variables
            if self.output is target:
                target.value = source.value * 3 + 1
            else:
                source.value = (target.value - 1) // 3

    class Edit(Constraint):
        value = 0

        def execute(self):
            self.output.value = self.value

    def plan(edit):
        todo, steps, mark = [edit], [], plan.mark + 1
        plan.mark = mark
        while todo:
            constraint = todo.pop()
            if not constraint.choose(mark):
                continue
            constraint.output.mark = mark
            constraint.output.by = constraint
            steps.append(constraint)
            todo.extend(c for c in constraint.output.constraints if c is not constraint)
        return steps

    plan.mark = 0
    chain = [Variable(0) for _ in range(60)]
    for left, right in zip(chain, chain[1:]):
        Equal(2, left, right)
    scaled = [Variable(0) for _ in range(60)]
    for left, right in zip(chain, scaled):
        Scale(3, left, right)
    edit = Edit(9, chain[0])
    total = 0
    for turn in range(40):
        edit.value = turn
        for constraint in plan(edit):
            constraint.execute()
        total += sum(variable.value for variable in scaled)
    return total
`,
  },
  {
    name: "raytrace",
    title: "classes with operators: rays that meet spheres",
    answer: "27079",
    source: `def run():
    class Vector:
        __slots__ = ("x", "y", "z")

        def __init__(self, x, y, z):
            self.x, self.y, self.z = x, y, z

        def __add__(self, other):
            return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

        def __sub__(self, other):
            return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

        def __mul__(self, factor):
            return Vector(self.x * factor, self.y * factor, self.z * factor)

        def dot(self, other):
            return self.x * other.x + self.y * other.y + self.z * other.z

        def unit(self):
            return self * (1.0 / self.dot(self) ** 0.5)

    class Sphere:
        def __init__(self, center, radius, color):
            self.center, self.radius, self.color = center, radius, color

        def meet(self, start, ray):
            way = self.center - start
            along = way.dot(ray)
            depth = self.radius**2 - way.dot(way) + along * along
            if depth < 0 or (distance := along - depth**0.5) < 1e-6:
                return None
            return distance

    spheres = [Sphere(Vector(i - 2.0, (i * i % 3) - 1.0, 6.0 + i), 1.1, 40 + 40 * i) for i in range(5)]
    light = Vector(-1.0, 1.0, -1.0).unit()
    start = Vector(0.0, 0.0, 0.0)
    total = 0
    for row in range(52):
        for column in range(52):
            ray = Vector((column - 26) / 26.0, (row - 26) / 26.0, 2.0).unit()
            met = [(d, s) for s in spheres if (d := s.meet(start, ray)) is not None]
            if not met:
                continue
            distance, sphere = min(met, key=lambda pair: pair[0])
            place = start + ray * distance
            normal = (place - sphere.center).unit()
            total += int(sphere.color * max(0.1, normal.dot(light)))
    return total
`,
  },
];
