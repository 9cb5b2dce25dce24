/** Small Wasm programs that stress one thing each. Every one exports `run: (n: i32) -> i64`. */

/** A kernel, the size to run it with, and what it must answer. */
export interface Kernel {
  readonly name: string;
  readonly title: string;
  readonly wat: string;
  readonly size: number;
  readonly answer: string;
}

/** The kernels: a tight loop, calls, memory, indirect calls. */
export const kernels: readonly Kernel[] = [
  {
    name: "loop",
    title: "a xorshift in a tight loop, 10 million steps",
    size: 10_000_000,
    answer: "3039611916969981977",
    wat: `(module (func (export "run") (param $n i32) (result i64) (local $x i64)
      (local.set $x (i64.const 88172645463325252))
      (loop $next
        (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
        (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
        (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
        (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.get $x)))`,
  },
  {
    name: "calls",
    title: "the 30th Fibonacci number by recursion",
    size: 30,
    answer: "832040",
    wat: `(module
      (func $fib (param $n i32) (result i64)
        (if (result i64) (i32.lt_u (local.get $n) (i32.const 2))
          (then (i64.extend_i32_u (local.get $n)))
          (else (i64.add
            (call $fib (i32.sub (local.get $n) (i32.const 1)))
            (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
      (func (export "run") (param i32) (result i64) (call $fib (local.get 0))))`,
  },
  {
    name: "memory",
    title: "the primes below 2 million by a sieve of bytes",
    size: 2_000_000,
    answer: "148933",
    wat: `(module (memory 32)
      (func (export "run") (param $n i32) (result i64)
        (local $i i32) (local $j i32) (local $count i64)
        (memory.fill (i32.const 0) (i32.const 0) (local.get $n))
        (local.set $i (i32.const 2))
        (block $end (loop $numbers
          (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
          (if (i32.eqz (i32.load8_u (local.get $i)))
            (then
              (local.set $count (i64.add (local.get $count) (i64.const 1)))
              (local.set $j (i32.shl (local.get $i) (i32.const 1)))
              (block $done (loop $multiples
                (br_if $done (i32.ge_u (local.get $j) (local.get $n)))
                (i32.store8 (local.get $j) (i32.const 1))
                (local.set $j (i32.add (local.get $j) (local.get $i)))
                (br $multiples)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $numbers)))
        (local.get $count)))`,
  },
  {
    name: "indirect",
    title: "3 million calls through a table",
    size: 3_000_000,
    answer: "12000000",
    wat: `(module
      (type $step (func (param i64) (result i64)))
      (table funcref (elem $one $seven))
      (func $one (type $step) (i64.add (local.get 0) (i64.const 1)))
      (func $seven (type $step) (i64.add (local.get 0) (i64.const 7)))
      (func (export "run") (param $n i32) (result i64) (local $x i64)
        (loop $next
          (local.set $x (call_indirect (type $step) (local.get $x)
            (i32.and (local.get $n) (i32.const 1))))
          (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $x)))`,
  },
];
