import { expect, test } from "vitest";
import { FsError } from "../vfs/index.ts";
import { MountError } from "../vfs/providers/host-directory-node.ts";
import { faultExitCode, faultLine } from "./fault.ts";
import { UsageError } from "./usage-error.ts";

test.each<[unknown, number, string]>([
  [new UsageError("Unknown option"), 2, "fuelbox: Unknown option"],
  [
    new MountError("EACCES", 'Cannot load "/app/a"', "/app/a", "data"),
    2,
    'fuelbox: Cannot load "/app/a" (mount "data")',
  ],
  [new MountError("EIO", "Cannot load", "/app/a"), 2, "fuelbox: Cannot load"],
  [
    new FsError("EDQUOT", "write", "/app/a.mjs"),
    2,
    "fuelbox: EDQUOT: quota exceeded, write '/app/a.mjs'",
  ],
  [
    new RangeError('Cannot use option "limits.memoryBytes": too large'),
    2,
    'fuelbox: Cannot use option "limits.memoryBytes": too large',
  ],
  [new TypeError("x is not a function"), 70, "fuelbox: x is not a function"],
  [new Error("one\n  two\nthree"), 70, "fuelbox: one two three"],
  ["just a string", 70, "fuelbox: just a string"],
])("faultLine() and faultExitCode() of %s", (error, code, line) => {
  expect(faultLine(error)).toBe(line);
  expect(faultExitCode(error)).toBe(code);
});
