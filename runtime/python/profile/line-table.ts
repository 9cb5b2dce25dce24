/** Reads the table by which CPython finds the line of an instruction: https://github.com/python/cpython/blob/3.14/InternalDocs/code_objects.md. */

/** Kinds of entries from this on have another form. */
const kind = { oneLine: 10, noColumns: 13, long: 14, none: 15 } as const;

/** The line of each code unit, from 1; 0 where there is none, and past the table. At most `maxUnits` of them. */
export function readLineTable(
  table: Uint8Array,
  firstLine: number,
  maxUnits: number,
): Int32Array<ArrayBuffer> {
  const lines: number[] = [];
  let position = 0;
  let line = firstLine;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = table[position++] ?? 0;
      value |= (byte & 0x3f) << (shift & 31);
      if ((byte & 0x40) === 0) return value >>> 0;
    }
  };
  const signed = (): number => {
    const value = varint();
    return value & 1 ? -(value >>> 1) : value >>> 1;
  };
  while (position < table.length && lines.length < maxUnits) {
    const first = table[position++] ?? 0;
    const code = (first >>> 3) & 15;
    let here: number;
    if (code === kind.none) here = 0;
    else {
      if (code === kind.long) {
        line += signed();
        for (let field = 0; field < 3; field++) varint();
      } else if (code === kind.noColumns) line += signed();
      else if (code >= kind.oneLine) {
        line += code - kind.oneLine;
        position += 2;
      } else position += 1;
      here = line;
    }
    for (let unit = (first & 7) + 1; unit > 0; unit--) lines.push(here);
  }
  return Int32Array.from(lines.slice(0, maxUnits), (each) => Math.max(0, each));
}
