import { expect, test } from "vitest";
import { createWasiBench } from "../../test/support/wasi-bench.ts";
import { GuestStop } from "../guest-stop.ts";
import { errno } from "./errno.ts";

function stopOf(name: "proc_exit" | "proc_raise", argument: number): unknown {
  try {
    return createWasiBench().call(name, argument);
  } catch (error) {
    return error instanceof GuestStop ? [error.outcome, error.exitCode] : error;
  }
}

test.each([
  [0, 0],
  [1, 1],
  [255, 255],
  [256, 0],
  [-1, 255],
])("proc_exit(%i) ends with %i", (code, exitCode) => {
  expect(stopOf("proc_exit", code)).toEqual(["exited", exitCode]);
});

test.each([
  [6, ["exited", 134]],
  [15, ["exited", 143]],
  [0, 0],
  [16, 0],
  [27, 0],
  [31, errno.EINVAL],
  [-1, errno.EINVAL],
])("proc_raise(%i) does %j", (signal, expected) => {
  expect(stopOf("proc_raise", signal)).toEqual(expected);
});

test("sched_yield() returns", () => {
  expect(createWasiBench().call("sched_yield")).toBe(0);
});
