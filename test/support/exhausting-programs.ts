/** Programs that want more than they are given, most of them within one call of their engine, which asks nobody meanwhile. */

/** How they may end. */
export type Exhaustion = "out-of-fuel" | "out-of-memory" | "stack-overflow" | "timed-out";

/** One program, in JavaScript, Python or the text format of WebAssembly. */
export interface ExhaustingProgram {
  readonly name: string;
  readonly kind: "javascript" | "python" | "wat";
  readonly source: string;
  readonly outcome: Exhaustion;
  /** With these it comes to its end soon. */
  readonly limits: {
    readonly fuel: number;
    readonly memoryBytes?: number;
    /** For those who only wait. */
    readonly timeoutMs?: number;
  };
}

/** Programs of one kind: name, source, outcome. */
type Row = readonly [name: string, source: string, outcome: Exhaustion];

const javascript: readonly Row[] = [
  [
    "four arrays of 50 million as text",
    `for (let i = 0; i < 4; i++) new Array(5e7) + ""`,
    "out-of-fuel",
  ],
  ["an array of a billion as text", `new Array(1e9) + ""`, "out-of-fuel"],
  [
    "long texts in a list",
    `const a = []; for (;;) a.push("x".repeat(1e6) + a.length)`,
    "out-of-fuel",
  ],
  ["nested quantifiers", `/^(a+)+$/.test("a".repeat(60) + "b")`, "out-of-fuel"],
  [
    "nested quantifiers, caught",
    `for (;;) try { /^(a+)+$/.test("a".repeat(60) + "b") } catch {}`,
    "out-of-fuel",
  ],
  [
    "deep data as JSON, caught",
    `let n = []; for (let i = 0; i < 3e4; i++) n = [n]; for (;;) try { JSON.stringify(n) } catch {}`,
    "out-of-fuel",
  ],
  ["powers of large numbers", `let n = 3n; for (;;) n **= 5n`, "out-of-fuel"],
  ["a power too large, caught", `for (;;) try { 7n ** 9999999n } catch {}`, "out-of-fuel"],
  [
    "a long list sorted",
    `const a = new Float64Array(5e6); for (;;) a.sort((x, y) => y - x)`,
    "out-of-fuel",
  ],
  ["a list joined and split", `for (;;) "x,".repeat(1e6).split(",").join(";")`, "out-of-fuel"],
  [
    "a text searched in itself",
    `const t = "a".repeat(1e6); for (;;) t.indexOf("a".repeat(5e5) + "b")`,
    "out-of-fuel",
  ],
  ["bytes filled", `const a = new Uint8Array(5e7); for (;;) a.fill(1)`, "out-of-fuel"],
  ["bytes kept", `const a = []; for (;;) a.push(new Uint8Array(1e6))`, "out-of-memory"],
  ["small objects kept", `const a = []; for (;;) a.push({ a })`, "out-of-memory"],
  ["a chain of promises", `for (;;) await null`, "out-of-fuel"],
  [
    "a proxy that asks itself, caught",
    `const p = new Proxy({}, { get: (t, k, r) => r[k] }); for (;;) try { p.x } catch {}`,
    "out-of-fuel",
  ],
  ["calls without end", `(function f() { f() })()`, "stack-overflow"],
  ["a wait", `await new Promise((resolve) => setTimeout(resolve, 1e9))`, "timed-out"],
];

const python: readonly Row[] = [
  ["the sum of a range", `sum(range(10**9))`, "out-of-fuel"],
  ["a large power", `10**10**7`, "out-of-fuel"],
  ["nested quantifiers", `import re; re.match(r"(a+)+$", "a" * 60 + "b")`, "out-of-fuel"],
  ["bytes counted", `b = bytes(10**8 // 2)\nwhile True: b.count(1)`, "out-of-fuel"],
  ["a range sorted", `while True: sorted(range(10**6), key=lambda i: -i)`, "out-of-fuel"],
  [
    "a large number as text",
    `import sys; sys.set_int_max_str_digits(0); str(7 ** 10**6)`,
    "out-of-fuel",
  ],
  ["a chain without end", `list(map(str, iter(int, 1)))`, "out-of-memory"],
  ["bytes too many", `bytes(10**9).count(0)`, "out-of-memory"],
  ["small objects kept", `x = []\nwhile True: x.append(("y" * 100, {}))`, "out-of-memory"],
  [
    "a loop that catches",
    `while True:\n  try:\n    while True: pass\n  except BaseException: pass`,
    "out-of-fuel",
  ],
  ["a sleep", `import time; time.sleep(1e9)`, "timed-out"],
];

const wasi = (name: string, parameters: string): string =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) (result i32)))`;

const wat: readonly Row[] = [
  ["a loop", `(memory (export "memory") 1) (func (export "_start") (loop (br 0)))`, "out-of-fuel"],
  [
    "memory grown without end",
    `(memory (export "memory") 1) (func (export "_start") (loop (drop (memory.grow (i32.const 1))) (br 0)))`,
    "out-of-fuel",
  ],
  [
    "memory grown, then a trap",
    `(memory (export "memory") 1) (func (export "_start") (loop (br_if 0 (i32.ge_s (memory.grow (i32.const 16)) (i32.const 0)))) unreachable)`,
    "out-of-memory",
  ],
  [
    "memory copied",
    `(memory (export "memory") 1024) (func (export "_start") (loop (memory.copy (i32.const 0) (i32.const 1) (i32.const 67108863)) (br 0)))`,
    "out-of-fuel",
  ],
  [
    "memory filled",
    `(memory (export "memory") 1024) (func (export "_start") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 67108864)) (br 0)))`,
    "out-of-fuel",
  ],
  [
    "calls without end",
    `(memory (export "memory") 1) (func $f (export "_start") (call $f))`,
    "stack-overflow",
  ],
  [
    "input read at its end",
    `${wasi("fd_read", "i32 i32 i32 i32")} (memory (export "memory") 1) (func (export "_start") (loop (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 16))) (br 0)))`,
    "out-of-fuel",
  ],
  [
    "a wait",
    `${wasi("poll_oneoff", "i32 i32 i32 i32")} (memory (export "memory") 1) (func (export "_start") (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 1000000000000)) (drop (call $poll_oneoff (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))))`,
    "timed-out",
  ],
];

const limits = {
  "out-of-fuel": { fuel: 300_000_000 },
  "stack-overflow": { fuel: 300_000_000 },
  "out-of-memory": { fuel: 4_000_000_000, memoryBytes: 64 * 2 ** 20 },
  "timed-out": { fuel: 300_000_000, timeoutMs: 300 },
} as const;

const kinds = { javascript, python, wat } as const;

/** All of them. */
export const exhaustingPrograms: readonly ExhaustingProgram[] = (
  ["javascript", "python", "wat"] as const
).flatMap((kind) =>
  kinds[kind].map(([name, text, outcome]) => ({
    name,
    kind,
    source: kind === "wat" ? `(module ${text})` : text,
    outcome,
    limits: limits[outcome],
  })),
);
