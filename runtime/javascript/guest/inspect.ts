/** The guest source that shows values: leaves, and the layout of what contains others. */

/** Shows primitives, functions, errors, dates and the like; lays out entries in lines. */
export const inspectLayoutSource: string = String.raw`
/** What a value is shown with, unless told otherwise. */
const defaultOptions = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};

const colors = {
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25],
  inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24],
  black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39],
  magenta: [35, 39], cyan: [36, 39], white: [37, 39], gray: [90, 39], grey: [90, 39],
  redBright: [91, 39], greenBright: [92, 39], yellowBright: [93, 39], blueBright: [94, 39],
  magentaBright: [95, 39], cyanBright: [96, 39], whiteBright: [97, 39],
  bgBlack: [40, 49], bgRed: [41, 49], bgGreen: [42, 49], bgYellow: [43, 49], bgBlue: [44, 49],
  bgMagenta: [45, 49], bgCyan: [46, 49], bgWhite: [47, 49], bgGray: [100, 49],
};
const styles = {
  special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey",
  null: "bold", string: "green", symbol: "green", date: "magenta", regexp: "red", module: "underline",
};

/** Text in the colour of its kind, where colours are wanted. */
const paint = (state, text, kind) => {
  const color = state.colors ? colors[styles[kind]] : undefined;
  return color === undefined ? text : "\x1b[" + color[0] + "m" + text + "\x1b[" + color[1] + "m";
};
const lengthOf = (state, text) =>
  state.colors ? text.replace(/\x1b\[\d+m/g, "").length : text.length;

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

/** A number with its digits in groups of three. */
const separated = (text) => {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/s.exec(text) ?? [];
  if (whole === undefined || rest.includes("e")) return text;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, "_");
  return sign + grouped + rest.replace(/(\d{3})(?=\d)/g, "$1_");
};

const primitiveText = (state, value) => {
  if (typeof value === "string") return quote(value);
  if (typeof value === "bigint") return (state.numericSeparator ? separated(String(value)) : value) + "n";
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  return typeof value === "number" && state.numericSeparator ? separated(text) : text;
};
const primitive = (state, value) =>
  paint(state, primitiveText(state, value), value === null ? "null" : typeof value);

const keyText = (state, key) => {
  if (typeof key === "symbol") return paint(state, "[" + String(key) + "]", "symbol");
  if (key === "__proto__") return "['__proto__']";
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : paint(state, quote(key), "string");
};

/** Text over several lines, when a long string does not fit in one. */
const longText = (state, text) => {
  const max = state.maxStringLength ?? Infinity;
  if (text.length > max) {
    const rest = text.length - max;
    const tail = "... " + rest + " more character" + (rest > 1 ? "s" : "");
    return longText({ ...state, maxStringLength: null }, text.slice(0, max)) + tail;
  }
  const show = (part) => paint(state, quote(part), "string");
  const { indentation, breakLength } = state;
  if (text.length <= 16 || text.length <= breakLength - indentation - 4) return show(text);
  return text
    .split(/(?<=\n)/)
    .map(show)
    .join(" +\n" + " ".repeat(indentation + 2));
};

/** Puts many short items of a list side by side, in columns. */
const columns = (state, items, hiddenItems, isNumeric) => {
  const count = items.length - hiddenItems;
  const { breakLength, compact } = state;
  const widths = items.slice(0, count).map((item) => lengthOf(state, item) + 2);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const widest = Math.max(...widths);
  const fits = widest * 3 + state.indentation < breakLength;
  if (!fits || !(total / widest > 5 || widest <= 8)) return items;
  const bias = Math.sqrt(widest - total / items.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const number = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((breakLength - state.indentation) / widest),
    compact * 4,
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
      const plain = text.length - lengthOf(state, text);
      const width = columnWidths[index - start] - (isLast ? 2 : 0) + plain;
      row += isNumeric ? text.padStart(width) : isLast ? text : text.padEnd(width);
    }
    rows.push(row);
  }
  if (hiddenItems > 0) rows.push(items[count]);
  return rows;
};

/** Puts entries into one line when they are few, short and not deep, else into a line each. */
const combine = (state, entries, { base, open, close, level, list }) => {
  const { breakLength, compact, indentation } = state;
  const sum = entries.reduce((total, entry) => total + lengthOf(state, entry) + 1, 0);
  const fits = (start) =>
    sum + entries.length + start + lengthOf(state, base) <= breakLength && !base.includes("\n");
  const start = (base === "" ? "" : base + " ") + open;
  const indent = "\n" + " ".repeat(indentation);
  if (compact === true) {
    if (fits(0) && entries.every((entry) => !entry.includes("\n")))
      return start + " " + entries.join(", ") + " " + close;
    return start + " " + entries.join("," + indent + "  ") + " " + close;
  }
  const levels = Number(compact);
  const canGroup = levels >= 1 && list !== undefined && entries.length > 6;
  const lines = canGroup ? columns(state, entries, list.hidden, list.isNumeric) : entries;
  if (levels >= 1 && state.level - level < levels && lines === entries) {
    const isShort = fits(indentation + open.length + 10);
    if (isShort && entries.every((entry) => !entry.includes("\n")))
      return start + " " + entries.join(", ") + " " + close;
  }
  return start + indent + "  " + lines.join("," + indent + "  ") + indent + close;
};

internals.layout = { primitive, primitiveText, quote, keyText, longText, combine, paint, defaultOptions, colors, styles };
`;
