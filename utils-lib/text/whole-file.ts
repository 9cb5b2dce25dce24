/** Reads whole files, for utilities that must see all lines before they can give one. */
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import { defaultMaxResultBytes, type UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { countNewlines } from "./count-newlines.ts";
import { withOpenText } from "./open-text.ts";

/** What may be held in memory at once, as a multiple of what a result may take. */
const heldPerResult = 4;

/** A file in memory. */
export interface WholeFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** An unfinished last line counts. */
  readonly lineCount: number;
}

/** Reads files as long as all of them together fit. */
export type WholeFileReader = (given: string) => WholeFile;

/**
 * A reader for the utility called `name`, which holds `lineBytes` for each line beside its text.
 * Charges one path, one file and `cost.scannedByte` for each byte, block by block.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `RESULT_TOO_LARGE` for what would take more than four times the memory
 * of the largest result.
 */
export function createWholeFileReader(
  context: UtilityContext,
  name: string,
  lineBytes: number,
): WholeFileReader {
  const { fs, maxResultBytes = defaultMaxResultBytes } = context;
  const maxHeld = heldPerResult * maxResultBytes;
  const report = createProgress(context);
  let held = 0;

  function hold(bytes: number, path: string): void {
    held += bytes;
    if (held > maxHeld) {
      throw new UtilityError(
        "RESULT_TOO_LARGE",
        `Cannot ${name} ${JSON.stringify(path)}: it would take more than ${maxHeld} bytes of memory`,
      );
    }
  }

  return (given) => {
    const { path } = guardPath(context, given);
    report(0, 1);
    return withOpenText(context, path, ({ file, size }) => {
      hold(size, path);
      const bytes = new Uint8Array(size);
      let newlines = 0;
      let length = 0;
      while (length < size) {
        const block = bytes.subarray(length, Math.min(size, length + blockBytes));
        context.charge(block.length * cost.scannedByte);
        const count = fs.read(file, block, length);
        if (count === 0) break;
        newlines += countNewlines(block, 0, count);
        length += count;
        report(count, 0);
      }
      const lineCount = newlines + (length > 0 && bytes[length - 1] !== 0x0a ? 1 : 0);
      hold(lineCount * lineBytes, path);
      return { path, bytes: bytes.subarray(0, length), lineCount };
    });
  };
}
