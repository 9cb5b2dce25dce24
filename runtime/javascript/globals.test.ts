import { expect, test } from "vitest";
import { runJavaScript } from "../../test/support/run-javascript.ts";

/** A program, and what it prints. */
type Row = [title: string, source: string, stdout: string];

const printing: readonly Row[] = [
  [
    "console.table() draws rows and columns",
    `console.table([{ a: 1, b: "x" }, { a: 2, c: true }]); console.table([1, "日本"]); console.table(new Map([["k", 1]])); console.table(5)`,
    `┌─────────┬───┬─────┬──────┐
│ (index) │ a │ b   │ c    │
├─────────┼───┼─────┼──────┤
│ 0       │ 1 │ 'x' │      │
│ 1       │ 2 │     │ true │
└─────────┴───┴─────┴──────┘
┌─────────┬────────┐
│ (index) │ Values │
├─────────┼────────┤
│ 0       │ 1      │
│ 1       │ '日本' │
└─────────┴────────┘
┌───────────────────┬─────┬────────┐
│ (iteration index) │ Key │ Values │
├───────────────────┼─────┼────────┤
│ 0                 │ 'k' │ 1      │
└───────────────────┴─────┴────────┘
5
`,
  ],
  [
    "console indents groups and counts",
    `console.group("G"); console.log("in\\nner"); console.group(); console.info("deep"); console.groupEnd(); console.groupEnd(); console.debug("out"); console.count(); console.count(); console.count("x"); console.countReset(); console.count(); console.assert(true, "no"); console.dir({ a: { b: 1 } }, { depth: 0 }); console.timeEnd("none"); console.log()`,
    `G\n  in\n  ner\n    deep\nout\ndefault: 1\ndefault: 2\nx: 1\ndefault: 1\n{ a: [Object] }\n\n`,
  ],
  [
    "console times by the clock",
    `console.time("t"); await new Promise((r) => setTimeout(r, 2500)); console.timeLog("t", 1); console.timeEnd("t")`,
    "t: 2.503s 1\nt: 2.504s\n",
  ],
  [
    "toLocaleString() writes numbers as in en-US",
    `console.log((1234567.8915).toLocaleString(), [1.0005, 0.0005, 2.5, 9.9999, 1e21].map((n) => n.toLocaleString()).join(), (1.005).toFixed(2), (1.005).toLocaleString("en-US", { maximumFractionDigits: 2 }), (2.5).toLocaleString("en-US", { maximumFractionDigits: 0 }), (-1234).toLocaleString(), (0.5).toLocaleString("en-US", { style: "percent" }), (1234.5).toLocaleString("en-US", { style: "currency", currency: "USD" }), (12).toLocaleString(undefined, { minimumFractionDigits: 2 }), (1e6).toLocaleString("en-US", { useGrouping: false }), NaN.toLocaleString(), (-Infinity).toLocaleString(), 123456789n.toLocaleString(), (-5000n).toLocaleString())`,
    "1,234,567.892 1.001,0.001,2.5,10,1,000,000,000,000,000,000,000 1.00 1.01 3 -1,234 50% $1,234.50 12.00 1000000 NaN -∞ 123,456,789 -5,000\n",
  ],
  [
    "toLocaleString() writes dates as in en-US",
    `const d = new Date(Date.UTC(2024, 0, 5, 15, 4, 9));
     console.log(d.toLocaleDateString(), "|", d.toLocaleTimeString(), "|", d.toLocaleString(), "|", d.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" }), "|", d.toLocaleDateString("en-US", { weekday: "short", month: "short", day: "2-digit" }), "|", d.toLocaleTimeString("en-US", { hour: "2-digit", minute: "2-digit", hour12: false }), "|", new Date(NaN).toLocaleString())`,
    "1/5/2024 | 3:04:09 PM | 1/5/2024, 3:04:09 PM | January 5, 2024 | Fri, Jan 05 | 15:04 | Invalid Date\n",
  ],
];

const values: readonly Row[] = [
  [
    "inspect() shows keys that are symbols as Node 20 does",
    `console.log({ [Symbol("k")]: 2, [Symbol.toStringTag]: "T", a: 1 })`,
    "{ a: 1, [Symbol(k)]: 2, [Symbol(Symbol.toStringTag)]: 'T' }\n",
  ],
  [
    "TextEncoder and TextDecoder convert",
    `const d = new TextDecoder(); console.log([...new TextEncoder().encode("é😀\\ud800")], new TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 104, 255)), new TextDecoder("utf-16le").decode(Uint8Array.of(104, 0)), new TextDecoder("latin1").decode(Uint8Array.of(233)), new TextDecoder("LATIN1").encoding, new TextEncoder().encodeInto("aé😀", new Uint8Array(4)));
     console.log(d.decode(Uint8Array.of(0xf0, 0x9f), { stream: true }) + d.decode(Uint8Array.of(0x98, 0x80), { stream: true }) + d.decode(Uint8Array.of(0xe2)), d.decode(new ArrayBuffer(0)) === "", d.fatal, d.ignoreBOM);
     for (const run of [() => new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.of(255)), () => new TextDecoder("koi99"), () => d.decode(5)]) try { run() } catch (e) { console.log(e.name, e.code) }`,
    `[
  195, 169, 240,
  159, 152, 128,
  239, 191, 189
] h� h é windows-1252 { read: 2, written: 3 }
😀� true false false
TypeError ERR_ENCODING_INVALID_ENCODED_DATA
RangeError ERR_ENCODING_NOT_SUPPORTED
TypeError ERR_INVALID_ARG_TYPE
`,
  ],
  [
    "structuredClone() copies what can be copied",
    `const o = { d: new Date(0), r: /x/g, m: new Map([[1, new Set([2])]]), l: [1, , 3], b: new Uint8Array([1, 2]), v: new DataView(new ArrayBuffer(2)), e: new TypeError("t"), n: null }; o.self = o;
     const c = structuredClone(o); console.log(c.self === c, c.d.getTime(), c.r, c.m, c.l, c.b, c.b !== o.b, c.v.byteLength, c.e instanceof TypeError, c.e.message);
     for (const value of [() => 1, Symbol("s"), Promise.resolve(), { f() {} }]) try { structuredClone(value) } catch (e) { console.log(e.name, e.message) }`,
    `true 0 /x/g Map(1) { 1 => Set(1) { 2 } } [ 1, <1 empty item>, 3 ] Uint8Array(2) [ 1, 2 ] true 2 true t
DataCloneError () => 1 could not be cloned.
DataCloneError Symbol(s) could not be cloned.
DataCloneError #<Object> could not be cloned.
DataCloneError f() {} could not be cloned.
`,
  ],
  [
    "crypto gives random bytes of the seed",
    `const b = crypto.getRandomValues(new Uint8Array(8)); console.log(b.some((x) => x > 0), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())); try { crypto.getRandomValues(new Uint8Array(65537)) } catch (e) { console.log(e.name) }`,
    "true true\nQuotaExceededError\n",
  ],
  [
    "errors have stacks as in Node",
    `class A extends Error { constructor(m) { super(m); this.name = "Named" } }
const e = new A("x"); console.log(e.stack.split("\\n")); const changed = new Error("a"); changed.message = "b"; console.log(changed.stack.split("\\n")[0]);
Error.stackTraceLimit = 1; console.log((function f() { return new Error("l").stack })().split("\\n").length); Error.stackTraceLimit = 10;
const o = {}; Error.captureStackTrace(o); console.log(typeof o.stack, Error.prepareStackTrace); Error.prepareStackTrace = (error, sites) => sites.length; console.log(new Error("x").stack)`,
    `[
  'Named: x',
  '    at new A (/app/main.mjs:1:48)',
  '    at /app/main.mjs:2:15'
]
Error: b
2
string undefined
1
`,
  ],
  [
    "EventEmitter keeps listeners",
    `import EventEmitter, { once } from "node:events"; const e = new EventEmitter(); const log = (...a) => console.log(...a);
     e.on("a", log); e.once("a", (x) => log("once", x)); e.prependListener("a", () => log("first")); console.log(e.emit("a", 1), e.emit("a", 2), e.emit("none"), e.listenerCount("a"), e.eventNames()); e.off("a", log); e.removeAllListeners("a"); console.log(e.listeners("a"));
     try { e.emit("error", new Error("bad")) } catch (x) { log(x.message) } try { e.emit("error", 5) } catch (x) { log(x.code) } try { e.on("x", 1) } catch (x) { log(x.code) }
     setTimeout(() => e.emit("later", 7)); log(await once(e, "later")); setTimeout(() => e.emit("error", new Error("rejected"))); await once(e, "never").catch((x) => log(x.message))`,
    `first
1
once 1
first
2
true true false 2 [ 'a' ]
[]
bad
ERR_UNHANDLED_ERROR
ERR_INVALID_ARG_TYPE
[ 7 ]
rejected
`,
  ],
  [
    "util helps",
    `import util from "node:util"; import os from "node:os"; const { isDeepStrictEqual: same } = util; console.log(same({ a: [1, new Map([[{ k: 1 }, new Set([2])]])] }, { a: [1, new Map([[{ k: 1 }, new Set([2])]])] }), same([1], ["1"]), same(new Date(0), new Date(1)), same(/a/, /a/), same(NaN, NaN), same({ a: undefined }, {}));
     util.callbackify(async (x) => x + 1)(1, (e, v) => console.log("called back", e, v)); console.log(await util.promisify((x, cb) => cb(null, x))(5), util.types.isDate(new Date()), util.stripVTControlCharacters("\\x1b[31mred\\x1b[0m"), os.EOL === "\\n", os.platform(), os.tmpdir())`,
    "true false false true true false\n5 true red true linux /tmp\ncalled back null 2\n",
  ],
  [
    "assert tells what is wrong",
    `import assert from "node:assert"; import strict from "node:assert/strict"; const t = (run) => { try { run(); console.log("fine") } catch (e) { console.log(e.name, e.code, e.message.split("\\n")[0]) } };
     t(() => assert(1)); t(() => assert.ok(0)); t(() => assert.equal(1, "1")); t(() => strict.equal(1, "1")); t(() => assert.deepEqual([1], ["1"])); t(() => strict.deepEqual({ a: 1 }, { a: 1 })); t(() => assert.throws(() => { throw new TypeError("x") }, TypeError)); t(() => assert.throws(() => { throw new TypeError("x") }, RangeError)); t(() => assert.throws(() => {})); t(() => assert.match("abc", /z/)); t(() => assert.fail("boom")); t(() => assert.strictEqual(1, 2, "mine")); t(() => assert.ifError(null)); t(() => assert.notEqual(1, 1));
     await assert.rejects(async () => { throw new Error("r") }, { message: /r/ }); await assert.rejects(Promise.resolve()).catch((e) => console.log(e.message)); await assert.doesNotReject(Promise.resolve())`,
    `fine
AssertionError ERR_ASSERTION The expression evaluated to a falsy value:
fine
AssertionError ERR_ASSERTION Expected values to be strictly equal:
fine
fine
fine
TypeError undefined x
AssertionError ERR_ASSERTION Missing expected exception.
AssertionError ERR_ASSERTION The input did not match the regular expression /z/. Input:
AssertionError ERR_ASSERTION boom
AssertionError ERR_ASSERTION mine
fine
AssertionError ERR_ASSERTION 1 != 1
Missing expected rejection.
`,
  ],
  [
    "file URLs and paths convert",
    `import { fileURLToPath, pathToFileURL } from "node:url"; console.log(fileURLToPath("file:///a/b%20c"), pathToFileURL("/a b#?").href, fileURLToPath(pathToFileURL("x"))); for (const url of ["http://x", "file:///a%2fb", 5]) try { fileURLToPath(url) } catch (e) { console.log(e.code) }`,
    "/a/b c file:///a%20b%23%3F /app/x\nERR_INVALID_URL_SCHEME\nERR_INVALID_FILE_URL_PATH\nERR_INVALID_ARG_TYPE\n",
  ],
  [
    "process tells about itself",
    `process.chdir("/tmp"); console.log(process.cwd(), process.hrtime(process.hrtime()).length, typeof process.hrtime.bigint(), process.memoryUsage().rss > 1e6, String(process), process.exitCode); try { process.exit("x") } catch (e) { console.log(e.code) } try { process.exitCode = 1.5 } catch (e) { console.log(e.code) } try { setTimeout(5) } catch (e) { console.log(e.code) }`,
    "/tmp 2 bigint true [object process] undefined\nERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_TYPE\n",
  ],
];

test.each([...printing, ...values])("%s", async (_title, source, stdout) => {
  const end = await runJavaScript({ source });
  expect([end.stderr, end.stdout]).toEqual(["", stdout]);
});

test("console writes warnings and traces to stderr", async () => {
  const { stderr, stdout } = await runJavaScript({
    source: `console.error("e"); console.warn("w"); console.assert(false, "a %s", 1); console.assert(false); console.trace("t"); process.emitWarning("careful")`,
  });
  expect(stdout).toBe("");
  expect(stderr).toBe(
    "e\nw\nAssertion failed: a 1\nAssertion failed\nTrace: t\n    at /app/main.mjs:1:104\n(node:1) Warning: careful\n",
  );
});

test("host calls leave nothing in the guest's memory", async () => {
  const { stdout, outcome } = await runJavaScript({
    source: `import fs from "fs"; import { head } from "sandbox_utils"; fs.writeFileSync("f", "x".repeat(4096));
      const use = () => { for (let i = 0; i < 2000; i++) { fs.readFileSync("f", "utf8"); fs.readFileSync("f"); fs.statSync("f"); head("f"); fs.appendFileSync("g", "y"); try { fs.statSync("no") } catch {} } return process.memoryUsage().rss };
      use(); const before = use(); console.log(use() - before)`,
    fuel: 20_000_000_000n,
  });
  expect([outcome, stdout]).toEqual(["exited", "0\n"]);
});
