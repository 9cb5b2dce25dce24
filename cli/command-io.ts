/** What the command touches of its process, so that tests can give it something else. */
import type { openSandbox } from "../sandbox/node.ts";

/** Where bytes come from. */
export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY?: boolean | undefined;
}

/** Where text and bytes go. */
export interface Output {
  write(chunk: string | Uint8Array): unknown;
}

/** The surroundings of the command. */
export interface CommandIo {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Calls `listener` for the first interrupt (Ctrl-C) until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  readonly openSandbox: typeof openSandbox;
}
