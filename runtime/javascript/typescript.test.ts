import { expect, test, vi } from "vitest";
import { runJavaScript, type TestEnd, type TestRun } from "../../test/support/run-javascript.ts";

vi.setConfig({ testTimeout: 60_000 });

function run(source: string, options: Partial<TestRun> = {}): Promise<TestEnd> {
  return runJavaScript({ source, path: "/app/main.mts", ...options });
}

test.each([
  [
    "types",
    "const f = (a: number, b?: string): string => a + (b ?? ''); console.log(f(1), f(2, 'x'))",
    "1 2x",
  ],
  [
    "interfaces and aliases",
    "interface A { b: number } type C = A | { d: string }; const a: C = { b: 1 }; console.log(a)",
    "{ b: 1 }",
  ],
  [
    "generics",
    "function id<T extends object = {}>(value: T): T { return value } class Box<const T> { constructor(readonly value: T) {} map<U>(f: (t: T) => U): Box<U> { return new Box(f(this.value)) } } console.log(id<{ a: 1 }>({ a: 1 }), new Box(2).map((n) => n * 2).value)",
    "{ a: 1 } 4",
  ],
  [
    "enums",
    "enum Color { Red, Green = 5, Blue, Name = 'n' } const enum E { A = 1 << 3 } console.log(Color.Blue, Color[5], Color.Name, E.A)",
    "6 Green n 8",
  ],
  [
    "parameter properties",
    "class P { constructor(private readonly x: number, public y = 2, protected z?: string) {} sum() { return this.x + this.y } } console.log(new P(1).sum(), new P(1))",
    "3 P { x: 1, y: 2, z: undefined }",
  ],
  [
    "assertions",
    "const a = { b: 1 } as const; const c = (<any>a).b! satisfies number; let d!: string; console.log(c, a as unknown as string === d)",
    "1 false",
  ],
  [
    "abstract classes and overloads",
    "abstract class A { abstract f(): void; declare g: string; static #n = 1; static get n(): number { return this.#n } } class B extends A { override f(): void; override f(x?: number): void { console.log('f', x) } } new B().f(); console.log(A.n)",
    "f undefined\n1",
  ],
  [
    "type imports",
    "import type { A } from './gone.ts'; import { type B, readFileSync } from 'node:fs'; const x: A | B | undefined = undefined; export type { A }; console.log(typeof readFileSync, x)",
    "function undefined",
  ],
  [
    "imports that are used as types alone",
    "import { Stats } from './gone'; const s: Stats | null = null; console.log(s)",
    "null",
  ],
  [
    "declarations",
    "declare const gone: string; declare module 'x' { export namespace N { const a: 1 } } declare global { interface Array<T> { x: T } } namespace Types { export interface A { b: 1 } export type C = A } const c: Types.C = { b: 1 }; console.log(c)",
    "{ b: 1 }",
  ],
  [
    "optional chaining, fields and await",
    "class A { #p = 1; q?: number = this.#p; static { console.log('s') } } console.log(await Promise.resolve(new A()?.q ?? 0))",
    "s\n1",
  ],
  [
    "functions with this, guards and tuples",
    "function f(this: { a: number }, ...rest: [number, string?]): asserts rest is [1] {} const g = (x: unknown): x is string => typeof x === 'string'; type K = keyof { a: 1 }; const k: K = 'a'; f.call({ a: 1 }, 1); console.log(g('x'), k)",
    "true a",
  ],
])("TypeScript: %s", async (_what, source, stdout) => {
  expect(await run(source)).toMatchObject({ stdout: `${stdout}\n`, stderr: "", exitCode: 0 });
});

const files = {
  "/app/util.ts": "export interface U { a: number }\nexport const util = (u: U): number => u.a;\n",
  "/app/lib/index.ts":
    "import { util } from '../util.js';\nexport default (n: number) => util({ a: n }) + 1;\n",
  "/app/common.cts":
    "import fs = require('node:fs');\nexport = { kind: typeof fs.readFileSync as string };\n",
  "/app/classic.ts":
    "const { util } = require('./util'); exports.twice = (n: number): number => 2 * util({ a: n });\n",
  "/app/esm.mts": "export const meta: string = import.meta.url;\n",
  "/app/data.json": "{}",
};

test.each([
  [
    "with its ending",
    "/app/main.ts",
    "import { util } from './util.ts'; console.log(util({ a: 1 }))",
    "1",
  ],
  [
    "without an ending",
    "/app/main.ts",
    "import { util } from './util'; console.log(util({ a: 2 }))",
    "2",
  ],
  [
    "with the ending of what it is compiled to",
    "/app/main.ts",
    "import { util } from './util.js'; console.log(util({ a: 3 }))",
    "3",
  ],
  ["as a directory", "/app/main.ts", "import lib from './lib'; console.log(lib(4))", "5"],
  [
    "from JavaScript",
    "/app/main.mjs",
    "import { util } from './util.ts'; import { meta } from './esm.mts'; console.log(util({ a: 6 }), meta)",
    "6 file:///app/esm.mts",
  ],
  [
    "while it runs",
    "/app/main.mjs",
    "console.log((await import('./util.ts')).util({ a: 7 }))",
    "7",
  ],
  [
    "as CommonJS",
    "/app/main.cts",
    "import c = require('./common.cts'); console.log(c.kind, require('./classic').twice(4))",
    "function 8",
  ],
  [
    "by require, from JavaScript",
    "/app/main.cjs",
    "console.log(require('./classic').twice(5), require('./util.ts').util({ a: 1 }))",
    "10 1",
  ],
  [
    "with attributes",
    "/app/main.ts",
    "import data from './data.json' with { type: 'json' }; console.log(data as object)",
    "{}",
  ],
  [
    "from the named exports of CommonJS",
    "/app/main.ts",
    "import { twice } from './classic.ts'; console.log(twice(6))",
    "12",
  ],
])("TypeScript is imported %s", async (_how, path, source, stdout) => {
  expect(await run(source, { path, files })).toMatchObject({ stdout: `${stdout}\n`, stderr: "" });
});

test.each([
  [
    "an error",
    "type A = {\n  b: number;\n};\n\nconst a: A = null as unknown as A;\nconsole.log(a.b as number);\n",
    6,
    "TypeError",
  ],
  [
    "an error in a class",
    "enum E { A }\nclass P {\n  constructor(\n    private readonly x: number,\n  ) {}\n  f<T>(\n    value: T,\n  ): T {\n    throw new RangeError(String(this.x));\n  }\n}\nnew P(1).f<string>('a');\n",
    9,
    "RangeError",
  ],
  ["syntax of TypeScript", "const a: number = 1;\nconst b: = 2;\n", 2, "SyntaxError"],
  ["syntax of JavaScript", "const a: number = 1;\n\nconst b: string = a b;\n", 3, "SyntaxError"],
  [
    "a namespace with values",
    "const a: number = 1;\n\nnamespace N { export const b = 1 }\n",
    3,
    "SyntaxError",
  ],
  ["a decorator", "const a: number = 1;\n@a\nclass B {}\n", 2, "SyntaxError"],
])("TypeScript keeps the line of %s", async (_what, source, line, type) => {
  const { error, stderr, exitCode } = await run(source);
  expect([exitCode, error?.type, error?.file, error?.line]).toEqual([
    1,
    type,
    "/app/main.mts",
    line,
  ]);
  const shown = source.split("\n")[line - 1];
  expect(stderr).toContain(`/app/main.mts:${line}\n${shown}\n`);
});

test("TypeScript keeps the lines of files that are imported", async () => {
  const source = "import './bad.ts';\n";
  const bad =
    "interface A {\n  b: string;\n}\nconst a = undefined as unknown as A;\n\na.b.length;\n";
  const { error } = await run(source, { files: { "/app/bad.ts": bad } });
  expect(error).toMatchObject({ type: "TypeError", file: "/app/bad.ts", line: 6 });
});

test("TypeScript is transformed on the program's fuel", async () => {
  const source = "const a: number[] = [1, 2, 3].map((x: number): number => x);\n";
  const small = await run(source);
  const large = await run(source + "type T = { a: number };\n".repeat(2_000));
  expect(Number(large.fuel - small.fuel)).toBeGreaterThan(10_000_000);
  const short = await run(source, { fuel: small.fuel / 2n });
  expect(short).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
});

test("TypeScript that nests deeply ends in an error of the program", async () => {
  const { exitCode, stderr } = await run(`const a: number = ${"[".repeat(20_000)}1;`);
  expect([exitCode, stderr.includes("RangeError: Maximum call stack size exceeded")]).toEqual([
    139,
    true,
  ]);
});

test("JavaScript pays nothing for TypeScript", async () => {
  const plain = await runJavaScript({ source: "console.log(1)", path: "/app/main.mjs" });
  expect(Number(plain.fuel)).toBeLessThan(2_000_000);
});
