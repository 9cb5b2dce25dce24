import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { Outcome } from "../runtime/index.ts";
import { findGuidance } from "./guidance.ts";

const uncaught = (type: string, message: string) => ({ code: "UNCAUGHT", type, message });

test.each([
  ["out-of-fuel", undefined, "OutOfFuel"],
  ["out-of-memory", undefined, "MemoryExhausted"],
  ["stack-overflow", undefined, "StackExhausted"],
  ["timed-out", undefined, "TimedOut"],
  ["output-limit", undefined, "OutputLimit"],
  ["exited", uncaught("ModuleNotFoundError", "No module named 'pandas'"), "MissingPackage"],
  [
    "exited",
    uncaught("Error", "Cannot find package 'lodash' imported from /app/main.mjs"),
    "MissingPackage",
  ],
  ["exited", uncaught("RecursionError", "maximum recursion depth exceeded"), "StackExhausted"],
  ["exited", uncaught("RangeError", "Maximum call stack size exceeded"), "StackExhausted"],
  ["exited", uncaught("ValueError", "Path must be within /app: /etc"), "PathRestriction"],
  [
    "exited",
    uncaught("FileNotFoundError", "[Errno 44] No such file or directory: '/etc/passwd'"),
    "PathRestriction",
  ],
  [
    "exited",
    uncaught("Error", "ENOENT: no such file or directory, open '/etc/passwd'"),
    "PathRestriction",
  ],
  [
    "exited",
    uncaught("FileNotFoundError", "[Errno 44] No such file or directory: '/app/x'"),
    undefined,
  ],
  ["exited", uncaught("Error", "ENOENT: no such file or directory, open '/tmp/x'"), undefined],
  ["exited", uncaught("ValueError", "'/etc' is no number"), undefined],
  ["exited", undefined, undefined],
  ["cancelled", undefined, undefined],
] as const)("findGuidance() answers %s %j by %s", (outcome: Outcome, error, type) => {
  expect(findGuidance({ outcome, error })?.type).toBe(type);
});

test("findGuidance() names pages that exist, and says what to do", () => {
  for (const outcome of [
    "out-of-fuel",
    "out-of-memory",
    "stack-overflow",
    "timed-out",
    "output-limit",
  ] as const) {
    const { actions = [], docs = [] } = findGuidance({ outcome }) ?? {};
    expect(actions.length).toBeGreaterThan(0);
    for (const page of docs) expect(existsSync(new URL(`../${page}`, import.meta.url))).toBe(true);
  }
});
