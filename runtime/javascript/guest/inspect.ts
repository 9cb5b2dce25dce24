/** The guest source that shows values: leaves, and the layout of what contains others. */

/** Shows primitives, functions, errors, dates and the like; lays out entries in lines. */
export const inspectLayoutSource: string = String.raw`
const breakLength = 80;
const compactLevels = 3;
const maxTextLength = 10000;

const escapes = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
  "\\": "\\\\",
};

const quote = (text) => {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes("\x60") && !text.includes("$" + "{")) mark = "\x60";
  }
  const body = text.replace(
    /[\x00-\x1f\x7f-\x9f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      const code = character.charCodeAt(0);
      if (code > 0xff) return "\\u" + code.toString(16);
      return escapes[character] ?? "\\x" + code.toString(16).toUpperCase().padStart(2, "0");
    },
  );
  return mark + (mark === "'" ? body.replace(/'/g, "\\'") : body) + mark;
};

const primitive = (value) => {
  if (typeof value === "string") return quote(value);
  if (typeof value === "bigint") return value + "n";
  if (Object.is(value, -0)) return "-0";
  return String(value);
};

const keyText = (key) => {
  if (typeof key === "symbol") return "[" + String(key) + "]";
  if (key === "__proto__") return "['__proto__']";
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
};

/** Text over several lines, when a long string does not fit in one. */
const longText = (text, indentation) => {
  if (text.length > maxTextLength) {
    const rest = text.length - maxTextLength;
    const tail = "... " + rest + " more character" + (rest > 1 ? "s" : "");
    return longText(text.slice(0, maxTextLength), indentation) + tail;
  }
  if (text.length <= 16 || text.length <= breakLength - indentation - 4) return quote(text);
  return text
    .split(/(?<=\n)/)
    .map(quote)
    .join(" +\n" + " ".repeat(indentation + 2));
};

/** Puts many short items of a list side by side, in columns. */
const columns = (state, items, hiddenItems, isNumeric) => {
  const count = items.length - hiddenItems;
  const widths = items.slice(0, count).map((item) => item.length + 2);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const widest = Math.max(...widths);
  const fits = widest * 3 + state.indentation < breakLength;
  if (!fits || !(total / widest > 5 || widest <= 8)) return items;
  const bias = Math.sqrt(widest - total / items.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const number = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((breakLength - state.indentation) / widest),
    compactLevels * 4,
    15,
  );
  if (number <= 1) return items;
  const columnWidths = [];
  for (let column = 0; column < number; column += 1) {
    let width = 0;
    for (let index = column; index < count; index += number) width = Math.max(width, widths[index]);
    columnWidths.push(width);
  }
  const rows = [];
  for (let start = 0; start < count; start += number) {
    const end = Math.min(start + number, count);
    let row = "";
    for (let index = start; index < end; index += 1) {
      const isLast = index === end - 1;
      const text = isLast ? items[index] : items[index] + ", ";
      const width = columnWidths[index - start] - (isLast ? 2 : 0);
      row += isNumeric ? text.padStart(width) : isLast ? text : text.padEnd(width);
    }
    rows.push(row);
  }
  if (hiddenItems > 0) rows.push(items[count]);
  return rows;
};

/** Puts entries into one line when they are few, short and not deep, else into a line each. */
const combine = (state, entries, { base, open, close, level, list }) => {
  const start = (base === "" ? "" : base + " ") + open;
  const lines =
    list === undefined || entries.length <= 6
      ? entries
      : columns(state, entries, list.hidden, list.isNumeric);
  if (state.level - level < compactLevels && lines === entries) {
    const length = entries.reduce((sum, entry) => sum + entry.length + 2, 0);
    const room = breakLength - state.indentation - open.length - base.length - 10;
    const hasBreak = base.includes("\n") || entries.some((entry) => entry.includes("\n"));
    if (length <= room && !hasBreak) return start + " " + entries.join(", ") + " " + close;
  }
  const indent = "\n" + " ".repeat(state.indentation);
  return start + indent + "  " + lines.join("," + indent + "  ") + indent + close;
};

internals.layout = { primitive, quote, keyText, longText, combine };
`;
