/** What the command touches of its process, so that tests can give it something else. */
import type { Sandbox, SandboxOptions } from "../sandbox/node.ts";

/** Where bytes come from. */
export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY?: boolean | undefined;
}

/** Where text and bytes go. */
export interface Output {
  write(chunk: string | Uint8Array): unknown;
}

/** What the command needs of a sandbox. */
export type CommandSandbox = Pick<Sandbox, "run" | "session" | "fs" | "close">;

/** The surroundings of the command. */
export interface CommandIo {
  readonly stdin: Input;
  /** How long standard input may stay silent before its first byte, in milliseconds. */
  readonly stdinPatienceMs: number;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Calls `listener` for the first interrupt (Ctrl-C) until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  openSandbox(options: SandboxOptions): Promise<CommandSandbox>;
}
