/** Reads a file in blocks that end with a line, through one buffer that is used again and again. */
import { blockBytes, cost } from "../cost.ts";
import { createProgress, type ProgressReport } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { withOpenText } from "./open-text.ts";

/** The longest line that can be looked at as one, in bytes: what one line may take of the host's memory. */
export const maxLineBytes: number = 16 * 2 ** 20;

/** Whole lines of a file with their ends, the last one perhaps without. Valid only while it is visited. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** Whether the file ends here. */
  readonly isLast: boolean;
}

/** A buffer that grows to the longest line seen. */
export interface LineBuffer {
  bytes: Uint8Array;
  /** Hears of what is read through it. */
  readonly report: ProgressReport;
}

/** A buffer for {@link readLineBlocks}; one serves many files, one after another. */
export function createLineBuffer(context: UtilityContext): LineBuffer {
  return { bytes: new Uint8Array(2 * blockBytes), report: createProgress(context) };
}

const newline = 0x0a;

/**
 * Calls `visit` with each block of the file in turn, until it gives `false`. A file is left alone
 * unless `accepts` takes the first block that is read of it. Each read is charged at
 * `cost.scannedByte` for each byte before it is made.
 *
 * @throws {FsError} as `open` and `read` do.
 * @throws {UtilityError} `LINE_TOO_LONG`.
 */
export function readLineBlocks(
  context: UtilityContext,
  path: string,
  buffer: LineBuffer,
  visit: (block: LineBlock) => boolean,
  accepts: (beginning: Uint8Array) => boolean = () => true,
): void {
  const { fs } = context;
  buffer.report(0, 1);
  withOpenText(context, path, ({ file, size }) => {
    // Bytes of a line that has begun but not ended, at the start of the buffer.
    let held = 0;
    for (let position = 0; position < size; ) {
      if (held === buffer.bytes.length) grow(buffer, path);
      const length = Math.min(blockBytes, size - position, buffer.bytes.length - held);
      context.charge(length * cost.scannedByte);
      const count = fs.read(file, buffer.bytes.subarray(held, held + length), position);
      if (count === 0) break;
      position += count;
      buffer.report(count, 0);
      const end = held + count;
      if (position === count && !accepts(buffer.bytes.subarray(0, end))) return;
      if (position >= size) {
        visit({ bytes: buffer.bytes.subarray(0, end), isLast: true });
        return;
      }
      const lineEnd = buffer.bytes.subarray(held, end).lastIndexOf(newline);
      if (lineEnd === -1) {
        held = end;
        continue;
      }
      const cut = held + lineEnd + 1;
      if (!visit({ bytes: buffer.bytes.subarray(0, cut), isLast: false })) return;
      buffer.bytes.copyWithin(0, cut, end);
      held = end - cut;
    }
  });
}

function grow(buffer: LineBuffer, path: string): void {
  if (buffer.bytes.length >= maxLineBytes) {
    throw new UtilityError(
      "LINE_TOO_LONG",
      `Cannot read ${JSON.stringify(path)}: a line is longer than ${maxLineBytes} bytes`,
    );
  }
  const larger = new Uint8Array(2 * buffer.bytes.length);
  larger.set(buffer.bytes);
  buffer.bytes = larger;
}
