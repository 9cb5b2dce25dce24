import { expect, test } from "vitest";
import { runJavaScript, type TestRun } from "../../test/support/run-javascript.ts";
import type { Outcome } from "../index.ts";

type Row = [title: string, run: string | TestRun, outcomes: readonly Outcome[], stdout?: string];

const small = { fuel: 50_000_000n } as const;

const rows: readonly Row[] = [
  ["an endless loop", { source: "for(;;){}", ...small }, ["out-of-fuel"]],
  [
    "an endless loop that catches",
    { source: "while(true){try{for(;;){}}catch{}finally{}}", ...small },
    ["out-of-fuel"],
  ],
  ["an endless chain of jobs", { source: "for (;;) await null", ...small }, ["out-of-fuel"]],
  [
    "an endless chain of ticks",
    { source: "(function f() { process.nextTick(f) })()", ...small },
    ["out-of-fuel"],
  ],
  [
    "an endless chain of immediates",
    { source: "(function f() { setImmediate(f) })()", ...small },
    ["out-of-fuel"],
  ],
  [
    "an endless loop in a promise handler",
    {
      source:
        "Promise.resolve().then(() => { for (;;) {} }).catch(() => console.log(1)).finally(() => console.log(2))",
      ...small,
    },
    ["out-of-fuel"],
  ],
  [
    "an endless loop in a stack formatter",
    {
      source:
        "Error.prepareStackTrace = () => { for (;;) {} }; try { throw new Error() } catch { console.log(1) }",
      ...small,
    },
    ["out-of-fuel"],
  ],
  ["a very long array as text", "new Array(5e7)+''", ["out-of-fuel", "out-of-memory"]],
  [
    "a regular expression that tries everything",
    { source: "/(a+)+$/.test('a'.repeat(40) + 'b')", ...small },
    ["out-of-fuel"],
  ],
  [
    "a regular expression that tries everything, caught",
    {
      source: "for (;;) try { /(x+x+)+y/.test('x'.repeat(60)) } catch { console.log(1) }",
      ...small,
    },
    ["out-of-fuel"],
  ],
  ["text that is too long for memory", "'a'.repeat(5e8)", ["out-of-memory"]],
  ["bytes that are too many for memory", "new Uint8Array(2e9)", ["out-of-memory"]],
  [
    "bytes until memory is full",
    "const a = []; for (;;) a.push(new Uint8Array(1e6))",
    ["out-of-memory"],
  ],
  [
    "objects until memory is full",
    { source: "const a = []; for (;;) a.push({ a })", maxMemoryBytes: 16 * 2 ** 20 },
    ["out-of-memory"],
  ],
  [
    "full memory, caught",
    "const a = []; try { for (;;) a.push(new Uint8Array(1e6)) } catch (e) { a.length = 0; console.log(e.message) }",
    ["exited"],
    "out of memory\n",
  ],
  [
    "a file that is larger than memory",
    "import fs from 'fs'; const fd = fs.openSync('f', 'w'); fs.ftruncateSync(fd, 2e8); try { fs.readFileSync('f') } catch (e) { console.log(e.code) }",
    ["exited"],
    "ERR_FS_FILE_TOO_LARGE\n",
  ],
  [
    "a file that fills memory",
    "import fs from 'fs'; fs.ftruncateSync(fs.openSync('f', 'w'), 1e8); const a = []; for (;;) a.push(fs.readFileSync('f'))",
    ["out-of-memory"],
  ],
  ["calls without end", "(function r() { r() })()", ["stack-overflow"]],
  [
    "calls without end, caught",
    "let n = 0; try { (function r() { n++; r() })() } catch (e) { console.log(e instanceof RangeError, n > 100) }",
    ["exited"],
    "true true\n",
  ],
  [
    "a proxy that asks itself",
    "const p = new Proxy({}, { get(t, k, r) { return r[k] } }); try { p.x } catch (e) { console.log(e.name) }",
    ["exited"],
    "RangeError\n",
  ],
  ["deep JSON", "JSON.parse('['.repeat(1e6))", ["stack-overflow"]],
  ["deep source text", "eval('('.repeat(1e5))", ["stack-overflow"]],
  [
    "a deep object as text",
    "let n = []; for (let i = 0; i < 3e4; i++) n = [n]; JSON.stringify(n)",
    ["stack-overflow"],
  ],
  [
    "a chain of modules that import each other anew",
    { source: "import './0.mjs'", files: chain(2_000) },
    ["exited", "stack-overflow"],
  ],
  [
    "patched built-ins",
    "JSON.parse = JSON.stringify = Array.prototype.map = Map.prototype.set = Promise.prototype.then = null; console.log({ a: [1] })",
    ["exited"],
    "{ a: [ 1 ] }\n",
  ],
  [
    "writing without end",
    {
      source: "for (;;) console.log('x'.repeat(1000))",
      onOutputLimit: "stop",
      maxStdoutBytes: 1_000,
    },
    ["output-limit"],
  ],
  [
    "writing without end in a try",
    {
      source:
        "for (;;) try { console.log('x'.repeat(1000)) } catch { process.exit(0) } finally { }",
      onOutputLimit: "stop",
      maxStdoutBytes: 1_000,
    },
    ["output-limit"],
  ],
  [
    "a deadline, caught",
    {
      source: "for (;;) try { for (;;) {} } catch { console.log(1) } finally { console.log(2) }",
      interrupted: after(3),
    },
    ["timed-out"],
    "",
  ],
  [
    "a deadline in a promise handler",
    {
      source: "await Promise.resolve().then(() => { for (;;) {} }).catch(() => console.log(1))",
      interrupted: after(3),
    },
    ["timed-out"],
    "",
  ],
  [
    "a cancel between two calls of the host",
    {
      source: "import fs from 'fs'; for (;;) try { fs.existsSync('x') } catch { console.log(1) }",
      interrupted: after(3, "cancelled"),
    },
    ["cancelled"],
    "",
  ],
  [
    "a utility that is stopped in the middle",
    {
      source:
        "import { grep } from 'sandbox_utils'; for (;;) try { grep('x', '/app/big') } catch { console.log(1) } finally { console.log(2) }",
      files: { "/app/big": "line\n".repeat(300_000) },
      fuel: 2_000_000n,
    },
    ["out-of-fuel"],
    "",
  ],
  [
    "too little memory to start in",
    { source: "console.log(1)", maxMemoryBytes: 2 ** 20 },
    ["out-of-memory"],
    "",
  ],
  ["no fuel at all", { source: "console.log(1)", fuel: 0n }, ["out-of-fuel"], ""],
];

function after(calls: number, outcome: Outcome = "timed-out"): () => Outcome | undefined {
  let count = 0;
  return () => {
    count += 1;
    return count > calls ? outcome : undefined;
  };
}

function chain(length: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `/app/${index}.mjs`,
      index + 1 < length ? `import "./${index + 1}.mjs";` : "",
    ]),
  );
}

test.each(rows)("run() survives %s", async (_title, run, outcomes, stdout) => {
  const end = await runJavaScript(typeof run === "string" ? { source: run } : run);
  expect(outcomes).toContain(end.outcome);
  if (stdout !== undefined) expect(end.stdout).toBe(stdout);
  const next = await runJavaScript({ source: "console.log('well')" });
  expect(next.stdout).toBe("well\n");
});

test("nothing of the host can be reached", async () => {
  const { stdout } = await runJavaScript({
    source: `const names = ["require", "fetch", "WebAssembly", "std", "os", "host", "internals", "Deno", "Bun", "window", "self", "importScripts", "postMessage"];
      console.log(names.filter((name) => Function("return typeof " + name)() !== "undefined"));
      console.log(Function("return process")() === process, (0, eval)("this") === globalThis, process.version, process.binding, process.mainModule, process.dlopen);
      console.log(Object.keys(await import("node:process")).includes("binding"));
      for (const name of ["worker_threads", "net", "http", "vm", "inspector", "v8"]) await import("node:" + name).catch((e) => console.log(e.code));
      let sites; Error.prepareStackTrace = (e, s) => s; [3, 1].sort(() => { sites = new Error().stack; return 0 }); console.log(sites.map((s) => s.getFileName()).filter((f) => String(f).startsWith("node:")))`,
  });
  expect(stdout.split("\n")).toEqual([
    "[]",
    "true true v20.19.0 undefined undefined undefined",
    "false",
    ...Array.from({ length: 6 }, () => "ERR_UNKNOWN_BUILTIN_MODULE"),
    "[]",
    "",
  ]);
});

test("runs leave nothing behind for the next one", async () => {
  const first = await runJavaScript({
    source: `globalThis.left = 1; Object.prototype.left = 2; process.argv.push("x"); process.env.A = "b"; console.count(); setTimeout(() => {}, 1)`,
  });
  const second = await runJavaScript({
    source: `console.log(globalThis.left, process.argv.length, process.env); console.count()`,
  });
  expect([first.exitCode, second.stdout]).toEqual([0, "undefined 2 {}\ndefault: 1\n"]);
});

test("the same program and seed give the same output and fuel, with and without polls", async () => {
  const source = `import fs from "fs"; import { find } from "sandbox_utils"; fs.writeFileSync("f", "x".repeat(1000));
    const map = new Map(Array.from({ length: 2000 }, () => [Math.random(), crypto.randomUUID()]));
    await new Promise((r) => setTimeout(r, 7)); console.log(map.size, [...map][7], find("*"), Date.now(), performance.now())`;
  const [first, second, polled, other] = await Promise.all([
    runJavaScript({ source }),
    runJavaScript({ source }),
    runJavaScript({ source, interrupted: () => undefined }),
    runJavaScript({ source, seed: 2 }),
  ]);
  expect([second.stdout, second.fuel]).toEqual([first.stdout, first.fuel]);
  expect([polled.stdout, polled.fuel]).toEqual([first.stdout, first.fuel]);
  expect(other.stdout).not.toBe(first.stdout);
});

test("a stop says which fault it was", async () => {
  const end = await runJavaScript({ source: "", maxMemoryBytes: 2 ** 20 });
  expect(end.error).toEqual({
    code: "MEMORY_TOO_SMALL",
    message: "Cannot start JavaScript in 1048576 bytes: it needs 8388608",
  });
});
