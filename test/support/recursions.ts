/** Modules that recurse for ever, each in a way of its own. */
import type { Recursion } from "./stack-depth.ts";
import { assemble } from "./wat.ts";

const count = "(global.set $depth (i32.add (global.get $depth) (i32.const 1)))";

const texts: Readonly<Record<string, string>> = {
  "a function that calls itself": `(func $run (export "run") ${count} (call $run))`,
  "twenty locals": `(func $run (export "run") (local ${"i64 ".repeat(20)}) ${count} (call $run))`,
  "many operands": `(func $f (param i32 i64 f64) (result i32)
      ${count}
      ${"(i32.const 1)".repeat(12)}
      (call $f (local.get 0) (local.get 1) (local.get 2))
      ${"i32.add ".repeat(12)})
    (func (export "run") (drop (call $f (i32.const 1) (i64.const 2) (f64.const 3))))`,
  "two functions in turn": `(func $a (param i32) ${count} (call $b (local.get 0) (i64.const 1)))
    (func $b (param i32 i64) (local f64 f64) ${count} (call $a (local.get 0)))
    (func (export "run") (call $a (i32.const 1)))`,
  "through a table": `(table funcref (elem $f)) (type $t (func (param i32)))
    (func $f (type $t) ${count} (call_indirect (type $t) (local.get 0) (i32.const 0)))
    (func (export "run") (call $f (i32.const 5)))`,
  "through the host": `(func $f ${count} (call $again))
    (func (export "run") ${count} (call $f))`,
  "a block that catches everything": `(func $run (export "run")
      ${count}
      (try (do (call $run)) (catch_all)))`,
};

/** The modules. */
export const recursions: readonly Recursion[] = Object.entries(texts).map(([name, text]) => ({
  name,
  bytes: assemble(
    // Imports stand before everything else.
    `(module (import "env" "again" (func $again))
      (global $depth (export "depth") (mut i32) (i32.const 0)) ${text})`,
  ),
}));
