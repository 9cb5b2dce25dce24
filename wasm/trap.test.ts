import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { trap } from "./trap.ts";

/** Calls an import inside a handler for everything; returns 1 when the handler ran. */
const catchesAll = new WebAssembly.Module(
  assemble(`(module (import "env" "host" (func $host))
    (func (export "f") (result i32)
      (try (result i32) (do (call $host) (i32.const 0)) (catch_all (i32.const 1)))))`),
);

function callWith(host: () => void): unknown {
  const { f } = new WebAssembly.Instance(catchesAll, { env: { host } }).exports;
  if (typeof f !== "function") throw new TypeError("no function");
  return f();
}

test("trap() cannot be caught by a guest, what JavaScript throws can", () => {
  const throwing = (): void => {
    throw new WebAssembly.RuntimeError("thrown by JavaScript");
  };
  expect(callWith(() => undefined)).toBe(0);
  expect(callWith(throwing)).toBe(1);
  expect(() => callWith(trap)).toThrow(WebAssembly.RuntimeError);
});

test("trap() traps each time", () => {
  expect(() => trap()).toThrow(WebAssembly.RuntimeError);
  expect(() => trap()).toThrow(WebAssembly.RuntimeError);
});
