/** What programs that are started by a command line of their own share. */
import { FsError } from "../vfs/index.ts";
import type { Kernel } from "./kernel.ts";

/** Runs a program as its command line says, where `argv[0]` is its own name, and returns its exit code. */
export type Command = (argv: readonly string[], kernel: Kernel) => number;

/** What a command line comes to when there is nothing to run: what to say, and the exit code. */
export interface Refusal {
  readonly message: string;
  readonly exitCode: number;
}

/** What each byte costs that a program is read from, in fuel. */
const sourceByteFuel = 1;

/** Says why nothing runs, on stderr; on stdout when that is no failure. */
export function refuse({ message, exitCode }: Refusal, kernel: Kernel): number {
  const descriptor = kernel.fds.get(exitCode === 0 ? 1 : 2);
  if (descriptor?.kind === "stream") {
    descriptor.stream.write?.(new TextEncoder().encode(`${message}\n`));
  }
  return exitCode;
}

/** The absolute path of what a command line names. */
export function absolutePath({ cwd }: Pick<Kernel, "cwd">, path: string): string {
  if (path.startsWith("/")) return path;
  return cwd === "/" ? `/${path}` : `${cwd}/${path}`;
}

/** The bytes of a file; undefined when there is none at `path`. */
export function readSource(
  { fs, fuel }: Pick<Kernel, "fs" | "fuel">,
  path: string,
): Uint8Array<ArrayBuffer> | undefined {
  try {
    const { type, size } = fs.stat(path);
    if (type !== "file") return undefined;
    fuel.charge(size * sourceByteFuel);
    return new Uint8Array(fs.readFile(path));
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

const chunkBytes = 65_536;

/** All that is left of stdin. Throws `FsError` EFBIG when that is more than the program's memory. */
export function readStdin({ fds, fuel, maxMemoryBytes }: Kernel): Uint8Array<ArrayBuffer> {
  const descriptor = fds.get(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (descriptor?.kind === "stream") {
    const chunk = new Uint8Array(chunkBytes);
    const count = descriptor.stream.read?.(chunk) ?? 0;
    if (count === 0) break;
    fuel.charge(count * sourceByteFuel);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > maxMemoryBytes) throw new FsError("EFBIG", "read");
  }
  const all = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    all.set(chunk, position);
    position += chunk.length;
  }
  return all;
}
