/** The first line of a script: the program that runs it. */
import type { Kernel } from "./kernel.ts";

/** What stands after `#!`. */
export interface Shebang {
  readonly interpreter: string;
  readonly args: readonly string[];
}

/** A longer line is cut, as Linux cuts it. */
const maxBytes = 256;

/** Reads what interprets the file at `path`; undefined when it does not begin with `#!`. */
export function readShebang({ fs }: Pick<Kernel, "fs">, path: string): Shebang | undefined {
  const file = fs.open(path, { read: true });
  const start = new Uint8Array(maxBytes);
  let length: number;
  try {
    length = fs.read(file, start);
  } finally {
    fs.close(file);
  }
  const line = new TextDecoder().decode(start.subarray(0, length)).split("\n")[0] ?? "";
  if (!line.startsWith("#!")) return undefined;
  const [first = "", ...rest] = line
    .slice(2)
    .trim()
    .split(/[ \t\r]+/);
  if (!/(?:^|\/)env$/.test(first)) return { interpreter: first, args: rest };
  // `env` looks its first argument up; with -S it splits one argument into several, as is done here anyway.
  const words = rest[0] === "-S" ? rest.slice(1) : rest;
  const [interpreter = "", ...args] = words;
  return { interpreter, args };
}
