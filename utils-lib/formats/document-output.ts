/** Where a converted document goes: back to the caller, or into a file. */
import { replaceFile } from "../files/replace-file.ts";
import { createResultMeter } from "../result-meter.ts";
import type { UtilityContext } from "../utility.ts";

/** Takes the next part of a text. Parts may be tiny: they are put together before they are paid for. */
export type WriteText = (part: string) => void;

/** How many characters are put together. */
const blockLength = 16_384;

/** Collects what `produce` writes as the result of the utility called `name`. */
export function collectText(
  context: UtilityContext,
  name: string,
  produce: (write: WriteText) => void,
): string {
  const meter = createResultMeter(context, name);
  let text = "";
  inBlocks(produce, (block) => {
    meter.text(utf8Length(block));
    text += block;
  });
  return text;
}

/** Writes what `produce` writes to `output`, which is replaced as a whole; without one, collects it. */
export function outputText(
  context: UtilityContext,
  name: string,
  output: string | null,
  produce: (write: WriteText) => void,
): string | null {
  if (output === null) return collectText(context, name, produce);
  const encoder = new TextEncoder();
  replaceFile(context, output, (write) => {
    inBlocks(produce, (block) => write(encoder.encode(block)));
  });
  return null;
}

function inBlocks(produce: (write: WriteText) => void, take: (block: string) => void): void {
  let pending = "";
  produce((part) => {
    pending += part;
    if (pending.length < blockLength) return;
    // The second half of a surrogate pair may still be to come.
    const last = pending.charCodeAt(pending.length - 1);
    const end = last >= 0xd800 && last <= 0xdbff ? pending.length - 1 : pending.length;
    take(pending.slice(0, end));
    pending = pending.slice(end);
  });
  if (pending !== "") take(pending);
}

/** How many bytes `text` has in UTF-8. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate is half of four bytes; a lone one becomes U+FFFD, of three.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
