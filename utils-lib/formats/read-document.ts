/** Reads a file that is parsed as a whole. */
import { FsError } from "../../vfs/index.ts";
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { type DocumentErrorCode, documentErrorAt } from "./document-error.ts";
import { firstInvalidByte } from "./invalid-utf8.ts";

/** The most bytes that a document read as a whole may have. */
export const maxDocumentBytes: number = 64 * 2 ** 20;

/**
 * The text of a file, without a byte order mark. Charges one path, one file and `byteCost` for each
 * byte, block by block.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `code` when the file is not UTF-8 or larger than {@link maxDocumentBytes}.
 */
export function readDocument(
  context: UtilityContext,
  given: string,
  byteCost: number,
  code: DocumentErrorCode,
): string {
  const { fs } = context;
  const { path } = guardPath(context, given);
  context.charge(cost.file);
  const report = createProgress(context);
  const file = fs.open(path, { read: true });
  try {
    const { size, type } = fs.fstat(file);
    if (type === "directory") throw new FsError("EISDIR", "read", path);
    if (size > maxDocumentBytes) {
      const reason = `it is larger than ${maxDocumentBytes} bytes`;
      throw new UtilityError(code, `Cannot read "${path}": ${reason}`);
    }
    const bytes = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const block = bytes.subarray(length, length + blockBytes);
      context.charge(block.length * byteCost);
      const count = fs.read(file, block, length);
      if (count === 0) break;
      length += count;
      report(count, 0);
    }
    return decode(bytes.subarray(0, length), code);
  } finally {
    fs.close(file);
  }
}

function decode(bytes: Uint8Array, code: DocumentErrorCode): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const offset = firstInvalidByte(bytes);
    let line = 1;
    let column = 1;
    for (const byte of bytes.subarray(0, offset)) {
      if (byte === 0x0a) {
        line++;
        column = 1;
      } else if (byte < 0x80 || byte > 0xbf) column++;
    }
    const value = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    throw documentErrorAt(code, line, column, `the byte 0x${value} is not UTF-8`);
  }
}
