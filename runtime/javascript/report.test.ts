import { expect, test } from "vitest";
import { runJavaScript, type TestRun } from "../../test/support/run-javascript.ts";

type Row = readonly [title: string, run: string | TestRun, stderr: string];

const rows: readonly Row[] = [
  [
    "an error with its place and its stack",
    `function f() {\n  throw new TypeError("boom");\n}\nf();`,
    `/app/main.mjs:2
  throw new TypeError("boom");
        ^

TypeError: boom
    at f (/app/main.mjs:2:13)
    at /app/main.mjs:4:1
`,
  ],
  [
    "an error of CommonJS at its own columns",
    { path: "/app/main.cjs", source: `throw new Error("first line")` },
    `/app/main.cjs:1
throw new Error("first line")
      ^

Error: first line
    at /app/main.cjs:1:11
`,
  ],
  [
    "an error with properties and a cause",
    `throw Object.assign(new Error("outer", { cause: "inner" }), { code: "E" })`,
    `/app/main.mjs:1
throw Object.assign(new Error("outer", { cause: "inner" }), { code: "E" })
                    ^

Error: outer
    at /app/main.mjs:1:25 {
  code: 'E',
  [cause]: 'inner'
}
`,
  ],
  [
    "a syntax error at its line",
    `const a = 1;\nconst b = ;\n`,
    `/app/main.mjs:2
const b = ;
          ^

SyntaxError: unexpected token in expression: ';'
    at /app/main.mjs:2:11
`,
  ],
  [
    "a syntax error of a .js file that has imports",
    { path: "/app/main.js", source: `import "fs";\nlet x = 1 +;\n` },
    `/app/main.js:2
let x = 1 +;
           ^

SyntaxError: unexpected token in expression: ';'
    at /app/main.js:2:12
`,
  ],
  [
    "a syntax error of a .js file without imports",
    { path: "/app/main.js", source: `const fs = require("fs");\nlet x = 1 +;\n` },
    `/app/main.js:2
let x = 1 +;
           ^

SyntaxError: unexpected token in expression: ';'
    at /app/main.js:2:12
`,
  ],
  [
    "a syntax error in an imported file",
    { source: `import "./b.mjs"`, files: { "/app/b.mjs": "\n}" } },
    `/app/b.mjs:2
}
^

SyntaxError: unexpected token in expression: '}'
    at /app/b.mjs:2:1
`,
  ],
  [
    "a module that is not there",
    `import "./no.mjs"`,
    `[Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/no.mjs' imported from /app/main.mjs] {
  code: 'ERR_MODULE_NOT_FOUND'
}
`,
  ],
  [
    "a package that is not there",
    `import "left-pad"`,
    `[Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'left-pad' imported from /app/main.mjs] {
  code: 'ERR_MODULE_NOT_FOUND'
}
`,
  ],
  [
    "a module of the network",
    `import "https://example.com/x.mjs"`,
    `[Error [ERR_UNSUPPORTED_ESM_URL_SCHEME]: Only URLs with a scheme in: file and node are supported by the default ESM loader. Received protocol 'https:'] {
  code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME'
}
`,
  ],
  [
    "a directory that is imported",
    { source: `import "./d"`, files: { "/app/d/index.js": "" } },
    `[Error [ERR_UNSUPPORTED_DIR_IMPORT]: Directory import '/app/d' is not supported resolving ES modules imported from /app/main.mjs] {
  code: 'ERR_UNSUPPORTED_DIR_IMPORT'
}
`,
  ],
  [
    "a file of no known kind that is imported",
    { source: `import "./t.txt"`, files: { "/app/t.txt": "" } },
    `[TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".txt" for /app/t.txt] {
  code: 'ERR_UNKNOWN_FILE_EXTENSION'
}
`,
  ],
  [
    "an export that is not there",
    { source: `import { a } from "./b.mjs"`, files: { "/app/b.mjs": "" } },
    `[SyntaxError: Could not find export 'a' in module '/app/b.mjs']\n`,
  ],
  ["what is thrown and no error", `throw "text"`, "'text'\n"],
  [
    "a rejection without an error",
    `Promise.reject(5)`,
    `[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "5".] {
  code: 'ERR_UNHANDLED_REJECTION'
}
`,
  ],
  [
    "an error of a timer",
    `setTimeout(() => { throw new RangeError("late") })`,
    `/app/main.mjs:1
setTimeout(() => { throw new RangeError("late") })
                         ^

RangeError: late
    at /app/main.mjs:1:30
`,
  ],
  [
    "an error of an exit listener",
    `process.on("exit", () => { throw new Error("at exit") })`,
    `/app/main.mjs:1
process.on("exit", () => { throw new Error("at exit") })
                                 ^

Error: at exit
    at /app/main.mjs:1:38
`,
  ],
  [
    "an error of a microtask",
    `queueMicrotask(() => { throw new Error("micro") })`,
    `/app/main.mjs:1
queueMicrotask(() => { throw new Error("micro") })
                             ^

Error: micro
    at /app/main.mjs:1:34
`,
  ],
  [
    "an error that cannot be shown",
    `throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 1 } })`,
    "Uncaught error that cannot be shown\n",
  ],
  [
    "a class of errors by its name",
    `class MyError extends Error {}\nthrow new MyError("m")`,
    `/app/main.mjs:2
throw new MyError("m")
      ^

MyError: m
    at /app/main.mjs:2:11
`,
  ],
];

test.each(rows)("run() shows %s and exits with 1", async (_title, run, stderr) => {
  const end = await runJavaScript(typeof run === "string" ? { source: run } : run);
  expect(end.stderr).toBe(stderr);
  expect([end.outcome, end.exitCode]).toEqual(["exited", 1]);
});
