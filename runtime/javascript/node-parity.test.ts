/** What guests see against what the Node that runs this test does. */
import { posix } from "node:path";
import { format, inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runJavaScript } from "../../test/support/run-javascript.ts";

/** Evaluates expressions in a guest and here; each must be free of side effects. */
async function compare(expressions: readonly string[], show: string): Promise<void> {
  const list = expressions.join(",\n");
  const { stdout, stderr } = await runJavaScript({
    source: `import util from "node:util"; const { inspect, format } = util; const out = [\n${list}\n].map((value) => ${show}); process.stdout.write(JSON.stringify(out))`,
    maxStdoutBytes: 20_000_000,
  });
  expect(stderr).toBe("");
  const run = new Function("inspect", "format", `return [\n${list}\n].map((value) => ${show})`) as (
    ...tools: readonly unknown[]
  ) => readonly string[];
  const expected = run(inspect, format);
  expect(JSON.parse(stdout)).toEqual(expected);
}

const values: readonly string[] = [
  "undefined",
  "null",
  "true",
  "-0",
  "1n",
  "Symbol('s')",
  "NaN",
  "0.1 + 0.2",
  "1e21",
  "'text'",
  `"it's"`,
  `'say "hi"'`,
  "`both ' and \"`",
  "'new\\nline'",
  "'\\u0001\\u007f\\ud800'",
  "'é😀'",
  "'line one is here\\n'.repeat(8)",
  "'x'.repeat(20000)",
  "[1, 2, 3]",
  "[[[[1]]]]",
  "[,1,,2,,,]",
  "new Array(5)",
  "Object.assign([1, 2], { x: 1 })",
  "Array.from({ length: 120 }, (_, i) => i)",
  "Array.from({ length: 30 }, (_, i) => 'item' + i)",
  "[1, 22, 333, 4444, 55555, 666666, 7777777]",
  "[true, false, true, false, true, false, true]",
  "[1n, 2n, 3n, 4n, 5n, 6n, 7n]",
  "[['a', 1], ['b', 2], ['c', 3], ['d', 4], ['e', 5], ['f', 6], ['g', 7]]",
  "{}",
  "{ a: 1, b: 'two', c: [1, 2, { d: 3 }], e: { f: { g: { h: 1 } } } }",
  "{ 'a-b': 1, 2: 3, $x: 1, get g() { return 1 }, set s(v) {}, get gs() { return 1 }, set gs(v) {} }",
  "{ a: 'x'.repeat(30), b: 'y'.repeat(30), c: 'z'.repeat(30) }",
  "{ ['__proto__']: 1 }",
  "Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['key' + i, i]))",
  "Object.create(null)",
  "Object.assign(Object.create(null), { a: 1 })",
  "(() => { const o = { name: 'o' }; o.self = o; o.list = [o, { o }]; return o })()",
  "new Map([['a', 1], [{ b: 2 }, new Set([1])]])",
  "new Set([1, 'x', [2]])",
  "new Map()",
  "new WeakMap()",
  "new Date(0)",
  "new Date(NaN)",
  "/ab+c/gi",
  "new (class Foo { x = 1 })()",
  "class A {}",
  "class B extends Array {}",
  "function f() {}",
  "() => 1",
  "async () => 1",
  "function* g() {}",
  "Object.assign(() => 1, { a: 1 })",
  "new (class extends Map {})([[1, 2]])",
  "new (class Stack extends Array {})(3)",
  "new Uint8Array([1, 2, 3])",
  "new Float64Array(2)",
  "new Uint8Array(200)",
  "Promise.resolve(4)",
  "new Promise(() => {})",
  "new Number(3)",
  "new String('abc')",
  "Object(1n)",
  "Object(Symbol('q'))",
  "{ a: { b: { c: {} } } }",
  "{ a: { b: { c: [1] } } }",
  "{ a: { b: { c: new Map([[1, 2]]) } } }",
  "[[1, [2, [3, [4]]]]]",
  "{ f() {}, g: () => 1, h: class {} }",
  "{ long: 'first line of it\\nsecond line of it\\nthird'.repeat(3) }",
  "{ [Symbol.for('nodejs.util.inspect.custom')]() { return 'custom' } }",
  "[undefined, null, [], {}, '', 0]",
  "{ rows: [{ id: 1, name: 'Alice', tags: ['a', 'b'] }, { id: 2, name: 'Bob', tags: [] }] }",
  "(() => { const e = new Error('x'); e.stack = undefined; return e })()",
];

test("inspect() shows values as Node does", () =>
  compare(
    values.map((value) => `(${value})`),
    "inspect(value)",
  ));

test("inspect() obeys depth as Node does", () =>
  compare(
    values.map((value) => `(${value})`),
    "inspect(value, { depth: 0 }) + inspect(value, { depth: null })",
  ));

const options: readonly string[] = [
  "{ colors: true }",
  "{ compact: false }",
  "{ compact: 1 }",
  "{ sorted: true }",
  "{ getters: true }",
  "{ breakLength: 40 }",
  "{ breakLength: Infinity }",
  "{ maxArrayLength: 2, maxStringLength: 5 }",
  "{ maxArrayLength: null, maxStringLength: null, depth: Infinity }",
  "{ numericSeparator: true }",
];

test.each(options)("inspect() obeys %s as Node does", (given) => {
  // Versions of Node differ in -0 and in the colours of patterns and of errors without a stack.
  const shown = values.filter((value) => value !== "-0" && !/^\/|stack/.test(value));
  return compare(
    shown.map((value) => `(${value})`),
    `inspect(value, ${given})`,
  );
});

const more: readonly string[] = [
  "Buffer.from('bytes')",
  "[Buffer.alloc(60)]",
  "new URL('https://u:p@h.example:81/a?b=c#d')",
  "new URLSearchParams('a=1&b=2')",
  "new AbortController()",
  "AbortSignal.abort()",
  "new EventTarget()",
  "Math",
  "JSON",
  "{ list: [new URL('http://a/')] }",
  "new Blob(['ab'], { type: 'text/plain' })",
];

test("inspect() shows what Node brings along as Node does", () =>
  compare(
    more.map((value) => `(${value})`),
    "inspect(value)",
  ));

const formats: readonly string[] = [
  "['%s is %d years and %i, %f, %j %O %% %c done', 'Bob', 42.5, 42.9, '3.5', { a: 1 }, { b: { c: {} } }, 'css', 'extra', { z: 1 }]",
  "['%s', null, undefined, 5n, Symbol('a'), { a: 1 }, [1, [2, [3]]], () => 1]",
  "['%s %s %s', { a: { b: 1 } }, [1, [2]], class A {}]",
  "['100%', 5]",
  "['%d', 'x']",
  "['%d %i %f %s', 'abc', '12px', 'x', -0]",
  "['%x', 1]",
  "[]",
  "['%s']",
  "[1, 'a', '%s']",
  "['a', 'b']",
  "[{ a: 1 }, 'b', 3]",
  "['%i %d', 1n, 2n]",
  "['%j', 'text']",
  "['%%', 1]",
];

test("format() fills placeholders as Node does", () => compare(formats, "format(...value)"));

test("inspect() shows random data as Node does", async () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const data = fc.sample(
    fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: "small" }, leaf, tie("list"), tie("record")),
      list: fc.array(tie("any"), { maxLength: 12 }),
      record: fc.dictionary(fc.string({ maxLength: 8 }), tie("any"), { maxKeys: 6 }),
    })).any,
    { numRuns: 300, seed: 7 },
  );
  await compare(
    data.map((value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`),
    "inspect(value)",
  );
});

test("node:path does what Node does with random paths", async () => {
  const part = fc.constantFrom(
    "",
    ".",
    "..",
    "a",
    "b.txt",
    ".hidden",
    "x.tar.gz",
    "a.",
    "é",
    " ",
    "/",
    "//",
  );
  const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join("/"));
  // Node takes the dot of "/.." for an extension, and slashes alone for a name when given a suffix.
  const isPlain = (text: string): boolean => !/^\/+\.\.\/*$|^\/{2,}$/.test(text);
  const pairs = fc.sample(fc.tuple(path.filter(isPlain), path), { numRuns: 500, seed: 3 });
  const names = ["normalize", "dirname", "basename", "extname", "isAbsolute", "parse"] as const;
  const { stdout } = await runJavaScript({
    source: `import path from "node:path"; import fs from "node:fs"; const pairs = JSON.parse(fs.readFileSync(0, "utf8"));
      process.stdout.write(JSON.stringify(pairs.map(([a, b]) => [...${JSON.stringify(names)}.map((name) => path[name](a)), path.join(a, b), path.resolve("/r", a, b), path.relative("/r/" + a, "/r/" + b), path.basename(a, ".txt"), path.format(path.parse(a))])))`,
    stdin: new TextEncoder().encode(JSON.stringify(pairs)),
  });
  const expected = pairs.map(([a, b]) => [
    ...names.map((name) => posix[name](a)),
    posix.join(a, b),
    posix.resolve("/r", a, b),
    posix.relative(`/r/${a}`, `/r/${b}`),
    posix.basename(a, ".txt"),
    posix.format(posix.parse(a)),
  ]);
  expect(JSON.parse(stdout)).toEqual(expected);
});
