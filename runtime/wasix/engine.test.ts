/**
 * The engine on @wasmer/sdk itself, which `npm run bench:setup` installs, without the network. Where it
 * is not installed, what is left is tested on a stand-in that runs programs on our own host.
 */
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { prelude } from "../../test/support/wasi-prelude.ts";
import { assemble, dataString } from "../../test/support/wat.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import { createKernel, type KernelOptions } from "../create-kernel.ts";
import { createWasi } from "../create-wasi.ts";
import { createFuelAccount } from "../fuel-account.ts";
import type { GuestEnd } from "../outcome.ts";
import { openWasixEngine, type WasixEngine } from "./engine.ts";
import { exitWhenOutOfFuel } from "./exit-when-out-of-fuel.ts";
import type { WasmerEntry, WasmerOutput, WasmerSdk } from "./wasmer-types.ts";

const installed = fileURLToPath(
  new URL("../../bench/node_modules/@wasmer/sdk/dist/node.js", import.meta.url),
);

/** A client that runs programs on this thread, in a filesystem of their own. */
const standIn: WasmerSdk = {
  Wasmer: class {
    readonly packages = { load: async (bytes: Uint8Array) => bytes };
    readonly sandboxes = {
      create: async ({ files }: { readonly files: Readonly<Record<string, Uint8Array>> }) => {
        const fs = createFileSystem();
        await fs.mkdir("/workspace");
        for (const [path, content] of Object.entries(files)) {
          await fs.writeFile(`/workspace/${path}`, content);
        }
        return {
          fs: {
            readFile: (path: string) => fs.readFile(path),
            mkdir: (path: string) => fs.mkdir(path),
            readDir: async (path: string): Promise<WasmerEntry[]> =>
              fs.sync.readdir(path).map(({ name, type }) => {
                const kind = type === "directory" ? "directory" : "file";
                return { name, kind, size: fs.sync.stat(`${path}/${name}`).size };
              }),
          },
          command: (program: Uint8Array<ArrayBuffer>, args: readonly string[]) => ({
            spawn: async () => spawnHere(program, args, fs.sync),
          }),
          close: async () => {},
        };
      },
    };
    async close(): Promise<void> {}
  },
};

function spawnHere(program: Uint8Array<ArrayBuffer>, args: readonly string[], fs: SyncFileSystem) {
  let input = new Uint8Array();
  let killed = false;
  const said: [number[], number[]] = [[], []];
  const run = (): WasmerOutput => {
    let position = 0;
    const wasi = createWasi({
      ...{ fs, args: ["main", ...args], preopens: { "/": "/", ".": "/workspace" } },
      stdin: (target) => {
        const part = input.subarray(position, position + target.length);
        target.set(part);
        position += part.length;
        return part.length;
      },
      stdout: (chunk) => void said[0].push(...chunk),
      stderr: (chunk) => void said[1].push(...chunk),
    });
    const module = new WebAssembly.Module(program);
    try {
      const exitCode = wasi.start(new WebAssembly.Instance(module, wasi.imports));
      const [stdout, stderr] = said.map((bytes) => ({ bytes: Uint8Array.from(bytes) }));
      if (stdout === undefined || stderr === undefined) throw new Error("There is no output");
      return { exitCode, reason: "exited", stdout, stderr };
    } catch (error) {
      throw Object.assign(new Error(`${error}`), { code: "EXECUTION_ERROR" });
    }
  };
  return {
    stdin: {
      write: async (data: Uint8Array) => {
        input = new Uint8Array(data);
      },
      close: async () => {},
    },
    wait: async (): Promise<WasmerOutput> => {
      // Longer than it takes to see that a program must end.
      for (let turn = 0; turn < 100 && !killed; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const nothing = { bytes: new Uint8Array() };
      return killed
        ? { exitCode: 137, reason: "terminated", stdout: nothing, stderr: nothing }
        : run();
    },
    kill: async () => {
      killed = true;
    },
  };
}

const engines: WasixEngine[] = [];
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

function open(load: () => Promise<WasmerSdk>): WasixEngine {
  const engine = openWasixEngine(load);
  engines.push(engine);
  return engine;
}

const runtimes: [string, WasixEngine][] = [["a stand-in", open(async () => standIn)]];
if (existsSync(installed)) {
  const load = async (): Promise<WasmerSdk> => import(pathToFileURL(installed).href);
  runtimes.push(["@wasmer/sdk", open(load)]);
}

interface Ran {
  readonly end: GuestEnd;
  readonly stdout: string;
  readonly fs: SyncFileSystem;
  readonly fuelUsed: bigint;
}

async function run(
  engine: WasixEngine,
  body: string,
  options: Partial<KernelOptions> & { readonly data?: string; readonly fuelLimit?: bigint } = {},
): Promise<Ran> {
  const { data = "", fuelLimit = 10n ** 9n, ...given } = options;
  const fs = given.fs ?? createFileSystem().sync;
  if (!fs.exists("/app")) fs.mkdir("/app");
  let stdout = "";
  const fuel = createFuelAccount(fuelLimit);
  const kernel = createKernel({
    ...{ fs, fuel, args: ["guest"] },
    stdout: (chunk) => {
      stdout += new TextDecoder().decode(chunk);
    },
    ...given,
  });
  const text = `(module ${prelude} (data (i32.const 1024) ${dataString(data)})
    (func (export "_start") (local $fd i32) (local $n i32) ${body}))`;
  try {
    const end = await engine.run({ bytes: assemble(text) }, kernel);
    kernel.stdout.flush();
    return { end, stdout, fs, fuelUsed: fuel.used };
  } finally {
    kernel.close();
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(runtimes)("on %s", (_, engine) => {
  test("runs a program with arguments and stdin", async () => {
    const body = `
      (drop (call $args_sizes_get (i32.const 64) (i32.const 68)))
      (drop (call $args_get (i32.const 128) (i32.const 2048)))
      (call $print (i32.const 2048) (i32.load (i32.const 68)))
      (local.set $n (call $read (i32.const 0) (i32.const 4096) (i32.const 100)))
      (call $print (i32.const 4096) (local.get $n))
      (call $proc_exit (i32.const 7))`;
    const { end, stdout, fuelUsed } = await run(engine, body, {
      args: ["guest", "one", "two"],
      stdin: encode("typed"),
    });
    expect(end).toEqual({ outcome: "exited", exitCode: 7, memoryPeakBytes: 0 });
    expect(stdout).toMatch(/^[^\0]+\0one\0two\0typed$/);
    expect(fuelUsed).toBe(0n);
  });

  test("hands over files and brings back what is different", async () => {
    const { sync: fs } = createFileSystem({ now: () => 5n });
    fs.mkdir("/app");
    fs.mkdir("/app/d");
    fs.mkdir("/app/d/e");
    fs.writeFile("/app/in.txt", encode("some text"));
    fs.writeFile("/app/d/kept.txt", encode("kept"));
    fs.symlink("in.txt", "/app/link");
    fs.symlink("/", "/app/away");
    const before = fs.stat("/app/d/kept.txt");
    const changed: string[] = [];
    fs.onChange(({ op }) => void changed.push(op));
    // The preopens differ from host to host; the last one is where relative paths start.
    const openIn = (path: number, length: number, flags: number) => `
      (drop (call $path_open (i32.const 4) (i32.const 1) (i32.const ${path}) (i32.const ${length})
        (i32.const ${flags}) (i64.const 0x42) (i64.const 0) (i32.const 0) (i32.const 8)))
      (local.set $fd (i32.load (i32.const 8)))`;
    const body = `
      ${openIn(1024, 6, 0)}
      (local.set $n (call $read (local.get $fd) (i32.const 4096) (i32.const 100)))
      ${openIn(1030, 7, 1)}
      (drop (call $write (local.get $fd) (i32.const 4096) (local.get $n)))`;
    const { end } = await run(engine, body, { fs, data: "in.txtout.txt" });
    expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(fs.readdir("/app").map(({ name }) => name)).toEqual([
      ...["away", "d", "in.txt", "link", "out.txt"],
    ]);
    expect(new TextDecoder().decode(fs.readFile("/app/out.txt"))).toBe("some text");
    expect(fs.stat("/app/d/kept.txt")).toEqual(before);
    expect(fs.readlink("/app/link")).toBe("in.txt");
    expect(changed.filter((op) => op === "create")).toHaveLength(1);
  });

  test("says that a program has no fuel left, and that one has trapped", async () => {
    const spent = await run(engine, "(loop (br 0))", { fuelLimit: 100_000n });
    expect(spent.end).toEqual({ outcome: "out-of-fuel", exitCode: 152, memoryPeakBytes: 0 });
    expect(spent.fuelUsed).toBe(100_000n);
    const trapped = await run(engine, "unreachable");
    expect(trapped.end).toMatchObject({ outcome: "trapped", error: { code: "TRAP" } });
    expect((await run(engine, "")).end.outcome).toBe("exited");
  });

  test("ends a program that must end", async () => {
    const interrupted = () => "timed-out" as const;
    const { end } = await run(engine, "(loop (br 0))", { interrupted, fuelLimit: 10n ** 10n });
    expect(end).toEqual({ outcome: "timed-out", exitCode: 124, memoryPeakBytes: 0 });
  });

  test("stops at the limit of output", async () => {
    const { end } = await run(engine, "(call $print (i32.const 0) (i32.const 1000))", {
      maxStdoutBytes: 10,
      onOutputLimit: "stop",
    });
    expect(end).toMatchObject({ outcome: "output-limit", exitCode: 153 });
  });
});

test("run() refuses what is no module, before anything is loaded", async () => {
  const engine = openWasixEngine(() => Promise.reject(new Error("There is no SDK")));
  const fs = createFileSystem().sync;
  const kernel = createKernel({ fs, fuel: createFuelAccount(1n), args: ["x"] });
  const end = await engine.run({ bytes: Uint8Array.of(1, 2, 3) }, kernel);
  expect(end).toMatchObject({ outcome: "trapped", error: { code: "WASM_MALFORMED" } });
  await expect(
    engine.run({ bytes: assemble('(module (func (export "_start")))') }, kernel),
  ).rejects.toThrow("There is no SDK");
  kernel.close();
});

describe("exitWhenOutOfFuel()", () => {
  const endless = '(memory (export "memory") 1) (func (export "_start") (loop (br 0)))';

  test.each([0, 63, 64, 152, 255])("lets a module exit with %i", (code) => {
    const text = `(module (import "x" "y" (func)) (import "wasi_unstable" "proc_exit" (func (param i32)))
      ${endless})`;
    const { bytes, meta } = instrument(assemble(text));
    const wasi = createWasi();
    const module = new WebAssembly.Module(exitWhenOutOfFuel(bytes, meta, code));
    const imports = { ...wasi.imports, x: { y: () => {} } };
    const instance = new WebAssembly.Instance(module, imports);
    FuelMeter.attach(instance, meta).set(1_000);
    expect(wasi.start(instance)).toBe(code);
  });

  test.each([
    ["imports none", ""],
    ["imports another", '(import "env" "proc_exit" (func (param i32)))'],
    ["imports memory first", '(import "env" "g" (global i32))'],
  ])("leaves a module alone that %s", (_, imports) => {
    const { bytes, meta } = instrument(assemble(`(module ${imports} ${endless})`));
    expect(exitWhenOutOfFuel(bytes, meta, 152)).toBe(bytes);
  });
});
