/** Reads a file line by line, holding one block of it. */
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { countNewlines } from "./count-newlines.ts";
import { createLineBuffer, readLineBlocks } from "./line-blocks.ts";

/**
 * Calls `visit` with each line in turn: it lies in `bytes` from `start` up to, not including,
 * `end`, where its newline or the end of the file is. A carriage return is part of the line. The
 * bytes are valid only during the visit. Beside the reading, `cost.line` is charged for each line
 * and `cost.lineByte` for each byte.
 *
 * @throws {FsError} as `open` and `read` do.
 * @throws {UtilityError} `LINE_TOO_LONG`.
 */
export function readLines(
  context: UtilityContext,
  path: string,
  visit: (bytes: Uint8Array, start: number, end: number) => void,
): void {
  readLineBlocks(context, path, createLineBuffer(context), ({ bytes }) => {
    const newlines = countNewlines(bytes, 0, bytes.length);
    context.charge(newlines * cost.line + bytes.length * cost.lineByte);
    for (let start = 0; start < bytes.length; ) {
      const next = bytes.indexOf(0x0a, start);
      const end = next === -1 ? bytes.length : next;
      visit(bytes, start, end);
      start = end + 1;
    }
    return true;
  });
}
