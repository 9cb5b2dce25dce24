/** The guest source of `console.table`. */

/** Draws rows and columns as Node does; needs the inspect sources before it. */
export const tableSource: string = String.raw`
/** A value in a line, down to what it contains when that is little. */
const cell = (value) => {
  const isLarge =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
  return internals.inspect(value, { depth: isLarge ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
};

/** Columns that fill one terminal cell each; wide characters fill two. */
const widthOf = (text) => {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
};

const draw = (heads, rows) => {
  const widths = heads.map(
    (head, column) => Math.max(widthOf(head), ...rows.map((row) => widthOf(row[column]))) + 2,
  );
  const line = (left, middle, right) =>
    left + widths.map((width) => "\u2500".repeat(width)).join(middle) + right;
  const cells = (row) => {
    const padded = row.map(
      (text, column) => " " + text + " ".repeat(widths[column] - widthOf(text) - 1),
    );
    return "\u2502" + padded.join("\u2502") + "\u2502";
  };
  return [
    line("\u250c", "\u252c", "\u2510"),
    cells(heads),
    line("\u251c", "\u253c", "\u2524"),
    ...rows.map(cells),
    line("\u2514", "\u2534", "\u2518"),
  ].join("\n");
};

/** The table as text, or undefined when the data has no rows. With columns, only those are shown. */
internals.table = (data, columns) => {
  if (typeof data !== "object" || data === null) return undefined;
  const isMap = data instanceof Map;
  const entries =
    isMap || data instanceof Set
      ? [...data].map((item, index) => [index, item])
      : Object.entries(data);
  const heads = [];
  let hasValues = false;
  for (const [, row] of entries) {
    if (isMap || typeof row !== "object" || row === null) hasValues = true;
    else if (columns === undefined)
      for (const key of Object.keys(row)) if (!heads.includes(key)) heads.push(key);
  }
  if (columns !== undefined) heads.push(...columns.map(String));
  const rows = entries.map(([index, row]) => {
    if (isMap) return [String(index), cell(row[0]), cell(row[1])];
    const isRecord = typeof row === "object" && row !== null;
    const cells = heads.map((head) =>
      isRecord && Object.hasOwn(row, head) ? cell(row[head]) : "",
    );
    return [String(index), ...cells, ...(hasValues ? [isRecord ? "" : cell(row)] : [])];
  });
  const isCounted = isMap || data instanceof Set;
  const names = isMap ? ["Key", "Values"] : [...heads, ...(hasValues ? ["Values"] : [])];
  return draw([isCounted ? "(iteration index)" : "(index)", ...names], rows);
};
`;
