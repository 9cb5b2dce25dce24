/** Replaces, deletes and squeezes characters. */
import type { ResultText } from "./result-text.ts";

/** What to do with which characters, given as code points. */
export interface TranslationOptions {
  readonly set1: readonly number[];
  /** Empty when nothing is replaced. */
  readonly set2: readonly number[];
  readonly delete: boolean;
  readonly squeeze: boolean;
  readonly complement: boolean;
}

/** What becomes of a character that is deleted. */
const gone = -1;

/** Code points below it are looked up in tables. */
const tableSize = 0x100;

/** A function that takes the parts of a text in order and adds to `result` what becomes of them. */
export function createTranslation(
  options: TranslationOptions,
  result: ResultText,
): (text: string) => void {
  const map = createMap(options);
  const isSqueezed = createSqueezed(options);
  const mapTable = Int32Array.from({ length: tableSize }, (_, point) => map(point));
  const squeezeTable = Uint8Array.from({ length: tableSize }, (_, point) =>
    Number(isSqueezed(point)),
  );
  let previous = gone;

  return (text) => {
    for (let index = 0; index < text.length; index++) {
      let point = text.charCodeAt(index);
      if ((point & 0xf800) === 0xd800) {
        point = text.codePointAt(index) ?? 0;
        index++;
      }
      const mapped = point < tableSize ? (mapTable[point] ?? 0) : map(point);
      if (mapped === gone) continue;
      if (mapped === previous) {
        const squeezed = mapped < tableSize ? squeezeTable[mapped] === 1 : isSqueezed(mapped);
        if (squeezed) continue;
      }
      previous = mapped;
      result.character(mapped);
    }
  };
}

function createMap(options: TranslationOptions): (point: number) => number {
  const { set1, set2, complement } = options;
  const last = set2.at(-1);
  if (!options.delete && last === undefined) return (point) => point;
  const other = options.delete ? gone : (last ?? gone);
  // Where a character stands twice, its last place counts.
  const places = new Map(set1.map((point, index) => [point, index]));
  if (complement) return (point) => (places.has(point) ? point : other);
  return (point) => {
    const place = places.get(point);
    if (place === undefined) return point;
    return options.delete ? gone : (set2[place] ?? other);
  };
}

function createSqueezed(options: TranslationOptions): (point: number) => boolean {
  const { set1, set2, complement, squeeze } = options;
  if (!squeeze) return () => false;
  if (set2.length > 0) {
    const members = new Set(set2);
    return (point) => members.has(point);
  }
  const members = new Set(set1);
  return (point) => members.has(point) !== complement;
}
