/** WASI modules in text form whose output and fuel are the same everywhere. */
import { prelude } from "../support/wasi-prelude.ts";
import { dataString } from "../support/wat.ts";
import type { EqualityProgram } from "./program.ts";

/** `$number` prints an unsigned number and a line feed, using the memory from 96 to 127. */
const printing = `
  (func $number (param $value i64) (local $at i32)
    (i32.store8 (i32.const 127) (i32.const 10))
    (local.set $at (i32.const 127))
    (loop $next
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $value) (i64.const 10)))))
      (local.set $value (i64.div_u (local.get $value) (i64.const 10)))
      (br_if $next (i64.ne (local.get $value) (i64.const 0))))
    (call $print (local.get $at) (i32.sub (i32.const 128) (local.get $at))))`;

/** A module that holds `data` at 1024 and runs `body`; `more` are its other parts. */
function module(body: string, data = "", more = ""): string {
  return `(module ${prelude} ${printing} ${more}
    (data (i32.const 1024) ${dataString(data)})
    (func (export "_start") (local $i i32) (local $n i32) (local $fd i32) (local $sum i64)
      ${body}))`;
}

export const wasiPrograms: readonly EqualityProgram[] = [
  {
    name: "wasi-recursion",
    wat: module(
      "(call $number (call $fibonacci (i64.const 18)))",
      "",
      `(func $fibonacci (param $n i64) (result i64)
         (if (result i64) (i64.lt_u (local.get $n) (i64.const 2))
           (then (local.get $n))
           (else (i64.add
             (call $fibonacci (i64.sub (local.get $n) (i64.const 1)))
             (call $fibonacci (i64.sub (local.get $n) (i64.const 2)))))))`,
    ),
  },
  {
    name: "wasi-endless-recursion",
    wat: module(
      "(drop (call $again (i32.const 1)))",
      "",
      `(func $again (param i32) (result i32)
         (i32.add (i32.const 1) (call $again (local.get 0))))`,
    ),
  },
  {
    name: "wasi-sieve",
    wat: module(`
      (local.set $i (i32.const 2))
      (loop $numbers
        (if (i32.eqz (i32.load8_u (i32.add (i32.const 4096) (local.get $i))))
          (then
            (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $i))))
            (local.set $n (i32.mul (local.get $i) (i32.const 2)))
            (block $done
              (loop $multiples
                (br_if $done (i32.ge_u (local.get $n) (i32.const 20000)))
                (i32.store8 (i32.add (i32.const 4096) (local.get $n)) (i32.const 1))
                (local.set $n (i32.add (local.get $n) (local.get $i)))
                (br $multiples)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $numbers (i32.lt_u (local.get $i) (i32.const 20000))))
      (call $number (local.get $sum))`),
  },
  {
    name: "wasi-floats",
    wat: module(`
      (local $x f64)
      (local.set $x (f64.const 2))
      (loop $next
        (local.set $x (f64.add (f64.sqrt (local.get $x)) (f64.div (f64.const 1) (local.get $x))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 1000))))
      (call $number (i64.reinterpret_f64 (local.get $x)))
      (call $number (i64.extend_i32_u (i32.reinterpret_f32 (f32.demote_f64 (local.get $x)))))
      (call $number (i64.extend_i32_u (f64.ne (f64.div (f64.const 0) (f64.const 0)) (local.get $x))))
      (call $number (i64.trunc_f64_u (f64.nearest (f64.mul (local.get $x) (f64.const 1e6)))))`),
  },
  {
    name: "wasi-tables",
    wat: module(
      `(loop $next
         (local.set $sum (call_indirect (type $step) (local.get $sum)
           (i32.rem_u (local.get $i) (i32.const 3))))
         (local.set $i (i32.add (local.get $i) (i32.const 1)))
         (br_if $next (i32.lt_u (local.get $i) (i32.const 300))))
       (call $number (local.get $sum))`,
      "",
      `(type $step (func (param i64) (result i64)))
       (table funcref (elem $add $shift $mix))
       (func $add (type $step) (i64.add (local.get 0) (i64.const 77)))
       (func $shift (type $step) (i64.rotl (local.get 0) (i64.const 5)))
       (func $mix (type $step) (i64.xor (local.get 0) (i64.const 0x5deece66d)))`,
    ),
  },
  {
    name: "wasi-memory",
    limits: { memoryBytes: 8 * 2 ** 20 },
    wat: module(`
      (loop $grow
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $grow (i32.ne (memory.grow (i32.const 3)) (i32.const -1))))
      (call $number (i64.extend_i32_u (local.get $i)))
      (call $number (i64.extend_i32_u (memory.size)))
      (memory.fill (i32.const 65536) (i32.const 7) (i32.const 65536))
      (memory.copy (i32.const 4096) (i32.const 65500) (i32.const 100))
      (call $number (i64.load (i32.const 4130)))`),
  },
  {
    name: "wasi-files",
    files: { "in.txt": "first line\nsecond line\n" },
    wat: module(
      `(local.set $fd (call $open (i32.const 1024) (i32.const 17) (i32.const 0) (i32.const 0)))
       (local.set $n (call $read (local.get $fd) (i32.const 4096) (i32.const 1000)))
       (drop (call $fd_close (local.get $fd)))
       (local.set $fd (call $open (i32.const 1041) (i32.const 18) (i32.const 1) (i32.const 0)))
       (loop $again
         (drop (call $write (local.get $fd) (i32.const 4096) (local.get $n)))
         (local.set $i (i32.add (local.get $i) (i32.const 1)))
         (br_if $again (i32.lt_u (local.get $i) (i32.const 20))))
       (drop (call $fd_seek (local.get $fd) (i64.const 0) (i32.const 1) (i32.const 64)))
       (call $number (i64.load (i32.const 64)))
       (call $print (i32.const 4096) (local.get $n))
       (call $number (i64.extend_i32_s (i32.sub (i32.const 0)
         (call $open (i32.const 1024) (i32.const 5) (i32.const 0) (i32.const 0)))))`,
      "wasi-files/in.txtwasi-files/out.txt",
    ),
  },
  {
    name: "wasi-surroundings",
    args: ["--flag", "é"],
    env: { LANGUAGE: "en" },
    stdin: "from stdin\n",
    wat: module(`
      (drop (call $args_sizes_get (i32.const 64) (i32.const 68)))
      (drop (call $args_get (i32.const 128) (i32.const 2048)))
      (call $print (i32.const 2048) (i32.load (i32.const 68)))
      (call $print (i32.const 4096) (call $read (i32.const 0) (i32.const 4096) (i32.const 100)))
      (drop (call $random_get (i32.const 64) (i32.const 8)))
      (call $number (i64.load (i32.const 64)))
      (drop (call $clock_time_get (i32.const 0) (i64.const 1) (i32.const 64)))
      (call $number (i64.load (i32.const 64)))
      (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 64)))
      (call $number (i64.load (i32.const 64)))
      (call $proc_exit (i32.const 3))`),
  },
  {
    name: "wasi-sleep",
    wat: module(`
      (i32.store (i32.const 272) (i32.const 1))
      (i64.store (i32.const 280) (i64.const 3600000000000))
      (call $number (i64.extend_i32_u
        (call $poll_oneoff (i32.const 256) (i32.const 512) (i32.const 1) (i32.const 64))))
      (call $number (i64.extend_i32_u (i32.load (i32.const 64))))
      (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 64)))
      (call $number (i64.load (i32.const 64)))`),
  },
  {
    name: "wasi-branches",
    wat: module(`
      (loop $next
        (block $other (block $two (block $one (block $zero
          (br_table $zero $one $two $other (i32.and (local.get $i) (i32.const 3))))
          (local.set $sum (i64.add (local.get $sum) (i64.const 3)))
          (br $other))
          (local.set $sum (i64.mul (local.get $sum) (i64.const 5)))
          (br $other))
          (local.set $sum (i64.sub (local.get $sum)
            (select (i64.const 7) (i64.const 9) (i32.and (local.get $i) (i32.const 16))))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 1000))))
      (call $number (local.get $sum))`),
  },
  {
    name: "wasi-bits",
    wat: module(`
      (local.set $sum (i64.const 0x9e3779b97f4a7c15))
      (loop $next
        (local.set $sum (i64.xor (local.get $sum) (i64.shl (local.get $sum) (i64.const 13))))
        (local.set $sum (i64.xor (local.get $sum) (i64.shr_u (local.get $sum) (i64.const 7))))
        (local.set $sum (i64.xor (local.get $sum) (i64.shl (local.get $sum) (i64.const 17))))
        (local.set $n (i32.add (local.get $n) (i32.wrap_i64 (i64.popcnt (local.get $sum)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 2000))))
      (call $number (local.get $sum))
      (call $number (i64.extend_i32_u (local.get $n)))
      (call $number (i64.clz (i64.shr_u (local.get $sum) (i64.const 21))))
      (call $number (i64.extend_i32_u (i32.rotr (i32.const 0x12345678) (local.get $n))))`),
  },
  {
    name: "wasi-trap",
    wat: module(
      `(call $print (i32.const 1024) (i32.const 7))
       (call $number (i64.div_u (i64.const 1) (local.get $sum)))`,
      "before\n",
    ),
  },
  {
    name: "wasi-out-of-fuel",
    limits: { fuel: 1_000_000 },
    wat: module(`
      (loop $again
        (local.set $sum (i64.add (local.get $sum) (i64.const 1)))
        (if (i64.eqz (i64.rem_u (local.get $sum) (i64.const 10000)))
          (then (call $number (local.get $sum))))
        (br $again))`),
  },
];
