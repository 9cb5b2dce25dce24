import { expect, test } from "vitest";
import { findProgram } from "../../test/support/run-programs.ts";
import { pythonOutput, runPython } from "../../test/support/run-python.ts";
import { createRealClock, createSleeper, type Outcome } from "../index.ts";

const caught = `try:
    BODY
except BaseException:
    print("caught")
finally:
    print("finally")`;

test.each([
  ["while True: pass"],
  ["sum(range(10**10))"],
  ["10**10**7"],
  ["import re; re.match(r'(a+)+$', 'a' * 40 + 'b')"],
  ["sorted(range(2 * 10**7), key=lambda i: -i)"],
  ["list(map(str, iter(int, 1)))"],
  [
    "'a' * 10**7 in 'a' * (10**7 - 1) + 'b' + 'a' * 10**7; any(True for _ in iter(int, 1) if False)",
  ],
])("run() ends %s as out-of-fuel, and no handler runs", async (body) => {
  const run = await runPython(
    caught.replace("BODY", () => body),
    {
      fuelLimit: 400_000_000n,
      maxMemoryBytes: 2 ** 30,
    },
  );
  expect(run.end.outcome).toBe("out-of-fuel");
  expect(run.end.exitCode).toBe(152);
  expect(run.fuelUsed).toBe(400_000_000n);
  expect(run.stdout + run.stderr).toBe("");
});

test.each([["bytearray(10**9)"], ["[0] * 10**9"], ["'x' * 10**9"], ["list(range(10**8))"]])(
  "run() raises MemoryError for %s, which a program can catch",
  async (body) => {
    const source = `try:\n    ${body}\nexcept MemoryError:\n    print("no memory")`;
    expect(await pythonOutput(source)).toBe("no memory\n");
    const { end, stderr } = await runPython(body);
    expect(end.outcome).toBe("out-of-memory");
    expect(end.exitCode).toBe(137);
    expect(end.memoryPeakBytes).toBeLessThanOrEqual(128 * 2 ** 20);
    expect(stderr.split("\n").at(-2)).toBe("MemoryError");
  },
);

test("run() ends a memory bomb of small objects as out-of-memory", async () => {
  const { end } = await runPython("x = []\nwhile True: x.append(('y' * 100, {}))");
  expect(end.outcome).toBe("out-of-memory");
  expect(end.memoryPeakBytes).toBeLessThanOrEqual(128 * 2 ** 20);
  expect(end.memoryPeakBytes).toBeGreaterThan(120 * 2 ** 20);
});

/** A kernel on the machine's clock that must end after some milliseconds. */
function withDeadline(ms: number) {
  const end = performance.now() + ms;
  const interrupted = (): Outcome | undefined =>
    performance.now() > end ? "timed-out" : undefined;
  const sleeper = createSleeper({ isInterrupted: () => interrupted() !== undefined });
  return { interrupted, clock: createRealClock(sleeper) };
}

test.each([
  ["while True: pass"],
  ["import time; time.sleep(1e9)"],
  ["import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()"],
  ["import select; select.select([], [], [])"],
  ["import asyncio; asyncio.run(asyncio.sleep(10**6))"],
  ["import os\n    while True: os.getcwd()"],
])("run() ends %s at its deadline, and no handler runs", async (body) => {
  const start = performance.now();
  const run = await runPython(
    caught.replace("BODY", () => body),
    {
      ...withDeadline(150),
      fuelLimit: 10n ** 15n,
    },
  );
  expect(run.end.outcome).toBe("timed-out");
  expect(run.end.exitCode).toBe(124);
  expect(run.stdout + run.stderr).toBe("");
  expect(performance.now() - start).toBeLessThan(5_000);
});

test.each([
  ["nested lists", "x = []\nfor i in range(300_000): x = [x]"],
  ["nested tuples", "x = ()\nfor i in range(300_000): x = (x, 1)"],
  [
    "a linked list",
    "class Node: pass\nx = None\nfor i in range(100_000):\n    n = Node(); n.next = x; x = n",
  ],
  [
    "a doubly linked list",
    "class Node: pass\nx = None\nfor i in range(50_000):\n    n = Node(); n.next = x; n.last = None\n    if x: x.last = n\n    x = n",
  ],
  [
    "chained exceptions",
    "x = None\nfor i in range(20_000):\n    e = ValueError(i); e.__context__ = x; x = e",
  ],
  ["closures", "x = None\ndef wrap(f): return lambda: f\nfor i in range(50_000): x = wrap(x)"],
])("run() frees %s", async (_name, source) => {
  expect(await pythonOutput(`${source}\ndel x\nprint("freed")`)).toBe("freed\n");
});

test("run() burns no fuel while a program sleeps", async () => {
  const fuelOf = async (seconds: number): Promise<bigint> =>
    (
      await runPython(
        `import time; time.sleep(${seconds}); __import__("threading").Event().wait(${seconds})`,
      )
    ).fuelUsed;
  const [short, long] = [await fuelOf(1), await fuelOf(10 ** 6)];
  expect(Number(long - short)).toBeLessThan(100_000);
});

test("run() ends a program as output-limit when its output is to stop", async () => {
  const { end } = await runPython("while True: print('x' * 100)", {
    maxStdoutBytes: 10_000,
    onOutputLimit: "stop",
  });
  expect(end.outcome).toBe("output-limit");
});

test("run() charges the program for utilities, and stops it in the middle of one", async () => {
  const source = caught.replace(
    "BODY",
    "from sandbox_utils import grep; print(grep('x', '/app/big.txt'))",
  );
  const files = { "/app/big.txt": "y".repeat(5_000_000) };
  const { end, stdout } = await runPython(source, { files, fuelLimit: 3_000_000n });
  expect(end.outcome).toBe("out-of-fuel");
  expect(stdout).toBe("");
});

test("run() raises OSError when the quota of the filesystem is used up", async () => {
  const source =
    "try: open('x', 'w').write('x' * 10**9)\nexcept (OSError, MemoryError) as e: print(type(e).__name__)";
  expect(await pythonOutput(source)).toBe("MemoryError\n");
  const filling =
    "try:\n    with open('x', 'wb') as f:\n        for i in range(400): f.write(bytes(10**6))\nexcept OSError as e: print(e)";
  expect(await pythonOutput(filling)).toBe("[Errno 122] Quota exceeded\n");
});

test("run() is usable after every kind of end", async () => {
  for (const source of ["import os; os.abort()", "while True: pass", "x = [0] * 10**9", "1/0"]) {
    await runPython(source, { fuelLimit: 20_000_000n });
    expect(await pythonOutput("print('well')")).toBe("well\n");
  }
});

test("run() raises FuelWarning once, at the share of the fuel that was asked for", async () => {
  const source = `
caught = 0
try:
    while True:
        try:
            while True: pass
        except FuelWarning as warning:
            caught += 1
            print(type(warning).__mro__[1].__name__, warning, caught)
            if caught == 1:
                raise ValueError("enough")
except ValueError as error:
    print(error)
`;
  const run = await runPython(source, { fuelLimit: 500_000_000n, fuelWarning: 0.8 });
  expect(run.stdout).toBe(
    "KeyboardInterrupt Most of the fuel is used, of 500,000,000 units 1\nenough\n",
  );
  expect(run.end.outcome).toBe("exited");
  expect(run.fuelUsed).toBeGreaterThan(400_000_000n);
  expect(run.fuelUsed).toBeLessThan(410_000_000n);
});

test("run() ends a program that does not catch FuelWarning as an uncaught exception", async () => {
  const run = await runPython("while True: pass", { fuelLimit: 300_000_000n, fuelWarning: 0.5 });
  expect(run.end).toMatchObject({ outcome: "exited", exitCode: 130 });
  expect(run.end.error).toMatchObject({ type: "FuelWarning" });
  expect(run.stderr).toMatch(/FuelWarning: Most of the fuel is used, of 300,000,000 units\n$/);
});

test("run() raises FuelWarning in no program that the warned one starts", async () => {
  const source = `
import subprocess, sys
try:
    done = subprocess.run([sys.executable, "-c", "while True: pass"])
    print("ended", done.returncode)
except FuelWarning:
    print("warned")
`;
  const run = await runPython(source, {
    fuelLimit: 500_000_000n,
    fuelWarning: 0.5,
    findProgram,
  });
  expect(run.end.outcome).toBe("out-of-fuel");
  expect(run.stdout).toBe("");
});
