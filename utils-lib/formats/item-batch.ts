/** Announces many small items to a meter, some at a time: paying for each would cost more than it. */
import type { ResultMeter } from "../result-meter.ts";

/** How many items are announced together. */
const batchItems = 64;

/** Items that come one by one. */
export interface ItemBatch {
  /** Announces one item with its characters. */
  add(characters: number): void;
  /** Announces what is left. */
  end(): void;
}

/** A batch for one result. What it holds back is small, or stands in the input already. */
export function createItemBatch(meter: ResultMeter): ItemBatch {
  let count = 0;
  let characters = 0;
  function announce(): void {
    meter.items(count, characters);
    count = 0;
    characters = 0;
  }
  return {
    add(more) {
      count++;
      characters += more;
      if (count === batchItems) announce();
    },
    end: announce,
  };
}
