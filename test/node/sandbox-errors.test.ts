/** What a result says of a program that failed. */
import { openSandbox, type RunOptions, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ files: { "/app/lib.mjs": "export const fail = () => null.x;\n" } });
});
afterAll(() => sandbox.close());

const programs: readonly (readonly [string, RunOptions, Readonly<Record<string, unknown>>])[] = [
  [
    "an exception of Python",
    { python: "def f():\n    raise KeyError('x')\nf()" },
    { type: "KeyError", message: "'x'", file: "/app/main.py", line: 2 },
  ],
  [
    "an exception of a class of the program's own",
    { python: "class Odd(Exception): pass\nraise Odd('seven')" },
    { type: "Odd", message: "seven", line: 2 },
  ],
  [
    "an exception that arises in the library",
    { python: "import json\n\njson.loads('{')" },
    { type: "json.decoder.JSONDecodeError", file: "/app/main.py", line: 3 },
  ],
  ["a syntax error of Python", { python: "ok = 1\nx = (" }, { type: "SyntaxError", line: 2 }],
  [
    "an error of JavaScript in another file",
    { javascript: 'import { fail } from "./lib.mjs";\nfail();' },
    { type: "TypeError", file: "/app/lib.mjs", line: 1 },
  ],
  [
    "a rejection that nobody handles",
    { javascript: "await 1;\nthrow new RangeError('late')" },
    { type: "RangeError", message: "late", line: 2 },
  ],
  [
    "a thrown value that is no error",
    { javascript: "throw { a: 1 }" },
    { type: "object", message: "{ a: 1 }" },
  ],
  [
    "an error that throws when it is looked at",
    { javascript: "throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } })" },
    {},
  ],
];

test.each(programs)("run() names %s", async (_what, program, fields) => {
  const { outcome, exitCode, error } = await sandbox.run(program);
  expect([outcome, exitCode]).toEqual(["exited", 1]);
  if (Object.keys(fields).length > 0) expect(error).toMatchObject({ code: "UNCAUGHT", ...fields });
});

test("run() shows the traceback that the program printed", async () => {
  const { error, stderr } = await sandbox.run({ python: "1/0" });
  expect(error?.traceback).toBe(stderr);
  const script = await sandbox.run({ javascript: "\nthrow new Error('x')" });
  expect(script.stderr).toContain(script.error?.traceback);
});

test.each([
  ["an error that was caught", { python: "try:\n  1/0\nexcept ZeroDivisionError: pass" }],
  ["a chosen exit code", { javascript: "process.exit(3)" }],
  [
    "an error that a listener took",
    { javascript: "process.on('uncaughtException', () => {}); throw 1" },
  ],
] as const)("run() names no error after %s", async (_what, program) => {
  expect((await sandbox.run(program)).error).toBeUndefined();
});

test("run() says what to do about common mistakes, and how much fuel was used", async () => {
  const missing = await sandbox.run({ python: "import pandas" });
  expect(missing.guidance).toMatchObject({ type: "MissingPackage" });
  const outside = await sandbox.run({
    javascript: 'import fs from "node:fs"; fs.readFileSync("/etc/x")',
  });
  expect(outside.guidance).toMatchObject({ type: "PathRestriction" });
  const spent = await sandbox.run({ javascript: "for (;;) {}", limits: { fuel: 1_000_000 } });
  expect(spent.guidance).toMatchObject({ type: "OutOfFuel" });
  expect(spent.fuelAnalysis).toEqual({
    utilizationPercent: 100,
    status: "exhausted",
    suggestedBudget: 2_000_000,
  });
  const fine = await sandbox.run({ javascript: "" });
  expect(fine.guidance).toBeUndefined();
  expect(fine.fuelAnalysis.status).toBe("efficient");
});
