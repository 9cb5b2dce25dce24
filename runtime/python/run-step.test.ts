import { expect, test } from "vitest";
import { prepared } from "../../test/support/run-python.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel, type KernelOptions } from "../create-kernel.ts";
import type { SessionStep } from "../engine.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { runPythonStep } from "./run-step.ts";

const fs = createFileSystem().sync;
for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);

interface Step extends SessionStep {
  readonly stdout: string;
  readonly stderr: string;
}

let count = 0;

function step(
  source: string,
  state?: Uint8Array<ArrayBuffer>,
  fuel = 10n ** 10n,
  options: Partial<KernelOptions> = {},
): Step {
  count += 1;
  let stdout = "";
  let stderr = "";
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(fuel),
    args: ["session"],
    env: { NAME: "value" },
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    stdout: (chunk) => (stdout += new TextDecoder().decode(chunk)),
    stderr: (chunk) => (stderr += new TextDecoder().decode(chunk)),
    ...options,
  });
  const result = runPythonStep(prepared, { source, path: `<step ${count}>` }, kernel, state);
  kernel.close();
  return { ...result, stdout, stderr };
}

function steps(...sources: readonly string[]): readonly Step[] {
  let state: Uint8Array<ArrayBuffer> | undefined;
  return sources.map((source) => {
    const done = step(source, state);
    state = done.state ?? state;
    return done;
  });
}

test("runPythonStep() keeps names, modules, functions and open loops of thought", () => {
  const done = steps(
    "import math\nx = 20",
    "def double(n):\n    return n * 2\nitems = iter([1, 2, 3])",
    "next(items); double(x) + int(math.sqrt(4))",
    "import os; [next(items), os.environ['NAME'], __name__]",
  );
  expect(done.map(({ stderr }) => stderr)).toEqual(["", "", "", ""]);
  expect(done.map(({ value }) => value)).toEqual([
    undefined,
    undefined,
    "42",
    '[2, "value", "__main__"]',
  ]);
});

test.each([
  ["1 + 1", "2"],
  ["x = 1", undefined],
  ["", undefined],
  ["None", undefined],
  ["{'a': [1.5, True, None]}", '{"a": [1.5, true, null]}'],
  ["object()", undefined],
  ["float('nan')", undefined],
  ["import asyncio\nasync def f(): return 7\nawait f()", "7"],
])("runPythonStep(%j) has the value %s", (source, value) => {
  const { end, value: got, stderr } = step(source);
  expect([end.exitCode, got, stderr]).toEqual([0, value, ""]);
});

test("runPythonStep() keeps what a step did before it failed, and shows where", () => {
  const [, failed, after] = steps("def f(n):\n    return 1 / n", "y = 5\nf(0)", "y");
  expect(failed?.end).toMatchObject({
    outcome: "exited",
    exitCode: 1,
    error: { type: "ZeroDivisionError", file: expect.stringMatching(/^<step \d+>$/), line: 2 },
  });
  expect(failed?.stderr).toContain("    return 1 / n");
  expect(failed?.stderr).not.toContain("run_step");
  expect(after?.value).toBe("5");
});

test("runPythonStep() takes sys.exit for a failure with a code of its own", () => {
  const [exit, after] = steps("z = 3\nimport sys\nsys.exit(4)", "z");
  expect(exit?.end).toMatchObject({ outcome: "exited", exitCode: 4 });
  expect(after?.value).toBe("3");
});

test.each([
  ["x = 2\nwhile True: pass", "out-of-fuel", 50_000_000n],
  ["x = 2\n[0] * 10**9", "out-of-memory", 10n ** 10n],
  ["x = 2\nimport os\nos._exit(5)", "exited", 10n ** 10n],
] as const)(
  "runPythonStep(%j) leaves no state when the guest is stopped",
  (source, outcome, fuel) => {
    const { state } = step("x = 1");
    const stopped = step(source, state, fuel);
    expect(stopped.end.outcome).toBe(outcome);
    expect(stopped.state).toBeUndefined();
    expect(step("x", state).value).toBe("1");
  },
);

test("runPythonStep() keeps memory that has grown", () => {
  const [grown, after] = steps("big = bytes(20_000_000)", "len(big)");
  expect(grown?.end.memoryPeakBytes).toBeGreaterThan(prepared.snapshot.memoryBytes);
  expect(after?.value).toBe("20000000");
});

test("runPythonStep() costs the same fuel from the same state", () => {
  const { state } = step("x = 1");
  const used = [0, 1].map(() => {
    const kernel = createKernel({
      fs,
      fuel: createFuelAccount(10n ** 9n),
      args: ["session"],
      clock: createVirtualClock(),
      entropy: createSeededEntropy(1),
    });
    runPythonStep(prepared, { source: "sum(range(1000))", path: "<step>" }, kernel, state);
    kernel.close();
    return kernel.fuel.used;
  });
  expect(used[0]).toBe(used[1]);
});

test.each([
  ["empty", new Uint8Array()],
  ["something else", new Uint8Array(100_000).fill(1)],
  ["cut short", step("x = 1").state?.slice(0, 100_000) ?? new Uint8Array()],
])("runPythonStep() refuses a state that is %s", (_what, state) => {
  expect(() => step("1", state)).toThrow("Cannot take on the state");
});

/** A host that wants the guest to end after some questions. */
function stopAfter(polls: number): Partial<KernelOptions> {
  let left = polls;
  return { interrupts: true, interrupted: () => (left-- > 0 ? undefined : "cancelled") };
}

test("runPythonStep() interrupts a step that must end, and keeps what it has come to", () => {
  const first = step("count = 0");
  const source = "for count in range(10**9): pass";
  const stopped = step(source, first.state, 10n ** 11n, stopAfter(200));
  expect(stopped.end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  expect(stopped.end.error).toMatchObject({ type: "KeyboardInterrupt" });
  expect(stopped.stderr).toMatch(/\nKeyboardInterrupt\n$/);
  const after = step("count > 100", stopped.state);
  expect(after.value).toBe("true");
});

test("runPythonStep() lets a step clean up after it was interrupted, and end by itself", () => {
  const source = "try:\n    while True: pass\nexcept KeyboardInterrupt:\n    done = 'tidy'\ndone";
  const { end, value, state } = step(source, undefined, 10n ** 11n, stopAfter(200));
  expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
  expect(value).toBe('"tidy"');
  expect(state).toBeDefined();
});

test("runPythonStep() stops a step that goes on after it was interrupted", () => {
  const source = "while True:\n  try:\n    while True: pass\n  except BaseException: pass";
  const { end, state } = step(source, undefined, 10n ** 11n, stopAfter(200));
  expect(end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  expect(state).toBeUndefined();
});

test("runPythonStep() warns a step that uses most of its fuel, and keeps what it has come to", () => {
  const source = "total = 0\nwhile True: total += 1";
  const warned = step(source, undefined, 500_000_000n, { fuelWarning: 0.5 });
  expect(warned.end).toMatchObject({ outcome: "exited", exitCode: 130 });
  expect(warned.end.error).toMatchObject({ type: "FuelWarning" });
  expect(step("total > 1000", warned.state).value).toBe("true");
});

test.each([0, 1, 2, 5, 10, 20, 40])(
  "runPythonStep() that is interrupted at look %i ends as cancelled",
  (polls) => {
    const { end } = step("while True: pass", undefined, 10n ** 11n, stopAfter(polls));
    expect(end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  },
);
