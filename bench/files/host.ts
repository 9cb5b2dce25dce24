/** A host for WASI programs as the benchmarks see it. */
import type { Directory } from "./program.ts";

/** One that is open. */
export interface OpenFilesHost {
  readonly directory?: Directory;
  /** Runs a program on an empty filesystem and answers with what it prints. Rejects when it does not end with 0. */
  run(program: Uint8Array<ArrayBuffer>): Promise<string>;
  /** The same with one that is compiled, where a host takes it. */
  runCompiled?(program: WebAssembly.Module): Promise<string>;
  /** What the last run cost, where that is counted. */
  fuel?(): number;
  close?(): Promise<void>;
}

/** What a module in `bench/peers/`, `bench/limits/` or here exports to take part. */
export interface FilesHost {
  openHost(variant: string): OpenFilesHost | Promise<OpenFilesHost>;
}
