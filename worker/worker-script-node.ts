/** The script of worker threads, compiled by one of the first and taken over by those that follow. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a thread is given of the script. */
export interface WorkerScript {
  /** Of the host, for stack traces and for what is loaded from beside it. */
  readonly path: string;
  /** The body of a CommonJS module, which imports by a function `importBeside`. */
  readonly text: string;
  /** What V8 has made of that text; undefined when nobody has told yet, which the thread is to do. */
  readonly code: Uint8Array | undefined;
}

/** Hands out the script. */
export interface ScriptShare {
  /** What the next thread is given; undefined when it is to load the file itself. */
  next(): WorkerScript | undefined;
  /** Takes what a thread has compiled, before it has seen anything of a guest's. */
  keep(code: unknown): void;
}

/** Shares the script at `url`. The first thread gets nothing: in most processes there is no other. */
export function createScriptShare(url: URL): ScriptShare {
  let isFirst = true;
  // Read once, since code belongs to a text and V8 does not compare more than lengths.
  let script: WorkerScript | undefined;
  let code: Uint8Array | undefined;
  return {
    next() {
      if (isFirst) {
        isFirst = false;
        return undefined;
      }
      script ??= readWorkerScript(url);
      return { ...script, code };
    },
    keep(compiled) {
      if (compiled instanceof Uint8Array) code ??= compiled;
    },
  };
}

/** Reads the script at `url`. */
export function readWorkerScript(url: URL): WorkerScript {
  return { path: fileURLToPath(url), text: readFileSync(url, "utf8"), code: undefined };
}
