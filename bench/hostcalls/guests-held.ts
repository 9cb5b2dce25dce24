/** Guests that are in the middle of their programs, and what is compared with them. */
import { Worker } from "node:worker_threads";
import { QuickJS } from "quickjs-wasi";
import {
  createFuelAccount,
  createKernel,
  createWasi,
  openJavaScriptEngine,
} from "../../runtime/index.ts";
import { openSandbox } from "../../sandbox/node.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import { createEngineHost } from "../../worker/artifacts-node.ts";
import type { Program } from "../first-output.ts";
import { helloWat } from "../hello-wasm.ts";
import { readWat } from "../wat.ts";
import type { OpenOne } from "./added-memory.ts";
import { compileQuickJs } from "./quickjs-module.ts";

/** What can be opened many times, by name. */
export const guests: Readonly<Record<string, () => Promise<OpenOne>>> = {
  "javascript-shared": openScriptGuests,
  "javascript-sandbox": () => openSandboxes({ javascript: waitInScript }),
  "python-sandbox": () => openSandboxes({ python: "from sandbox_tools import wait\nwait()" }),
  "wasi-shared": openWasiGuests,
  "wasi-sandbox": async () => openSandboxes({ wasm: await readWat(sleepWat) }),
  "quickjs-wasi-shared": async () => {
    const wasm = await compileQuickJs();
    return async () => {
      const vm = await QuickJS.create({ wasm });
      vm.evalCode("globalThis.state = [1]").dispose();
      return vm;
    };
  },
  "quickjs-wasi-worker": async () => openWorkers(quickJsWorker),
  "wasm-shared": async () => {
    const module = await WebAssembly.compile(await readWat(helloWat));
    return async () => {
      const imports = { wasi_snapshot_preview1: { fd_write: () => 0 } };
      const instance = new WebAssembly.Instance(module, imports);
      run(instance);
      return instance;
    };
  },
  "bare-worker": async () => openWorkers(""),
};

const waitInScript = 'import { wait } from "sandbox_tools";\nawait wait();';

/** JavaScript on this thread: each guest has its files, and waits for a tool that does not answer. */
async function openScriptGuests(): Promise<OpenOne> {
  const engine = await openJavaScriptEngine(createEngineHost(), { stackBytes: 96 * 1024 });
  return async () => {
    const fs = openTree();
    const never = new Promise<void>(() => {});
    let guest: Promise<unknown> | undefined;
    await new Promise<void>((resolve) => {
      const channel = {
        start: () => resolve(),
        take: () => [],
        wait: undefined,
        arrival: () => never,
        turn: () => never,
      };
      const tools = { tools: [{ name: "wait", description: "" }], channel, maxCalls: 1 };
      const fuel = createFuelAccount(10n ** 9n);
      const kernel = createKernel({ fs, fuel, args: ["/app/a.mjs"], tools });
      guest = engine.run({ source: waitInScript, path: "/app/a.mjs" }, kernel);
    });
    // What the guest waits for holds it; nothing else does.
    return { guest, never };
  };
}

/** WASI programs on this thread that have said hello, each with its files. */
async function openWasiGuests(): Promise<OpenOne> {
  const { bytes, meta } = instrument(await readWat(helloWat));
  const module = await WebAssembly.compile(bytes);
  return async () => {
    const wasi = createWasi({ fs: openTree() });
    const instance = new WebAssembly.Instance(module, wasi.imports);
    FuelMeter.attach(instance, meta).set(1_000_000);
    wasi.start(instance);
    return { wasi, instance };
  };
}

/** Sandboxes with a worker each, whose guest has called a tool, or said something, and waits. */
async function openSandboxes(program: Program): Promise<OpenOne> {
  return async () => {
    let start = (): void => {};
    const isAtWork = new Promise<void>((resolve) => {
      start = resolve;
    });
    const execute = (): Promise<never> => {
      start();
      return new Promise<never>(() => {});
    };
    const sandbox = await openSandbox({ tools: { wait: { description: "Waits.", execute } } });
    const limits = { timeoutMs: 300_000 };
    const guest = sandbox.run({ ...program, limits, onStdout: start });
    const early = guest.then(({ outcome, stderr }) => {
      throw new Error(`Error: the guest ended as ${outcome}: ${stderr}`);
    });
    await Promise.race([isAtWork, early]);
    early.catch(() => {});
    return { sandbox, guest };
  };
}

async function openWorkers(work: string): Promise<OpenOne> {
  const wasm = await compileQuickJs();
  const source = `const { parentPort, workerData } = require("node:worker_threads");
    (async () => { ${work}; parentPort.on("message", () => {}); parentPort.postMessage("ready"); })();`;
  return async () => {
    const packageUrl = import.meta.resolve("quickjs-wasi");
    const worker = new Worker(source, { eval: true, workerData: { wasm, packageUrl } });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", reject);
    });
    return worker;
  };
}

const quickJsWorker = `const { QuickJS } = await import(workerData.packageUrl);
  globalThis.vm = await QuickJS.create({ wasm: workerData.wasm });
  vm.evalCode("globalThis.state = [1]").dispose()`;

function openTree(): ReturnType<typeof createFileSystem>["sync"] {
  const fs = createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);
  return fs;
}

function run({ exports: { _start: start } }: WebAssembly.Instance): void {
  if (typeof start === "function") start();
}

/** Says hello and sleeps for five minutes. */
const sleepWat = `(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff"
    (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00")
  (data (i32.const 16) "hello\\n")
  (func (export "_start")
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    ;; A subscription to the monotonic clock, of tag 0.
    (i32.store (i32.const 80) (i32.const 1))
    (i64.store (i32.const 88) (i64.const 300000000000))
    (drop (call $poll_oneoff (i32.const 64) (i32.const 128) (i32.const 1) (i32.const 256)))))`;
