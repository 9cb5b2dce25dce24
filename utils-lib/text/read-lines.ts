/** Reads a file line by line, holding one block of it. */
import type { UtilityContext } from "../utility.ts";
import { createLineBuffer, readLineBlocks } from "./line-blocks.ts";

/**
 * Calls `visit` with each line in turn: it lies in `bytes` from `start` up to, not including,
 * `end`, where its newline or the end of the file is. A carriage return is part of the line. The
 * bytes are valid only during the visit.
 *
 * @throws {FsError} as `open` and `read` do.
 * @throws {UtilityError} `LINE_TOO_LONG`.
 */
export function readLines(
  context: UtilityContext,
  path: string,
  visit: (bytes: Uint8Array, start: number, end: number) => void,
): void {
  readLineBlocks(context, path, createLineBuffer(), ({ bytes }) => {
    for (let start = 0; start < bytes.length; ) {
      const next = bytes.indexOf(0x0a, start);
      const end = next === -1 ? bytes.length : next;
      visit(bytes, start, end);
      start = end + 1;
    }
  });
}
