import { expect, test } from "vitest";
import { runJavaScript, type TestRun } from "../../test/support/run-javascript.ts";

type Row = [
  title: string,
  run: string | TestRun,
  stdout: string,
  exitCode?: number,
  stderr?: string,
];

const modules: readonly Row[] = [
  ["prints", `console.log("hello", 1, [1, 2], { a: 1 })`, "hello 1 [ 1, 2 ] { a: 1 }\n"],
  [
    "imports a relative module once",
    {
      source: `import { n } from "./lib/a.mjs"; import * as b from "/app/lib/a.mjs"; console.log(n, b.n === n)`,
      files: { "/app/lib/a.mjs": `console.log("loaded"); export const n = {};` },
    },
    "loaded\n{} true\n",
  ],
  [
    "imports in a circle",
    {
      source: `import { a } from "./a.mjs"; console.log(a())`,
      files: {
        "/app/a.mjs": `import { b } from "./b.mjs"; export const a = () => b() + 1;`,
        "/app/b.mjs": `import { a } from "./a.mjs"; export const b = () => typeof a === "function" ? 1 : 0;`,
      },
    },
    "2\n",
  ],
  [
    "imports itself",
    `import * as self from "./main.mjs"; export const x = 4; console.log(self.x)`,
    "4\n",
  ],
  [
    "imports JSON, with and without attributes",
    {
      source: `import a from "./d.json"; import b from "./d.json" with { type: "json" }; console.log(a, b)`,
      files: { "/app/d.json": `{"x":[1,{"__proto__":2}]}` },
    },
    `{ x: [ 1, { ['__proto__']: 2 } ] } { x: [ 1, { ['__proto__']: 2 } ] }\n`,
  ],
  [
    "imports dynamically and waits at the top level",
    {
      source: `const { default: d, x } = await import("./x.mjs"); console.log(d, x)`,
      files: { "/app/x.mjs": `export const x = await Promise.resolve(7); export default "d";` },
    },
    "d 7\n",
  ],
  [
    "tells a module where it is",
    `console.log(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve("node:fs"))`,
    "file:///app/main.mjs /app/main.mjs /app node:fs\n",
  ],
  [
    "resolves URLs of files and queries",
    {
      source: `import "file:///app/b%20c.mjs"; import "./b%20c.mjs?again";`,
      files: { "/app/b c.mjs": `console.log(import.meta.url)` },
    },
    "file:///app/b%20c.mjs\nfile:///app/b%20c.mjs?again\n",
  ],
  [
    "finds packages by their description",
    {
      source: `import p, { named } from "p"; import { s } from "p/sub"; import i from "@s/i"; console.log(p, named, s, i)`,
      files: {
        "/app/node_modules/p/package.json": `{"exports":{".":{"require":"./no.js","import":"./m.mjs"},"./sub":"./lib/s.mjs"}}`,
        "/app/node_modules/p/m.mjs": `export default "default"; export const named = "named";`,
        "/app/node_modules/p/lib/s.mjs": `export const s = "sub";`,
        "/app/node_modules/@s/i/package.json": `{"main":"./main.js"}`,
        "/app/node_modules/@s/i/main.js": `module.exports = "scoped";`,
      },
    },
    "default named sub scoped\n",
  ],
  [
    "finds CommonJS exports by name",
    {
      source: `import d, { a, b } from "./c.cjs"; console.log(d, a, b)`,
      files: { "/app/c.cjs": `exports.a = 1; module.exports.b = 2; exports.default = 3;` },
    },
    "{ a: 1, b: 2, default: 3 } 1 2\n",
  ],
  [
    "follows a link to a module's own place",
    {
      source: `import fs from "node:fs"; fs.symlinkSync("/app/real/m.mjs", "/app/l.mjs"); await import("./l.mjs")`,
      files: {
        "/app/real/m.mjs": `import "./n.mjs";`,
        "/app/real/n.mjs": `console.log(import.meta.url)`,
      },
    },
    "file:///app/real/n.mjs\n",
  ],
  [
    "ignores a shebang and a byte order mark",
    { source: "\ufeffconsole.log(1)", path: "/app/a.cjs" },
    "1\n",
  ],
  ["ignores a shebang", { source: "#!/usr/bin/env node\nconsole.log(2)" }, "2\n"],
  [
    "offers the utilities",
    {
      source: `import u, { csvToJson, csv_to_json, find, grep, head } from "sandbox_utils";
        console.log(find("*.csv"), grep("b", "/app/t.csv"), head("t.csv", 1), csvToJson("t.csv"), csv_to_json === csvToJson, u.find === find)`,
      files: { "/app/t.csv": "k,v\na,1\nb,2\n" },
    },
    `[ '/app/t.csv' ] [ [ '/app/t.csv', 3, 'b,2' ] ] k,v\n [{"k": "a", "v": "1"}, {"k": "b", "v": "2"}] true true\n`,
  ],
  [
    "throws what a utility throws, with its code",
    `import { head } from "sandbox_utils";
      for (const path of ["/etc/passwd", "/app2/x", "none"]) try { head(path) } catch (e) { console.log(e instanceof Error, e.code, e.message) }
      try { head() } catch (e) { console.log(e instanceof TypeError, e.message) }`,
    `true PATH_ESCAPE_ATTEMPT Path must be within /app: /etc/passwd
true PATH_ESCAPE_ATTEMPT Path must be within /app: /app2/x
true ENOENT ENOENT: no such file or directory, open '/app/none'
true Cannot call "head": parameter "file" is missing\n`,
  ],
];

const commonJs: readonly Row[] = [
  [
    "runs CommonJS",
    {
      path: "/app/main.cjs",
      source: `console.log(typeof require, module === require.main, this === exports, __filename, __dirname, typeof import("node:fs"))`,
    },
    "function true true /app/main.cjs /app object\n",
  ],
  [
    "requires files, endings, directories, JSON and built-ins",
    {
      path: "/app/main.cjs",
      source: `console.log(require("./a"), require("./a") === require("/app/a.js"), require("./dir"), require("./d.json").x, require("fs") === require("node:fs"), require("./pkg"), require("sandbox_utils").find("*.json"))`,
      files: {
        "/app/a.js": `exports.id = module.id; exports.parent = require.main.filename`,
        "/app/dir/index.js": `module.exports = "index"`,
        "/app/d.json": `{"x":1}`,
        "/app/pkg/package.json": `{"main":"lib"}`,
        "/app/pkg/lib.js": `module.exports = "package"`,
      },
    },
    "{ id: '/app/a.js', parent: '/app/main.cjs' } true index 1 true package [ '/app/d.json', '/app/pkg/package.json' ]\n",
  ],
  [
    "requires in a circle",
    {
      path: "/app/main.cjs",
      source: `console.log(require("./a.cjs"))`,
      files: {
        "/app/a.cjs": `exports.early = 1; exports.seen = { ...require("./b.cjs") }; exports.late = 1`,
        "/app/b.cjs": `exports.ofA = { ...require("./a.cjs") }`,
      },
    },
    "{ early: 1, seen: { ofA: { early: 1 } }, late: 1 }\n",
  ],
  [
    "requires a module that does not wait",
    {
      path: "/app/main.cjs",
      source: `console.log(require("./m.mjs").x); try { require("./w.mjs") } catch (e) { console.log(e.code) }`,
      files: { "/app/m.mjs": `export const x = 1`, "/app/w.mjs": `await 1` },
    },
    "1\nERR_REQUIRE_ASYNC_MODULE\n",
  ],
  [
    "tells what cannot be required",
    {
      path: "/app/main.cjs",
      source: `for (const id of ["./no", "left-pad", "node:no", "./bad.json", "", 5]) try { require(id) } catch (e) { console.log(e.name, e.code, e.message.split("\\n")[0]) }`,
      files: { "/app/bad.json": "{" },
    },
    `Error MODULE_NOT_FOUND Cannot find module './no'
Error MODULE_NOT_FOUND Cannot find module 'left-pad'
Error ERR_UNKNOWN_BUILTIN_MODULE No such built-in module: node:no
SyntaxError undefined /app/bad.json: Expected property name or '}' in JSON at position 1
TypeError ERR_INVALID_ARG_VALUE The argument 'id' must be a non-empty string. Received ''
TypeError ERR_INVALID_ARG_TYPE The "id" argument must be of type string. Received type number (5)\n`,
  ],
  [
    "decides .js by its syntax: CommonJS",
    { path: "/app/main.js", source: `console.log(typeof module, typeof require("fs")); return;` },
    "object object\n",
  ],
  [
    "decides .js by its syntax: module",
    { path: "/app/main.js", source: `import "fs"; console.log(typeof module, this)` },
    "undefined undefined\n",
  ],
  [
    "decides .js by its syntax: top-level await",
    { path: "/app/main.js", source: `console.log(await 1, typeof require)` },
    "1 undefined\n",
  ],
  [
    "decides .js by its syntax: import.meta",
    { path: "/app/main.js", source: `console.log(import.meta.url)` },
    "file:///app/main.js\n",
  ],
  [
    "decides .js by the package that it is in",
    {
      path: "/app/main.mjs",
      source: `import { a } from "./esm/a.js"; import b from "./b.js"; console.log(a, b)`,
      files: {
        "/app/esm/package.json": `{"type":"module"}`,
        "/app/esm/a.js": `export const a = typeof module;`,
        "/app/b.js": `module.exports = typeof module;`,
      },
    },
    "undefined object\n",
  ],
  [
    "makes require for a module",
    `import { createRequire, isBuiltin } from "node:module"; const require = createRequire(import.meta.url); console.log(require("path").sep, isBuiltin("node:fs"), isBuiltin("no"))`,
    "/ true false\n",
  ],
];

const endings: readonly Row[] = [
  ["takes process.exitCode", `process.exitCode = 3`, "", 3],
  ["cuts an exit code to a byte", `process.exit(258)`, "", 2],
  [
    "exits at once, past catch and finally, after exit listeners",
    `process.on("exit", (code) => console.log("exit", code)); try { process.exit(7) } catch { console.log("caught") } finally { console.log("finally") }`,
    "exit 7\n",
    7,
  ],
  [
    "exits from a promise handler",
    `Promise.resolve().then(() => process.exit(4)).catch(() => console.log("no")).finally(() => console.log("no"))`,
    "",
    4,
  ],
  [
    "says 13 when a module waits for nothing",
    `console.log(1); await new Promise(() => {})`,
    "1\n",
    13,
    "Warning: Detected unsettled top-level await at /app/main.mjs\n",
  ],
  [
    "lets a listener take uncaught errors",
    `process.on("uncaughtException", (e, origin) => console.log(e.message, origin));
     setTimeout(() => { throw new Error("timer") }); Promise.reject(new Error("promise")); setTimeout(() => console.log("on"), 5)`,
    "promise unhandledRejection\ntimer uncaughtException\non\n",
  ],
  [
    "lets a listener take unhandled rejections",
    `process.on("unhandledRejection", (reason) => console.log(reason)); Promise.reject(5)`,
    "5\n",
  ],
  [
    "forgives a rejection that is handled before the turn ends",
    `const p = Promise.reject(new Error("x")); await null; p.catch(() => console.log("handled"))`,
    "handled\n",
  ],
];

const timers: readonly Row[] = [
  [
    "orders ticks, jobs, timers and immediates",
    {
      path: "/app/main.cjs",
      source: `setTimeout(() => { console.log("t2"); process.nextTick(() => console.log("tick2")); Promise.resolve().then(() => console.log("job2")) }, 2);
        setImmediate(() => console.log("immediate")); setTimeout(() => console.log("t1"), 1);
        Promise.resolve().then(() => console.log("job")); process.nextTick(() => console.log("tick")); queueMicrotask(() => console.log("micro")); console.log("sync")`,
    },
    "sync\ntick\njob\nmicro\nt1\nimmediate\nt2\ntick2\njob2\n",
  ],
  [
    "repeats, clears, passes arguments and forgets unref'd timers",
    `let n = 0; const i = setInterval((x) => { console.log(x, ++n); if (n === 3) clearInterval(i) }, 2, "i"); clearTimeout(setTimeout(() => console.log("never"), 1)); setTimeout(() => console.log("never"), 9999).unref(); clearTimeout(undefined)`,
    "i 1\ni 2\ni 3\n",
  ],
  [
    "sleeps through the virtual clock",
    `const start = Date.now(); await new Promise((r) => setTimeout(r, 86_400_000)); console.log(Date.now() - start >= 86_400_000, performance.now() >= 86_400_000, process.uptime() > 86_400)`,
    "true true true\n",
  ],
  [
    "has promises of timers",
    `import { setTimeout as sleep } from "node:timers/promises"; import { promisify } from "node:util"; console.log(await sleep(3, "a"), await promisify(setTimeout)(3, "b"))`,
    "a b\n",
  ],
  [
    "lives in UTC",
    `console.log(new Date(0).getTimezoneOffset(), new Date(2024, 0, 1).toISOString())`,
    "0 2024-01-01T00:00:00.000Z\n",
  ],
];

const input: readonly Row[] = [
  [
    "reads stdin by number and by path",
    {
      source: `import fs from "fs"; console.log(JSON.stringify(fs.readFileSync(0, "utf8")), fs.readFileSync("/dev/stdin").length)`,
      stdin: new TextEncoder().encode("é\n"),
    },
    `"é\\n" 0\n`,
  ],
  [
    "reads stdin by events",
    {
      source: `let s = ""; process.stdin.setEncoding("utf8"); process.stdin.on("data", (d) => { s += d }).on("end", () => console.log(s.length))`,
      stdin: new TextEncoder().encode("x".repeat(100_000)),
    },
    "100000\n",
  ],
  [
    "reads stdin by iteration",
    {
      source: `let n = 0; for await (const chunk of process.stdin) n += chunk.length; console.log(n)`,
      stdin: new TextEncoder().encode("x".repeat(70_000)),
    },
    "70000\n",
  ],
  [
    "shows its arguments and environment",
    {
      source: `console.log(process.argv, process.env, process.cwd(), process.platform)`,
      args: ["main.mjs", "a", "--b"],
      env: { K: "v" },
    },
    "[ '/usr/bin/node', '/app/main.mjs', 'a', '--b' ] { K: 'v' } /app linux\n",
  ],
  [
    "writes without a line end, text and bytes",
    `process.stdout.write("a"); process.stdout.write(new Uint8Array([98, 10])); process.stdout.write("", () => console.log("done"))`,
    "ab\ndone\n",
  ],
];

test.each([...modules, ...commonJs, ...endings, ...timers, ...input])(
  "run() %s",
  async (_title, run, stdout, exitCode = 0, stderr = "") => {
    const end = await runJavaScript(typeof run === "string" ? { source: run } : run);
    const { outcome } = end;
    const seen = { outcome, exitCode: end.exitCode, stdout: end.stdout, stderr: end.stderr };
    expect(seen).toEqual({ outcome: "exited", exitCode, stdout, stderr });
  },
);
