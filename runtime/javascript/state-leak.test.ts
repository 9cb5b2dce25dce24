import { expect, test } from "vitest";
import { runJavaScript } from "../../test/support/run-javascript.ts";

type Row = [kind: string, leave: string, look: string, clean: string];

/** What a program can leave behind, where the next one would find it, and what a fresh one finds. */
const rows: readonly Row[] = [
  ["a global", "globalThis.left = 1", "typeof left", "undefined"],
  ["a global of a script", "(0, eval)('var left = 1')", "typeof left", "undefined"],
  ["a property of a prototype", "Object.prototype.left = 1", "({}).left", "undefined"],
  [
    "a replaced method",
    "Array.prototype.map = () => 'taken'; String.prototype.trim = () => 'taken'",
    "[[1].map((x) => x + 1), ' a '.trim()]",
    "[ [ 2 ], 'a' ]",
  ],
  [
    "a frozen intrinsic",
    "Object.freeze(Array.prototype); Object.freeze(globalThis)",
    "[Object.isFrozen(Array.prototype), Object.isFrozen(globalThis)]",
    "[ false, false ]",
  ],
  [
    "a changed built-in module",
    "import fs from 'fs'; fs.readFileSync = () => 'taken'; process.cwd = () => '/taken'",
    "[(await import('fs')).default.existsSync('/app'), process.cwd()]",
    "[ true, '/app' ]",
  ],
  [
    "a cached file module",
    "import fs from 'fs'; fs.writeFileSync('/tmp/m.mjs', 'export let n = 0; export const inc = () => ++n'); (await import('/tmp/m.mjs')).inc()",
    "await import('/tmp/m.mjs').then((m) => m.n, (e) => e.code)",
    "ERR_MODULE_NOT_FOUND",
  ],
  [
    "a module in the cache of require",
    "import { createRequire } from 'module'; const require = createRequire('/app/x.js'); require.cache['/app/fake.js'] = { exports: 1 }",
    "Object.keys((await import('module')).createRequire('/app/x.js').cache).length",
    "0",
  ],
  [
    "timers, immediates and ticks",
    "setInterval(() => console.log('left'), 1); setImmediate(() => console.log('left')); process.nextTick(() => console.log('left')); process.exit(0)",
    "await new Promise((done) => setTimeout(done, 5, 'quiet'))",
    "quiet",
  ],
  [
    "pending promise jobs",
    "(async () => { for (;;) await null })(); Promise.resolve().then(() => process.exit(0))",
    "await Promise.resolve('quiet')",
    "quiet",
  ],
  [
    "listeners of the process",
    "process.on('exit', () => console.log('left')); process.on('uncaughtException', () => {}); process.on('x', () => {})",
    "process.eventNames()",
    "[]",
  ],
  [
    "listeners of streams",
    "process.stdin.on('data', () => {}); process.stdout.on('left', () => {})",
    "[process.stdin.listenerCount('data'), process.stdout.listenerCount('left')]",
    "[ 0, 0 ]",
  ],
  [
    "the environment",
    "process.env.LEFT = 'x'",
    "[process.env.LEFT, Object.keys(process.env)]",
    "[ undefined, [] ]",
  ],
  [
    "the arguments",
    "process.argv.push('left'); process.execArgv.push('left')",
    "[process.argv.length, process.execArgv]",
    "[ 2, [] ]",
  ],
  ["the working directory", "process.chdir('/tmp')", "process.cwd()", "/app"],
  [
    "open descriptors",
    "import fs from 'fs'; for (let i = 0; i < 5; i += 1) fs.openSync('/tmp/f' + i, 'w')",
    "(await import('fs')).openSync('/tmp/g', 'w')",
    "3",
  ],
  [
    "files in /tmp",
    "import fs from 'fs'; fs.writeFileSync('/tmp/left', 'x')",
    "(await import('fs')).readdirSync('/tmp')",
    "[]",
  ],
  ["the exit code", "process.exitCode = 5", "process.exitCode", "undefined"],
  [
    "the last match of a pattern",
    "/(\\w+)/.exec('secret')",
    "[RegExp.$1, RegExp.lastMatch].map(String)",
    "[ 'undefined', 'undefined' ]",
  ],
  [
    "a registered symbol",
    "globalThis.s = Symbol.for('left'); Symbol.for('left').constructor.prototype.left = 1",
    "[Symbol.for('left').left, Object.keys(globalThis).includes('s')]",
    "[ undefined, false ]",
  ],
  [
    "counters and groups of the console",
    "console.count(); console.group(); console.time('left')",
    "(console.count(), console.timeEnd('left'), 'here')",
    "default: 1\nhere",
  ],
  [
    "a formatter of stacks",
    "Error.prepareStackTrace = () => 'taken'; Error.stackTraceLimit = 0",
    "new Error('x').stack.split('\\n').length > 1",
    "true",
  ],
  [
    "defaults that can be set",
    "import util from 'util'; util.inspect.defaultOptions.depth = 0; (await import('events')).default.defaultMaxListeners = 1; (await import('stream')).setDefaultHighWaterMark(false, 1)",
    "[(await import('util')).inspect({ a: { b: {} } }), (await import('events')).default.defaultMaxListeners, (await import('stream')).getDefaultHighWaterMark(false)]",
    "[ '{ a: { b: {} } }', 10, 16384 ]",
  ],
  [
    "entries of a weak collection",
    "globalThis.kept = new WeakRef(Array.prototype); new FinalizationRegistry(() => console.log('left')).register({}, 1)",
    "typeof kept",
    "undefined",
  ],
];

test.each(rows)("a run leaves nothing behind: %s", async (_kind, leave, look, clean) => {
  const left = await runJavaScript({ source: leave });
  expect([left.outcome, left.stderr]).toEqual(["exited", ""]);
  const source = `console.log(${look})`;
  const { stdout, stderr } = await runJavaScript({ source });
  expect([stdout, stderr]).toEqual([`${clean}\n`, ""]);
  const within = await runJavaScript({ source: `${leave};\nawait 0; console.log(${look})` });
  // What cannot be found even in the same run would prove nothing; some end it.
  const isTold = within.stdout !== stdout || within.exitCode !== 0;
  expect([_kind, isTold || unseen.has(_kind)]).toEqual([_kind, true]);
});

/** What the engine does not show within a run either. */
const unseen: ReadonlySet<string> = new Set(["the last match of a pattern"]);

test("a run does not go on where the random numbers of another ended", async () => {
  const source = "console.log(Math.random(), crypto.randomUUID())";
  const first = await runJavaScript({ source, seed: 1 });
  const other = await runJavaScript({ source, seed: 2 });
  const again = await runJavaScript({ source, seed: 1 });
  expect(again.stdout).toBe(first.stdout);
  expect(other.stdout).not.toBe(first.stdout);
});
