/** Ways out of JavaScript sandboxes that others have had, tried here: what a program reaches is its own. */
import { expect, test } from "vitest";
import { runJavaScript, type TestRun } from "../../test/support/run-javascript.ts";
import type { Outcome } from "../index.ts";

/** What only the realm of the host has. */
const probe = `const isHost = (g) => Boolean(g?.process?.binding || g?.process?.dlopen || g?.process?.getBuiltinModule || g?.require?.main?.constructor?._load || g?.WebAssembly || g?.Deno);
const globalOf = (f) => { try { return f("return globalThis")(); } catch (e) { return e.name; } };
const told = (value) => console.log(isHost(value) ? "ESCAPED" : value === globalThis ? "own" : String(value));
`;

const rows: readonly (readonly [title: string, source: string, stdout: string])[] = [
  [
    "Function and eval",
    `told(globalOf(Function)); told((0, eval)("globalThis")); told(globalOf((...a) => Reflect.construct(Function, a)))`,
    "own\nown\nown\n",
  ],
  [
    "constructors of async functions and generators",
    `for (const f of [async () => {}, function* () {}, async function* () {}]) { const made = f.constructor("return globalThis"); const got = made(); told(typeof got.next === "function" ? (await got.next()).value : await got) }`,
    "own\nown\nown\n",
  ],
  [
    "the constructor of an error of the host",
    `import fs from "fs"; try { fs.readFileSync("/none") } catch (e) { told(globalOf(e.constructor.constructor)); told(e.constructor === Error) }`,
    "own\ntrue\n",
  ],
  [
    "the constructor of what the host answers",
    `import fs from "fs"; import { find } from "sandbox_utils"; for (const v of [fs.readdirSync("/app"), fs.readFileSync("/app/a"), find("*"), fs.statSync("/app/a")]) told(globalOf(v.constructor.constructor))`,
    "own\nown\nown\nown\n",
  ],
  [
    "call sites",
    `Error.prepareStackTrace = (e, sites) => sites; import fs from "fs"; let sites; try { fs.readFileSync({ get href() { sites = new Error().stack; return "file:///none" } }) } catch {} for (const s of sites) { told(s.getThis?.() === undefined ? "none" : s.getThis()); const f = s.getFunction?.(); told(f === undefined ? "none" : typeof f) } console.log(sites.some((s) => String(s.getFileName()).startsWith("node:")))`,
    "none\nfunction\nnone\nfunction\nfalse\n",
  ],
  [
    "a species of promises",
    `class Taken extends Promise { static get [Symbol.species]() { return function (run) { run((v) => told(v?.constructor ? globalOf(v.constructor.constructor) : v), () => {}) } } } import { readFile } from "fs/promises"; const p = readFile("/app/a"); p.constructor = Taken; p.then((v) => v); await 0; console.log(p instanceof Promise)`,
    "own\ntrue\n",
  ],
  [
    "an error of many",
    `const e = await Promise.any([import("node:vm"), import("fs/none")]).catch((e) => e); for (const each of e.errors) told(globalOf(each.constructor.constructor))`,
    "own\nown\n",
  ],
  [
    "call, apply and bind",
    `const f = Function.prototype.call.bind(Function.prototype.apply); told(f(Function, null, ["return globalThis"])()); told(Reflect.apply(Function, undefined, ["return globalThis"])()); told(process.cwd.constructor("return globalThis")())`,
    "own\nown\nown\n",
  ],
  [
    "replaced methods that the sandbox's own sources might call",
    `for (const [o, k] of [[Array.prototype, "push"], [Map.prototype, "get"], [Function.prototype, "call"], [Object, "keys"], [Reflect, "apply"], [JSON, "stringify"]]) { const real = o[k]; o[k] = function (...args) { for (const a of [this, ...args]) if (isHost(a)) throw "ESCAPED"; return Reflect.construct ? real.apply(this, args) : undefined } } import fs from "fs"; console.log(fs.existsSync("/app/a"))`,
    "true\n",
  ],
  [
    "getters and proxies in arguments",
    `import fs from "fs"; const seen = []; const p = new Proxy({}, { get: (t, k) => { seen.push(typeof k); return undefined } }); for (const f of [() => fs.writeFileSync("/tmp/x", p), () => fs.readFileSync(p), () => process.chdir(p), () => console.log("%j", { get x() { return 1 } })]) try { f() } catch (e) { console.log(e.name) } console.log(seen.length > 0)`,
    'TypeError\nTypeError\nTypeError\n{"x":1}\ntrue\n',
  ],
  [
    "toJSON and Symbol.toPrimitive in arguments",
    `import { head } from "sandbox_utils"; let n = 0; const odd = { toJSON() { n += 1; return "/app/a" }, [Symbol.toPrimitive]() { n += 1; return "/app/a" } }; console.log(head(odd).trim(), n < 3)`,
    "text true\n",
  ],
  [
    "a name that is a prototype",
    `import { json_query } from "sandbox_utils"; const o = JSON.parse('{"__proto__": { "taken": 1 }, "constructor": { "prototype": { "taken": 1 } }}'); console.log({}.taken, Object.getPrototypeOf(o) === Object.prototype, structuredClone(o).taken, Object.assign({}, o).taken ?? "no")`,
    "undefined true undefined 1\n",
  ],
  [
    "thenables that the host might wait for",
    `export default { then(done) { done(globalThis) } }; globalThis.then = () => console.log("waited"); console.log(await { then: (done) => done("mine") })`,
    "mine\n",
  ],
  [
    "modules that reach further",
    `for (const name of ["vm", "v8", "worker_threads", "inspector", "module", "process"]) { const m = await import("node:" + name).catch((e) => ({ gone: e.code })); told(m.gone ?? (isHost({ process: m.default }) ? { process: m.default } : "harmless")) }`,
    `${"ERR_UNKNOWN_BUILTIN_MODULE\n".repeat(4)}harmless\nharmless\n`,
  ],
  [
    "shared memory as a clock",
    `console.log(typeof Atomics, typeof Worker, typeof WebAssembly)`,
    "undefined undefined undefined\n",
  ],
  [
    "what is left of the guest's own door",
    `console.log(["host", "internals", "__host", "std", "os", "bjson", "scriptArgs", "print", "require"].filter((n) => n in globalThis), Object.getOwnPropertySymbols(globalThis).map(String))`,
    "[] [ 'Symbol(Symbol.toStringTag)' ]\n",
  ],
  [
    "bytecode",
    `console.log(typeof globalThis.bjson, Object.getOwnPropertyNames(Function.prototype).filter((n) => /byte|code/i.test(n)), (() => {}).toString())`,
    "undefined [] () => {}\n",
  ],
  [
    "the sources of built-ins",
    `console.log(/native code/.test(require_text()), process.cwd.toString().length < 60); function require_text() { return String(Buffer.from) }`,
    "true true\n",
  ],
];

test.each(rows)("a program gets no further by %s", async (_title, source, stdout) => {
  const files = { "/app/a": "text\n" };
  const end = await runJavaScript({ source: `${probe}${source}`, files });
  expect(end.stdout).not.toContain("ESCAPED");
  expect([end.outcome, end.stdout, end.stderr]).toEqual(["exited", stdout, ""]);
});

type Heavy = readonly [title: string, run: string | Partial<TestRun>];

/** Work that the engine does inside one instruction of the program, where it asks nobody whether to go on. */
const heavy: readonly Heavy[] = [
  ["a long array as text, four times", "for (let i = 0; i < 4; i++) new Array(5e7) + ''"],
  ["one join", "new Array(2 ** 28).join('x')"],
  ["a sort of many", "Array.from({ length: 3e6 }, (_, i) => -i).sort((a, b) => a - b)"],
  ["a list of a length", "Array.from({ length: 1e9 })"],
  ["a list that is filled", "new Array(4e8).fill(1)"],
  [
    "a search that finds nothing",
    "'a'.repeat(6e7).indexOf('b'); for (;;) 'a'.repeat(6e7).split('').indexOf('b')",
  ],
  ["text that doubles", "let s = 'x'; for (;;) s += s"],
  ["a replacement that grows", "'a'.repeat(1e5).replaceAll('a', 'b'.repeat(1e5))"],
  ["padding", "'x'.padStart(1e9, 'y')"],
  ["a large power", "10n ** 10000000n"],
  ["a product of large numbers", "let n = 3n; for (;;) n *= n"],
  ["a large shift", "1n << (1n << 40n)"],
  ["a pattern that tries everything", "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))"],
  ["a pattern with many groups", "/(?:a?){60}a{60}/.test('a'.repeat(60))"],
  [
    "JSON of what is shared",
    "let o = {}; for (let i = 0; i < 40; i++) o = { a: o, b: o }; JSON.stringify(o)",
  ],
  [
    "a clone of what is shared as text",
    "let a = ['x'.repeat(1000)]; for (let i = 0; i < 30; i++) a = [a, a].flat(); String(a)",
  ],
  [
    "inspection of what is shared",
    "let o = {}; for (let i = 0; i < 40; i++) o = { a: o, b: o }; console.dir(o, { depth: null })",
  ],
  [
    "a hash of much",
    "import { createHash } from 'crypto'; const b = Buffer.alloc(4e7); for (;;) createHash('sha512').update(b).digest()",
  ],
  [
    "a derived key",
    "import { pbkdf2Sync } from 'crypto'; pbkdf2Sync('a', 'b', 100_000_000, 64, 'sha512')",
  ],
  ["random bytes", "for (;;) crypto.getRandomValues(new Uint8Array(65536))"],
  ["addresses to parse", "const t = 'http://a/' + '../'.repeat(1e6); for (;;) new URL(t)"],
  ["a buffer that is searched", "const b = Buffer.alloc(2e7); for (;;) b.indexOf('x')"],
  ["text that is normalized", "for (;;) 'é'.repeat(1e6).normalize('NFD')"],
  [
    "a stream without end",
    "import { Readable } from 'stream'; for await (const x of new Readable({ read() { this.push('x'.repeat(1e5)) } })) x.length",
  ],
  ["listeners without end", "for (const { on } = process; ; ) process.on('x', () => {})"],
  ["timers without end", "for (;;) setTimeout(() => {}, 1e6)"],
  [
    "modules made of text",
    "for (let i = 0; ; i++) await import('data:text/javascript,' + i).catch(() => {})",
  ],
  [
    "functions made of text",
    "for (let i = 0; ; i++) new Function('return ' + '1+'.repeat(1000) + i)",
  ],
  [
    "a memory limit that does not hold",
    {
      source: "const a = []; for (;;) a.push(new ArrayBuffer(2 ** 20))",
      maxMemoryBytes: 64 * 2 ** 20,
    },
  ],
  [
    "proxies of proxies",
    "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); for (;;) p.x",
  ],
  [
    "a finalizer after the end",
    "const r = new FinalizationRegistry(() => { for (;;) {} }); for (let i = 0; ; i++) r.register({}, i)",
  ],
];

const stops: readonly Outcome[] = ["out-of-fuel", "out-of-memory", "stack-overflow"];

test.each(heavy)("a program is stopped within %s", async (_title, run) => {
  const given = typeof run === "string" ? { source: run } : { source: "", ...run };
  const end = await runJavaScript({ fuel: 300_000_000n, maxMemoryBytes: 2 ** 27, ...given });
  const isError =
    end.outcome === "exited" &&
    end.exitCode === 1 &&
    /(?:Range|Internal|Type)Error/.test(end.stderr);
  expect([end.outcome, isError || stops.includes(end.outcome)]).toEqual([end.outcome, true]);
  expect(end.fuel).toBeLessThanOrEqual(300_000_000n);
  expect(end.memoryPeakBytes).toBeLessThanOrEqual(2 ** 27);
  const next = await runJavaScript({ source: "console.log('well')" });
  expect(next.stdout).toBe("well\n");
});
