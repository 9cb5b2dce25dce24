import { expect, test } from "vitest";
import { runPython } from "../../../test/support/run-python.ts";
import type { FindProgram, Profile, Program } from "../../index.ts";

const program = `import json, colorsys
from sandbox_utils import find

def square_sum(n):
    total = 0
    for i in range(n):
        total += i * i
    return total

def parse():
    return json.loads("[" + ",".join(str(i) for i in range(2000)) + "]")

square_sum(5000)
print(sum(parse()))
print(find("*.py"))
`;

async function profileOf(source: string, options: object = {}) {
  const run = await runPython(source, { ...options, profile: true });
  if (run.profile === undefined) throw new Error("There is no profile");
  return { ...run, profile: run.profile };
}

function sumOf({ rows, othersFuel }: { rows: readonly { self: number }[]; othersFuel: number }) {
  return rows.reduce((sum, { self }) => sum + self, othersFuel);
}

function totalOf({ lines }: Profile, line: number): number {
  return lines?.rows.find((row) => row.file === "/app/main.py" && row.line === line)?.total ?? 0;
}

test.each([
  ["a program with imports, calls and utilities", program],
  ["a program that fails", "def f(n):\n    return 1 / n\n\nprint(1)\nf(0)\n"],
  ["a syntax error", "x = (1\n"],
  ["generators, exceptions and comprehensions", generators()],
  ["a deep recursion", "def f(n):\n    return n and f(n - 1)\n\nfor _ in range(20):\n    f(400)\n"],
  ["code that is made at run time", "for i in range(300):\n    exec(f'x = {i} + 1\\ny = x * 2')\n"],
  ["an endless loop", "while True:\n    pass\n"],
])("a profile of %s changes nothing and adds up", async (_, source) => {
  const options = { fuelLimit: 60_000_000n, files: { "/app/main.py": source } };
  const plain = await runPython(source, options);
  const run = await profileOf(source, options);
  expect([run.fuelUsed, run.end, run.stdout, run.stderr]).toEqual([
    plain.fuelUsed,
    plain.end,
    plain.stdout,
    plain.stderr,
  ]);
  const { fuel, phases, functions, lines, unplaced } = run.profile;
  expect(fuel).toBe(Number(plain.fuelUsed));
  expect(Object.values(phases).reduce((sum, part) => sum + part)).toBe(fuel);
  expect(functions && sumOf(functions)).toBe(fuel);
  expect(lines && sumOf(lines) + (unplaced ?? 0)).toBe(fuel);
});

function generators(): string {
  return `def numbers(n):
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            yield i
        except ValueError:
            yield -1

class Box:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        total.append(self.n)

total = []
for n in numbers(500):
    Box(n)
print(len(total), sum({x for x in total if x % 2}), sorted(total, key=lambda n: -n)[:3])
`;
}

test("a profile says the phases, utilities and host calls of a program", async () => {
  const { profile } = await profileOf(program, { files: { "/app/a.py": "" } });
  expect(profile.phases.imports).toBeGreaterThan(100_000);
  expect(profile.phases.program).toBeGreaterThan(profile.phases.imports);
  expect(profile.phases.utilities).toBe(profile.utilities.rows[0]?.fuel);
  expect(profile.utilities.rows).toMatchObject([{ name: "find", calls: 1 }]);
  expect(profile.hostCalls.rows.map(({ name }) => name)).toContain("fd_write");
  expect(profile.hostCalls.rows.map(({ name }) => name)).not.toContain("_PyEM_TrampolineCall_JS");
});

test("a profile tells lines apart by what they use, with all that libraries do for them", async () => {
  const { profile } = await profileOf(program);
  const calls = [13, 14].map((line) => totalOf(profile, line));
  expect(totalOf(profile, 7)).toBeGreaterThan(totalOf(profile, 6));
  expect(totalOf(profile, 7) + totalOf(profile, 6)).toBeLessThanOrEqual(calls[0] ?? 0);
  expect(totalOf(profile, 11)).toBeLessThanOrEqual(calls[1] ?? 0);
  expect(totalOf(profile, 11)).toBeGreaterThan(0.9 * (calls[1] ?? 0));
  const names = profile.functions?.rows.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["square_sum", "parse", "parse.<locals>.<genexpr>", "<module>"]),
  );
});

test("a profile knows a loop's fuel to a hundredth", async () => {
  const counting = (n: number): string => `def count(n):
    total = 0
    for i in range(n):
        total += i ^ 21845
    return total

def other(n):
    words = []
    for i in range(n):
        words.append(str(i))
    return words

count(${n})
other(20_000)
`;
  const few = await profileOf(counting(0));
  const many = await profileOf(counting(40_000));
  const loop = totalOf(many.profile, 13) - totalOf(few.profile, 13);
  const used = Number(many.fuelUsed - few.fuelUsed);
  expect(Math.abs(loop - used) / used).toBeLessThan(0.01);
});

test("a profile divides a loop's fuel between its head and its body", async () => {
  const looping = (body: string): string =>
    `def loop(n):\n    for i in range(n):\n        ${body}\nloop(4000)\n`;
  const bare = await profileOf(looping("pass"));
  const full = await profileOf(looping("str(i)"));
  const used = Number(full.fuelUsed - bare.fuelUsed);
  expect(Math.abs(totalOf(full.profile, 3) - used) / used).toBeLessThan(0.05);
});

test("a profile of what is out of fuel says where it went", async () => {
  const source = "n = 0\nwhile True:\n    n = n + 1\n";
  const { end, profile } = await profileOf(source, { fuelLimit: 40_000_000n });
  expect(end.outcome).toBe("out-of-fuel");
  expect(profile.fuel).toBe(40_000_000);
  const loop = totalOf(profile, 2) + totalOf(profile, 3);
  expect(loop).toBeGreaterThan(0.99 * profile.phases.program);
});

test("a profile counts a program that was started as one", async () => {
  const source = 'import subprocess\nfor _ in range(2):\n    subprocess.run(["tool"])\n';
  const tool: Program = ({ fuel, profiler }) => {
    fuel.charge(profiler === undefined ? 1_000_000 : 0);
    return 0;
  };
  const findProgram: FindProgram = (name) => (name === "tool" ? tool : undefined);
  const { profile } = await profileOf(source, { findProgram });
  expect(profile.programs.rows).toEqual([{ name: "tool", calls: 2, fuel: 2_000_000 }]);
  expect(profile.phases.programs).toBe(2_000_000);
  expect(totalOf(profile, 3)).toBeGreaterThan(2_000_000);
});

test("the same program has the same profile", async () => {
  const [first, second] = [await profileOf(program), await profileOf(program)];
  expect(second.profile).toEqual(first.profile);
});

test("a profile is bounded whatever a program makes", async () => {
  const source = `for i in range(1500):
    exec(f"def f_{i}_{'x' * 300}():\\n    return 1\\nf_{i}_{'x' * 300}()")
for i in range(400):
    code = compile("\\n" * i + "y = 1", "/app/made-%d.py" % i, "exec")
    exec(code.replace(co_name="\\ud800\\n<b>" * 90, co_qualname="\\x1b[31m" * 90))
`;
  const { profile } = await profileOf(source);
  expect(profile.functions?.rows.length).toBeLessThanOrEqual(100);
  expect(profile.functions?.others).toBeGreaterThan(100);
  expect(profile.lines?.rows.length).toBeLessThanOrEqual(200);
  expect(JSON.stringify(profile).length).toBeLessThan(120_000);
  for (const { name } of profile.functions?.rows ?? []) {
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name).not.toMatch(/\p{Cc}|\p{Cs}/u);
  }
});
