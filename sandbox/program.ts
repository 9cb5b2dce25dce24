/** Finds the program of a run: given as text, as bytes, or by name. */
import type { SyncFileSystem } from "../vfs/index.ts";
import type { Program } from "../worker/protocol.ts";
import { show } from "./check.ts";
import { checkGuestPath } from "./options.ts";
import { checkWasiOptions, findPreopens, type WasiSetup } from "./wasi-options.ts";

/** Where the program of a run comes from, and what it is started with if it is a WASI program. */
export type ProgramSource = { readonly wasi?: WasiSetup } & (
  | { readonly from: "given"; readonly name: string; readonly program: Program }
  | { readonly from: "guest"; readonly name: string; readonly kind: Program["kind"] }
  | { readonly from: "url"; readonly name: string; readonly url: URL }
);

/** Reads what a URL names. */
export type ReadUrl = (url: URL) => Promise<Uint8Array<ArrayBuffer>>;

const modulePath = "/app/main.mjs";
const typescriptPath = "/app/main.mts";
const pythonPath = "/app/main.py";
const shellName = "bash";
const wasmName = "/app/main.wasm";
const kinds: Readonly<Record<string, Program["kind"]>> = {
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "javascript",
  mts: "javascript",
  cts: "javascript",
  py: "python",
  sh: "shell",
  bash: "shell",
  wasm: "wasm",
};

/** Checks which program is meant. Throws TypeError or RangeError unless exactly one is. */
export function checkProgram(options: {
  readonly javascript?: unknown;
  readonly typescript?: unknown;
  readonly python?: unknown;
  readonly shell?: unknown;
  readonly wasm?: unknown;
  readonly file?: unknown;
  readonly preopens?: unknown;
  readonly trace?: unknown;
}): ProgramSource {
  const source = checkSourceOption(options);
  const wasi = checkWasiOptions(options, kindOf(source));
  return Object.keys(wasi).length === 0 ? source : { ...source, wasi };
}

function checkSourceOption(options: {
  readonly javascript?: unknown;
  readonly typescript?: unknown;
  readonly python?: unknown;
  readonly shell?: unknown;
  readonly wasm?: unknown;
  readonly file?: unknown;
}): ProgramSource {
  const { javascript, typescript, python, shell, wasm, file } = options;
  const sources = [javascript, typescript, python, shell, wasm, file];
  const given = sources.filter((value) => value !== undefined).length;
  if (given !== 1) {
    throw new TypeError(
      `Cannot run: exactly one of "javascript", "typescript", "python", "shell", "wasm" and "file" must be given, got ${given}`,
    );
  }
  if (file !== undefined) return checkFile(file);
  if (wasm !== undefined) return checkWasm(wasm);
  if (python !== undefined) return checkSource("python", "python", python, pythonPath);
  if (shell !== undefined) return checkSource("shell", "shell", shell, shellName);
  return typescript === undefined
    ? checkSource("javascript", "javascript", javascript, modulePath)
    : checkSource("typescript", "javascript", typescript, typescriptPath);
}

function kindOf(source: ProgramSource): Program["kind"] {
  if (source.from === "given") return source.program.kind;
  return source.from === "url" ? "wasm" : source.kind;
}

/** Gets the program. Rejects with `FsError` when its guest path has no file or a directory for it is not there, and as `readUrl` does. */
export async function loadProgram(
  source: ProgramSource,
  fs: SyncFileSystem,
  readUrl: ReadUrl,
): Promise<Program> {
  const program = await readProgram(source, fs, readUrl);
  if (program.kind !== "wasm" || source.wasi === undefined) return program;
  return { ...program, ...findPreopens(source.wasi, fs) };
}

async function readProgram(
  source: ProgramSource,
  fs: SyncFileSystem,
  readUrl: ReadUrl,
): Promise<Program> {
  if (source.from === "given") return source.program;
  if (source.from === "url") return { kind: "wasm", bytes: await readUrl(source.url) };
  const bytes = fs.readFile(source.name);
  if (source.kind === "wasm") return { kind: "wasm", bytes };
  // CPython reads the encoding out of the source itself.
  if (source.kind === "python") return { kind: "python", source: bytes, path: source.name };
  return { kind: source.kind, source: decode(bytes, source.name), path: source.name };
}

function checkSource(
  option: string,
  kind: "javascript" | "python" | "shell",
  source: unknown,
  path: string,
): ProgramSource {
  if (typeof source !== "string") {
    throw new TypeError(
      `Cannot use option "${option}": must be a string of source text, got ${show(source)}`,
    );
  }
  return { from: "given", name: path, program: { kind, source, path } };
}

function checkFile(file: unknown): ProgramSource {
  const name = checkGuestPath(file, "file");
  const extension = /\.([^./]+)$/.exec(name)?.[1] ?? "";
  const kind = Object.hasOwn(kinds, extension) ? kinds[extension] : undefined;
  if (kind === undefined) {
    throw new TypeError(
      `Cannot run ${show(name)}: must be a .py, .js, .mjs, .cjs, .ts, .mts, .cts, .sh, .bash or .wasm file, by its extension`,
    );
  }
  return { from: "guest", name, kind };
}

function checkWasm(wasm: unknown): ProgramSource {
  if (typeof wasm === "string") {
    return { from: "guest", name: checkGuestPath(wasm, "wasm"), kind: "wasm" };
  }
  if (wasm instanceof URL) return { from: "url", name: wasmName, url: wasm };
  if (wasm instanceof Uint8Array || wasm instanceof ArrayBuffer) {
    const bytes = new Uint8Array(wasm instanceof ArrayBuffer ? wasm.slice(0) : wasm);
    return { from: "given", name: wasmName, program: { kind: "wasm", bytes } };
  }
  if (wasm instanceof WebAssembly.Module) {
    throw new TypeError(
      'Cannot use option "wasm": a compiled WebAssembly.Module cannot be metered, give its bytes',
    );
  }
  throw new TypeError(
    `Cannot use option "wasm": must be bytes, a URL or an absolute guest path, got ${show(wasm)}`,
  );
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TypeError(`Cannot run ${show(path)}: its source must be UTF-8`);
  }
}
