/** Eight Python programs, each a function `run` that returns a number. */
import type { ScriptProgram } from "./quickjs-programs.ts";

/** What is run before them: imports, so that no program pays for them, and where the programs are kept. */
export const pythonPrelude = "import json, re\nprograms = {}\n";

/** The programs: 5 to 30 milliseconds each in CPython's WebAssembly. */
export const pythonPrograms: readonly ScriptProgram[] = [
  {
    name: "fib",
    title: "calls: Fibonacci by recursion",
    answer: "75025",
    source: `def run():
    def number(n):
        return n if n < 2 else number(n - 1) + number(n - 2)
    return number(25)
`,
  },
  {
    name: "loop",
    title: "integers: a loop",
    answer: "4062054705",
    source: `def run():
    x = 1
    for i in range(60000):
        x = (x * 31 + i) & 0xFFFFFFFF
    return x
`,
  },
  {
    name: "sort",
    title: "a sort with a key function",
    answer: "816666299",
    source: `def run():
    numbers = []
    x = 1
    for _ in range(20000):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        numbers.append(x)
    numbers.sort(key=lambda n: -n % 10007)
    return numbers[10000]
`,
  },
  {
    name: "json",
    title: "JSON: dumps and loads",
    answer: "162720",
    source: `def run():
    row = {"id": 1, "name": "Grace Hopper", "tags": ["a", "b"], "at": {"x": 1.5, "y": None}}
    rows = [{**row, "id": i} for i in range(40)]
    return sum(len(json.dumps(json.loads(json.dumps(rows)))) for _ in range(48))
`,
  },
  {
    name: "regex",
    title: "regular expressions: sub and findall",
    answer: "132000",
    source: `def run():
    text = "order 66 shipped 2026-11-20 to ada@example.org, total 12.50 EUR. " * 40
    found = 0
    for _ in range(50):
        found += len(re.sub(r"(\\d+)-(\\d+)-(\\d+)", lambda m: ".".join(m.groups()[::-1]), text))
        found += len(re.findall(r"[a-z]+@[a-z]+\\.[a-z]+", text))
    return found
`,
  },
  {
    name: "words",
    title: "strings and a dict: counting words",
    answer: "5872",
    source: `def run():
    counts = {}
    for i in range(36000):
        word = f"w{i * 7919 % 997}"
        counts[word] = counts.get(word, 0) + 1
    return len("".join(sorted(f"{word}{n}" for word, n in counts.items())))
`,
  },
  {
    name: "float",
    title: "floating point: a sum of roots",
    answer: "487372427",
    source: `def run():
    total = 0.0
    for i in range(1, 60000):
        total += i ** 0.5 / (i + 0.5)
    return round(total * 1e6)
`,
  },
  {
    name: "objects",
    title: "objects: methods, attributes and a generator",
    answer: "1068786640",
    source: `def run():
    class Account:
        def __init__(self, owner):
            self.owner = owner
            self.balance = 0

        def add(self, amount):
            self.balance += amount
            return self

    accounts = [Account(i) for i in range(1000)]
    for i in range(80000):
        accounts[i % 1000].add(i)
    return sum(account.balance for account in accounts if account.owner % 3 == 0)
`,
  },
];
