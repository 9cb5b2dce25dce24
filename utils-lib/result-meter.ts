/** Counts what a result takes: charges for it before it is made and refuses one without end. */
import { cost } from "./cost.ts";
import { defaultMaxResultBytes, type UtilityContext } from "./utility.ts";
import { UtilityError } from "./utility-error.ts";

/** What one item of a list takes beside its text, in bytes. */
const itemBytes = 128;

/** Pays for parts of one result as they come. */
export interface ResultMeter {
  /** Announces `bytes` of text. */
  text(bytes: number): void;
  /** Announces one item of a list that holds `bytes` of text. */
  item(bytes: number): void;
  /** Announces `count` items that hold `bytes` of text together. */
  items(count: number, bytes: number): void;
}

/** A meter for one result of the utility called `name`. */
export function createResultMeter(context: UtilityContext, name: string): ResultMeter {
  const maxBytes = context.maxResultBytes ?? defaultMaxResultBytes;
  let total = 0;
  function take(bytes: number, fuel: number): void {
    context.charge(fuel);
    total += bytes;
    if (total > maxBytes) {
      throw new UtilityError(
        "RESULT_TOO_LARGE",
        `Cannot return the result of "${name}": it is larger than ${maxBytes} bytes`,
      );
    }
  }
  function items(count: number, bytes: number): void {
    take(bytes + count * itemBytes, bytes * cost.resultByte + count * cost.resultItem);
  }
  return {
    text: (bytes) => take(bytes, bytes * cost.resultByte),
    item: (bytes) => items(1, bytes),
    items,
  };
}
