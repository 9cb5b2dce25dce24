import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { indexModule } from "./module-index.ts";
import { startupFuel } from "./startup-fuel.ts";

const golden = new URL("../test/golden/fuel/wat/", import.meta.url);

test.each([
  ["segments-active.wasm", 0],
  ["table-init.wasm", 1],
  ["start-const-expr.wasm", 1],
  ["start-excluded.wasm", 2],
  ["start-loop.wasm", 2],
])("startupFuel() of %s is what wasmtime takes besides the start function", (file, fuel) => {
  expect(startupFuel(indexModule(readFileSync(new URL(file, golden))))).toBe(fuel);
});

test("startupFuel() does not count declared elements", () => {
  const module = assemble("(module (func $f) (elem declare func $f) (func (drop (ref.func $f))))");
  expect(startupFuel(indexModule(module))).toBe(0);
});

test("startupFuel() counts the operators of initial values that allocate", () => {
  // (global (ref $a) (array.new_default $a (i32.const 5))), with (type $a (array i8)).
  const module = Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x5e, 0x78, 0],
    ...[6, 10, 1, 0x64, 0, 0, 0x41, 5, 0xfb, 7, 0, 0x0b],
  );
  expect(startupFuel(indexModule(module))).toBe(3);
});
