/** Guests that look for a way out of their realm, and the worker's realm itself. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assemble } from "./sandbox-guests.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  process.env["FUELBOX_TEST_SECRET"] = "secret";
  sandbox = await openSandbox();
});
afterAll(async () => {
  delete process.env["FUELBOX_TEST_SECRET"];
  await sandbox.close();
});

test.each([
  ["the process behind Function", 'Function("return process")().binding("fs")'],
  [
    "the process behind a constructor",
    '(() => {}).constructor("return process")().mainModule.require("fs")',
  ],
  ["process.binding", "process.binding('fs')"],
  ["process.mainModule", "process.mainModule.require('fs')"],
  ["an environment variable of the host", "process.env.FUELBOX_TEST_SECRET.length"],
  ["PATH", "process.env.PATH.length"],
  ["a real child process", '(await import("node:child_process")).execSync("cat /etc/passwd")'],
  ["a real socket", '(await import("node:net")).connect(1)'],
  ["worker threads", '(await import("node:worker_threads")).parentPort'],
  ["a file by URL", 'await import("file:///etc/passwd")'],
  ["a file outside", '(await import("node:fs")).readFileSync("/etc/passwd")'],
  ["fetch", 'await fetch("http://127.0.0.1/")'],
  ["XMLHttpRequest", "new XMLHttpRequest()"],
  ["WebSocket", 'new WebSocket("ws://127.0.0.1/")'],
  ["require", 'require("node:fs").readFileSync("/etc/passwd")'],
  ["WebAssembly of the host", "new WebAssembly.Memory({ initial: 1 })"],
  ["a shared buffer of the host", "new Int32Array(postMessage.caller)"],
])("a script does not reach %s", async (_title, expression) => {
  const { stdout, outcome } = await sandbox.run({
    javascript: `
      try { console.log("reached", ${expression}); } catch (error) { console.log("refused", error.name); }
    `,
  });
  expect(outcome).toBe("exited");
  expect(stdout).toMatch(/^refused/);
});

test("a module that calls an unknown import traps by name", async () => {
  const wasm = await assemble(`(module
    (import "env" "system" (func $system (param i32)))
    (memory (export "memory") 1)
    (func (export "_start") (call $system (i32.const 0))))`);
  const result = await sandbox.run({ wasm });
  expect(result.outcome).toBe("trapped");
  expect(result.error?.message).toContain("system");
});

test("the worker's realm has no power left once the entry has been loaded", async () => {
  const ports = Array.from({ length: 3 }, () => new MessageChannel());
  const [rpc, frames, assets] = ports.map(({ port2 }) => port2);
  const worker = new Worker(new URL("attack-realm-probe.mjs", import.meta.url), {
    workerData: { epoch: 1, rpc, frames, assets, ring: undefined, cells: undefined },
    transferList: [rpc, frames, assets] as never[],
    env: {},
    argv: [],
    execArgv: [],
  });
  const report = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  await worker.terminate();
  for (const { port1 } of ports) port1.close();
  expect(report).toEqual({
    imported: expect.stringMatching(/^(?:refused|Cannot import)/),
    powers: [],
    symbols: [],
    code: Array.from({ length: 6 }, () => "EvalError"),
    kept: ["WebAssembly", "TextDecoder", "crypto", "performance", "SharedArrayBuffer"],
  });
});

/** The imports that are let through, by the files that they are in and the names that bundlers know. */
const loadedLater: readonly (readonly [file: string, specifier: string])[] = [
  ["/runtime/shell/load-interpreter.js", "./generated/just-bash.js"],
  ["/runtime/javascript/load-guest-sources.js", "./guest/index.js"],
  ["/runtime/python/load-time-zones.js", "./generated/time-zones.js"],
];

test("nothing that the worker loads imports at run time, but for what is loaded later", () => {
  const loaded = modulesOf(fileURLToPath(import.meta.resolve("fuelbox/worker/entry-node")));
  expect(loaded.size).toBeGreaterThan(50);
  for (const [path, source] of loaded) {
    // Text for guests, and no code here.
    if (path.includes("/runtime/javascript/generated/")) continue;
    const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const found = code.match(/[^.\w"'`]import\s*\((?!\)|\$\{).{0,60}/g);
    const [, later] = loadedLater.find(([file]) => path.endsWith(file)) ?? [];
    const allowed = later === undefined ? null : [expect.stringContaining(later)];
    expect([path, found]).toEqual([path, allowed]);
    const isLeaf = path.endsWith("-node.js");
    expect([path, !isLeaf && /from\s*["']node:/.test(code)]).toEqual([path, false]);
  }
});

const importFrom = /^(?:import|export)\s(?:[^"';]*?from\s*)?["']([^"']+)["']/gm;

/** The modules that a module loads, by path. */
function modulesOf(entry: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    const source = readFileSync(path, "utf8");
    found.set(path, source);
    for (const [, specifier = ""] of source.matchAll(importFrom)) {
      if (specifier.startsWith(".")) visit(join(dirname(path), specifier));
      else if (!specifier.startsWith("node:")) visit(fileURLToPath(import.meta.resolve(specifier)));
    }
  };
  visit(entry);
  return found;
}
