/** The engines of a worker, each opened when it is first asked for. */
import {
  createEnginePrograms,
  createWasmPrograms,
  type Engine,
  type EngineHost,
  type FindProgram,
  findFirst,
  findShellProgram,
  findSimpleShell,
  type GuestEnd,
  type JavaScriptProgram,
  type Kernel,
  openJavaScriptEngine,
  openPythonEngine,
  openShellEngine,
  openWasiEngine,
  type PythonEngine,
  type PythonProgram,
  type SessionStep,
  type ShellProgram,
} from "../runtime/index.ts";
import type { Language, Preparation, Program } from "./protocol.ts";

/** Runs programs of every kind. */
export interface Engines {
  /** Gets an engine ready. Rejects when what it needs cannot be had. */
  prepare(preparation: Preparation): Promise<void>;
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
  /** Runs a step of a session. Rejects with `InvalidState`, and for programs that have no sessions. */
  step(
    program: Program,
    kernel: Kernel,
    state: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<SessionStep>;
  /** What a guest can start: WebAssembly files, and programs in `languages`, which must be ready by then. */
  findProgram(languages: ReadonlySet<Language>): FindProgram;
}

type TakeStep = (...args: Parameters<Engines["step"]>) => Promise<SessionStep | undefined>;

/** How engines are set up for the thread that they run on. */
export interface EnginesOptions {
  /** Where calls of a script throw RangeError, in bytes of its stack. By default for a thread with 16 MB of native stack. */
  readonly scriptStackBytes?: number | undefined;
}

/** Makes the engines, none of them ready yet. */
export function createEngines(
  host: EngineHost,
  { scriptStackBytes: stackBytes }: EnginesOptions = {},
): Engines {
  const wasi = openWasiEngine(host);
  const javascript = once<JavaScriptProgram>(() =>
    openJavaScriptEngine(host, stackBytes === undefined ? {} : { stackBytes }),
  );
  const python = once<PythonProgram, PythonEngine>(() => openPythonEngine(host));
  const shell = once<ShellProgram>(async () => openShellEngine());
  const opened = {
    javascript: javascript.get,
    python: python.get,
    shell: shell.get,
    wasm: async () => wasi,
  };
  const findWasm = createWasmPrograms();
  const takeStep: TakeStep = async (program, kernel, state) => {
    switch (program.kind) {
      case "wasm":
        return undefined;
      case "python":
        return (await python.get()).step?.(program, kernel, state);
      case "shell":
        return (await shell.get()).step?.(program, kernel, state);
      case "javascript": {
        const { source, path } = program;
        return (await javascript.get()).step?.({ source, path }, kernel, state);
      }
    }
  };
  return {
    async prepare({ kind, memoryBytes, packages, profile }): Promise<void> {
      const engine = await opened[kind]();
      if (packages !== undefined) await (await python.get()).install(packages);
      await engine.prepare?.(memoryBytes);
      if (profile) await engine.prepareProfile?.();
    },
    async step(program, kernel, state): Promise<SessionStep> {
      const step = await takeStep(program, kernel, state);
      if (step === undefined) {
        throw new Error(`Cannot run a step: there are no sessions of the kind "${program.kind}"`);
      }
      return step;
    },
    async run(program, kernel): Promise<GuestEnd> {
      switch (program.kind) {
        case "wasm":
          return wasi.run(program, kernel);
        case "python":
          return (await python.get()).run(program, kernel);
        case "shell":
          return (await shell.get()).run(program, kernel);
        case "javascript": {
          const { source, path } = program;
          return (await javascript.get()).run({ source, path }, kernel);
        }
      }
    },
    findProgram(languages): FindProgram {
      const runners = {
        python: languages.has("python") ? python.runNow : undefined,
        javascript: languages.has("javascript") ? javascript.runNow : undefined,
      };
      const findShell = languages.has("shell") ? findShellProgram : findSimpleShell;
      return findFirst(findWasm, findShell, createEnginePrograms(runners));
    },
  };
}

/** An engine that is opened when it is first asked for. */
interface LazyEngine<Program, Opened = Engine<Program>> {
  /** Opens it at the first call, and again after a failure. */
  get(): Promise<Opened>;
  /** Runs a program of a running one. Throws unless the engine has been opened. */
  runNow(program: Program, kernel: Kernel): GuestEnd;
}

function once<Program, Opened extends Engine<Program> = Engine<Program>>(
  open: () => Promise<Opened>,
): LazyEngine<Program, Opened> {
  let opening: Promise<Opened> | undefined;
  let opened: Opened | undefined;
  return {
    async get() {
      opening ??= open();
      try {
        opened = await opening;
        return opened;
      } catch (error) {
        opening = undefined;
        throw error;
      }
    },
    runNow(program, kernel) {
      if (opened?.runNow === undefined) throw new Error("Cannot run now: the engine is not ready");
      return opened.runNow(program, kernel);
    },
  };
}
