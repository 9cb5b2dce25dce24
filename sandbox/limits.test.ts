import { expect, test } from "vitest";
import { checkLimits, checkSandboxLimits, defaultLimits } from "./limits.ts";

test("defaultLimits are what the documentation promises", () => {
  expect(checkSandboxLimits()).toEqual({
    run: {
      fuel: 2_000_000_000,
      fuelWarning: 0,
      memoryBytes: 134_217_728,
      timeoutMs: 30_000,
      stdoutBytes: 2_000_000,
      stderrBytes: 1_000_000,
      toolCalls: 1_000,
      onOutputLimit: "truncate",
    },
    tree: { maxBytes: 268_435_456, maxNodes: 100_000, maxOpenFiles: 256, maxDepth: 64 },
  });
});

test("checkLimits() takes what is absent from the sandbox", () => {
  const sandbox = { ...defaultLimits, fuel: 5, onOutputLimit: "stop" } as const;
  expect(checkLimits({ memoryBytes: 7 }, sandbox)).toEqual({ ...sandbox, memoryBytes: 7 });
});

test.each([
  [
    { fuel: -1 },
    RangeError,
    '"limits.fuel": must be an integer from 0 to 9007199254740991, got -1',
  ],
  [{ fuel: 1.5 }, RangeError, "got 1.5"],
  [{ fuel: Number.NaN }, RangeError, "got NaN"],
  [{ fuel: "1" }, TypeError, '"limits.fuel": must be a number, got "1"'],
  [{ fuel: 1n }, TypeError, "must be a number"],
  [{ memoryBytes: 2 ** 33 }, RangeError, "limits.memoryBytes"],
  [{ timeoutMs: 0 }, RangeError, "limits.timeoutMs"],
  [{ timeoutMs: 2 ** 31 }, RangeError, "limits.timeoutMs"],
  [{ timeoutMs: Number.POSITIVE_INFINITY }, RangeError, "got Infinity"],
  [{ stdoutBytes: null }, TypeError, '"limits.stdoutBytes": must be a number, got null'],
  [{ onOutputLimit: "drop" }, TypeError, 'must be "truncate" or "stop", got "drop"'],
  [{ fule: 1 }, TypeError, 'unknown option "fule"'],
  [{ fileBytes: 1 }, TypeError, 'unknown option "fileBytes"'],
  [[], TypeError, "limits: must be an object, got an array"],
  [7, TypeError, "must be an object, got 7"],
])("checkLimits() refuses case %#", (limits, type, message) => {
  const check = (): unknown => checkLimits(limits as never);
  expect(check).toThrow(type);
  expect(check).toThrow(message);
});

test.each(["fileBytes", "fileNodes", "openFiles", "directoryDepth"])(
  "checkSandboxLimits() refuses a %s of 0",
  (name) => {
    expect(() => checkSandboxLimits({ [name]: 0 })).toThrow(`"limits.${name}"`);
  },
);

test.each([
  ["0.5", TypeError],
  [1, RangeError],
  [-0.1, RangeError],
  [Number.NaN, RangeError],
])("checkLimits() refuses fuelWarning %j", (fuelWarning, kind) => {
  expect(() => checkLimits({ fuelWarning: fuelWarning as number })).toThrow(kind);
  expect(checkLimits({ fuelWarning: 0.9 }).fuelWarning).toBe(0.9);
});
