/** Gathers the standard input of the guest. */
import { readFileSync, statSync } from "node:fs";
import type { Input } from "./command-io.ts";
import { UsageError } from "./usage-error.ts";

/** How long to wait, and whom to tell. */
export interface InputOptions {
  /** How long the input may stay silent before its first byte, in milliseconds. */
  readonly patienceMs: number;
  warn(message: string): void;
}

const maxBytes = 256 * 2 ** 20;

/** The bytes of `--stdin FILE`. Throws {@link UsageError}. */
export function readInputFile(file: string): Uint8Array<ArrayBuffer> {
  try {
    if (!statSync(file).isDirectory()) return new Uint8Array(readFileSync(file));
  } catch {
    throw new UsageError(
      `Cannot read standard input from "${file}": no such file, or not readable`,
    );
  }
  throw new UsageError(`Cannot read standard input from "${file}": it is a directory`);
}

/**
 * All that is piped in; nothing from a terminal. A pipe that stays open without a byte, as some
 * task runners leave it, counts as empty after a while, with a warning.
 */
export async function readInput(
  input: Input,
  options: InputOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (input.isTTY === true) return new Uint8Array();
  const chunks = input[Symbol.asyncIterator]();
  const first = await withinTime(chunks.next(), options.patienceMs);
  if (first === undefined) {
    options.warn("no standard input came, going on without it; use < /dev/null to not wait");
    return new Uint8Array();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let item = first; item.done !== true; item = await chunks.next()) {
    parts.push(item.value);
    size += item.value.length;
    if (size > maxBytes) {
      throw new UsageError("Cannot read standard input: it is larger than 256 MiB");
    }
  }
  return joined(parts, size);
}

/** What `promise` resolves to, or undefined when that takes longer than `ms`. */
async function withinTime<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
