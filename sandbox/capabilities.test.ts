import { expect, test } from "vitest";
import { available, keepingOf, listCapabilities, sharingOf, unavailable } from "./capabilities.ts";

const noHeader = { available: false, reason: 'the option "sharedMemory" is false' };
const isolation = {
  available: false,
  reason: "the page is not cross-origin isolated",
  headers: {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  },
};

test.each([
  [true, true, { available: true }],
  [true, false, isolation],
  [false, true, noHeader],
  [false, false, noHeader],
])("sharingOf() when it is wanted: %s, and the page isolated: %s", (wanted, isolated, expected) => {
  expect(sharingOf(wanted, isolated)).toEqual(expected);
});

test.each([
  [true, { available: true }],
  [false, { available: false, reason: "there is no storage that can be written to" }],
])("keepingOf() with storage: %s", (isKept, expected) => {
  expect(keepingOf(isKept)).toEqual(expected);
});

test("listCapabilities() gives what rests on shared memory the same reason, and cannot be changed", () => {
  const missing = unavailable("it is not there");
  const capabilities = listCapabilities({
    sharedMemory: sharingOf(true, false),
    idleSleep: available,
    engineCache: available,
    persistence: missing,
    hostDirectories: missing,
  });
  expect(capabilities).toEqual({
    sharedMemory: isolation,
    gentleStop: isolation,
    pythonTools: isolation,
    idleSleep: { available: true },
    engineCache: { available: true },
    persistence: { available: false, reason: "it is not there" },
    hostDirectories: { available: false, reason: "it is not there" },
  });
  expect(Object.isFrozen(capabilities)).toBe(true);
  expect(Object.isFrozen(capabilities.sharedMemory)).toBe(true);
});
