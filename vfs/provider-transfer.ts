/** How the files of a provider are brought in and written back. */
import { FsError } from "./fs-error.ts";

/** Where a transfer stands. */
export interface ProviderProgress {
  /** The file that has just been done, as the filesystem names it. */
  readonly path: string;
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** What may be said about a transfer. */
export interface TransferOptions {
  /** Ends the transfer between two calls, and those calls that listen to it. */
  readonly signal?: AbortSignal;
  /** Calls to the provider at one time. @default 8 */
  readonly concurrency?: number;
  readonly onProgress?: (progress: ProviderProgress) => void;
}

/** Calls to the provider at one time, unless told otherwise. */
export const defaultConcurrency = 8;

/** The signal for a call, if there is one. */
export function signalOf({ signal }: TransferOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The path in the filesystem of a provider's path. */
export function placeOf(at: string, path: string): string {
  if (at === "/") return path;
  return path === "/" ? at : `${at}${path}`;
}

/** Runs a call of the provider; its failures name the path in the filesystem. */
export async function asPlaced<Result>(at: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof FsError) || error.path === undefined) throw error;
    throw new FsError(error.code, error.syscall, placeOf(at, error.path));
  }
}

/** Counts what is done. */
export class TransferCount {
  readonly #options: TransferOptions;
  readonly #totalFiles: number;
  readonly #totalBytes: number;
  #doneFiles = 0;
  #doneBytes = 0;

  constructor(options: TransferOptions, totalFiles: number, totalBytes: number) {
    this.#options = options;
    this.#totalFiles = totalFiles;
    this.#totalBytes = totalBytes;
  }

  done(path: string, bytes: number): void {
    this.#doneFiles += 1;
    this.#doneBytes += bytes;
    this.#options.onProgress?.({
      path,
      doneFiles: this.#doneFiles,
      totalFiles: this.#totalFiles,
      doneBytes: this.#doneBytes,
      totalBytes: this.#totalBytes,
    });
  }
}
