/** Reads a file block by block, paying for each before it is read. */
import { FsError } from "../../vfs/index.ts";
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";

/** The most bytes of a block: groups of three bytes fill it exactly, as Base64 wants them. */
const maxBlockBytes: number = blockBytes - (blockBytes % 3);

/** A block that nobody reads into now. Its bytes from the last time are not for anyone. */
let spare: Uint8Array | undefined;

/**
 * Passes the content of the file at `path`, a path of the caller, to `visit`; the block is used
 * again for the next one. All blocks but the last one are full. Charges `cost.file`, and
 * `bytePrice` for each byte.
 *
 * @throws {PathEscapeError} when the path leads out of the root.
 * @throws {FsError} `ENOENT`, `EISDIR`.
 */
export function readBlocks(
  context: UtilityContext,
  path: string,
  bytePrice: number,
  visit: (block: Uint8Array) => void,
): void {
  const { fs } = context;
  const guarded = guardPath(context, path);
  context.charge(cost.file);
  const report = createProgress(context);
  const file = fs.open(guarded.path, { read: true });
  const buffer = spare ?? new Uint8Array(maxBlockBytes);
  spare = undefined;
  try {
    const { size, type } = fs.fstat(file);
    if (type === "directory") throw new FsError("EISDIR", "read", guarded.path);
    for (let position = 0; position < size; ) {
      const length = Math.min(buffer.length, size - position);
      context.charge(length * bytePrice);
      const count = fs.read(file, buffer.subarray(0, length), position);
      if (count === 0) return;
      position += count;
      visit(buffer.subarray(0, count));
      report(count, 0);
    }
  } finally {
    spare = buffer;
    fs.close(file);
  }
}
