/** How long until a WASI program says hello, on this thread and in a new worker. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createWasi } from "../../runtime/index.ts";
import { FuelMeter, type InstrumentMeta, instrument } from "../../wasm/index.ts";
import { sampleBareWorker } from "../bare-worker.ts";
import { repositoryPath } from "../child.ts";
import { timed } from "../contenders.ts";
import { sampleNewSandbox } from "../first-output.ts";
import { helloWat, runBare } from "../hello-wasm.ts";
import type { Contender, OpenSuite } from "../suite.ts";
import { readWat } from "../wat.ts";
import type { FilesHost, OpenFilesHost } from "./host.ts";

const answer = "hello\n";

/** Opens the jobs `files/start-*`. */
export async function openStartJobs(): Promise<OpenSuite> {
  const hello = await readWat(helloWat);
  const { bytes, meta } = instrument(hello);
  const metered = await WebAssembly.compile(bytes);
  const plain = await WebAssembly.compile(hello);
  const wasmer = await openPeer("files-wasmer", "@wasmer/sdk");
  const next = await wasmer.module?.openHost("");
  const jobs = [
    {
      name: "files/start-bytes",
      title: "a WASI program from its bytes, not metered, on this thread",
      answer,
      samplesPerRound: 10,
      contenders: [
        own("createWasi", async () => runEmbedded(await WebAssembly.compile(hello))),
        await peer("browser_wasi_shim", shim, (host) => host.run(hello)),
        await peer("node:wasi", ["files-node-wasi"], (host) => host.run(hello)),
        limit("bare WebAssembly", () => runBare(hello)),
      ],
    },
    {
      name: "files/start-module",
      title: "a WASI program that is compiled already, on this thread",
      answer,
      samplesPerRound: 10,
      contenders: [
        own("createWasi, metered", () => runEmbedded(metered, meta)),
        own("createWasi", () => runEmbedded(plain)),
        await peer("browser_wasi_shim", shim, async (host) => host.runCompiled?.(plain)),
        {
          ...wasmer.contender("wasmer, next sandbox"),
          sample: () => timed(async () => (await next?.run(hello)) ?? ""),
        },
      ],
    },
    {
      name: "files/start-worker",
      title: "the first WASI program in a new worker",
      answer,
      contenders: [
        {
          name: "fuelbox",
          role: "self" as const,
          sample: () => sampleNewSandbox({ wasm: hello }),
        },
        { name: "bare worker", role: "limit" as const, sample: sampleBareWorker },
        {
          ...wasmer.contender("wasmer, new client"),
          sample: () => timed(() => runInNew(wasmer.module, hello)),
        },
      ],
    },
  ];
  return { jobs, close: async () => next?.close?.() };
}

/** The first run of a client; closing it is part of no other. */
async function runInNew(
  module: FilesHost | undefined,
  program: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const host = await module?.openHost("");
  const printed = await host?.run(program);
  void host?.close?.();
  return printed ?? "";
}

function runEmbedded(module: WebAssembly.Module, meta?: InstrumentMeta): Promise<string> {
  let printed = "";
  const wasi = createWasi({
    stdout: (chunk) => {
      printed += new TextDecoder().decode(chunk);
    },
  });
  const instance = new WebAssembly.Instance(module, wasi.imports);
  if (meta !== undefined) FuelMeter.attach(instance, meta).set(1_000_000);
  wasi.start(instance);
  return Promise.resolve(printed);
}

function own(name: string, run: () => Promise<string>): Contender {
  return { name, role: "self", sample: () => timed(run) };
}

function limit(name: string, run: () => Promise<string>): Contender {
  return { name, role: "limit", sample: () => timed(run) };
}

/** A script in `bench/peers/`, and the package that it needs. */
type Script = readonly [script: string, packageName?: string];

const shim: Script = ["files-wasi-shim", "@bjorn3/browser_wasi_shim"];

async function peer(
  name: string,
  script: Script,
  run: (host: OpenFilesHost) => Promise<string | undefined>,
): Promise<Contender> {
  const { module, contender } = await openPeer(...script);
  const host = await module?.openHost("");
  const sample = () => timed(async () => (host && (await run(host))) ?? "");
  return { ...contender(name), sample };
}

interface Peer {
  readonly module: FilesHost | undefined;
  contender(name: string): Omit<Contender, "sample">;
}

async function openPeer(script: string, packageName?: string): Promise<Peer> {
  const isThere =
    packageName === undefined || existsSync(repositoryPath(`bench/node_modules/${packageName}`));
  const missing = isThere ? undefined : "missing, npm run bench:setup installs it";
  const url = pathToFileURL(repositoryPath(`bench/peers/${script}.mjs`)).href;
  const module: FilesHost | undefined = isThere ? await import(url) : undefined;
  return { module, contender: (name) => ({ name, role: "peer", missing }) };
}
