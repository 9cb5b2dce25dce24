import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ files: { "/app/data.csv": "name,age\nAda,36\n" } });
  await sandbox.run({ python: "pass" });
}, 60_000);
afterAll(() => sandbox.close());

test("run() of Python has the whole result", async () => {
  const result = await sandbox.run({
    python: "import sys\nprint('é')\nprint('no', file=sys.stderr)\nopen('out.txt', 'w').write('x')",
  });
  expect(result).toEqual({
    outcome: "exited",
    ok: true,
    exitCode: 0,
    stdout: "é\n",
    stderr: "no\n",
    stdoutTruncated: false,
    stderrTruncated: false,
    fuel: { used: expect.any(Number), limit: 2_000_000_000, profile: "wasmtime-49" },
    fuelAnalysis: {
      utilizationPercent: expect.any(Number),
      status: "efficient",
      suggestedBudget: 2_000_000_000,
    },
    memory: { peakBytes: expect.any(Number), limitBytes: 134_217_728 },
    durationMs: expect.any(Number),
    files: { created: ["/app/out.txt"], modified: [], deleted: [] },
  });
});

test("run() gives Python its arguments, environment, stdin and own path", async () => {
  const { stdout } = await sandbox.run({
    python: "import os, sys\nprint(sys.argv, os.environ['A'], input(), __file__, os.getcwd())",
    args: ["x", "é y"],
    env: { A: "1" },
    stdin: "line\n",
  });
  expect(stdout).toBe("['/app/main.py', 'x', 'é y'] 1 line /app/main.py /app\n");
});

test("run() of a file shows its traceback and ends with code 1", async () => {
  await sandbox.fs.writeFile("/app/fail.py", "def f():\n    return 1 / 0\nf()\n");
  const result = await sandbox.run({ file: "/app/fail.py" });
  expect(result).toMatchObject({ outcome: "exited", exitCode: 1 });
  expect(result.stderr).toMatch(
    /^Traceback \(most recent call last\):\n {2}File "\/app\/fail.py", line 3/,
  );
  expect(result.stderr).toMatch(/ZeroDivisionError: division by zero\n$/);
});

test("run() gives Python the utilities, on the same files", async () => {
  const { stdout } = await sandbox.run({
    python: `
from sandbox_utils import csv_to_json, find
print(find("*.csv"), csv_to_json("/app/data.csv"))
try:
    find("*", "/app2")
except ValueError as error:
    print(error)
`,
  });
  expect(stdout.split("\n")).toEqual([
    `[PosixPath('/app/data.csv')] [{"name": "Ada", "age": "36"}]`,
    "Path must be within /app: /app2",
    "",
  ]);
});

test("run() starts each Python program in an interpreter of its own", async () => {
  await sandbox.run({ python: "import json, builtins\nbuiltins.kept = json.kept = 1" });
  const { stdout } = await sandbox.run({
    python: "import json, builtins\nprint(hasattr(builtins, 'kept'), hasattr(json, 'kept'))",
  });
  expect(stdout).toBe("False False\n");
});

test.each([
  [
    "a loop that catches everything",
    "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
    "out-of-fuel",
  ],
  ["memory without end", "x = [bytearray(2**20) for _ in iter(int, 1)]", "out-of-memory"],
  ["sleep without end", "import time\ntime.sleep(1e9)", "timed-out"],
] as const)("run() ends %s, and the sandbox goes on", async (_, python, outcome) => {
  const limits = { fuel: 300_000_000, timeoutMs: 2000 };
  const result = await sandbox.run({ python, limits });
  expect(result).toMatchObject({ outcome, ok: false });
  expect((await sandbox.run({ python: "print(1)" })).stdout).toBe("1\n");
});

test("run() of Python with one seed has one output and one fuel", async () => {
  const python = "import random, time, uuid\nprint(random.random(), time.time(), uuid.uuid4())";
  const one = await sandbox.run({ python, deterministic: 7 });
  const other = await sandbox.run({ python, deterministic: 7 });
  expect([other.stdout, other.fuel.used]).toEqual([one.stdout, one.fuel.used]);
  expect((await sandbox.run({ python, deterministic: 8 })).stdout).not.toBe(one.stdout);
});

test("cancelling Python ends it", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  const result = await sandbox.run({
    python: "while True: pass",
    signal: abort.signal,
    limits: { fuel: 1e15 },
  });
  expect(result).toMatchObject({ outcome: "cancelled", exitCode: 130 });
});
