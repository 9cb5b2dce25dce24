/** The guest source of `sandbox_helpers`: short functions for files, and three small libraries by name. */

/** Loaded when a program first needs it. */
export const helpersSource: string = String.raw`
const { sync } = internals.fs;
const path = internals.builtins.get("path");

const readText = (file) => sync.readFileSync(file, "utf8");
const parents = (file) => sync.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
const writeText = (file, text) => {
  parents(file);
  sync.writeFileSync(file, String(text));
};
const readLines = (file) => {
  const lines = readText(file).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
};
const helpers = {
  readJson: (file) => JSON.parse(readText(file)),
  writeJson: (file, value, indent = 2) => writeText(file, JSON.stringify(value, null, indent)),
  readText,
  writeText,
  fileExists: (file) => sync.existsSync(file),
  readLines,
  writeLines: (file, lines) => writeText(file, [...lines].map((line) => line + "\n").join("")),
  appendText: (file, text) => {
    parents(file);
    sync.appendFileSync(file, String(text));
  },
  fileSize: (file) => sync.statSync(file).size,
  listFiles: (directory = ".") => sync.readdirSync(directory).sort(),
  copyFile: (from, to) => {
    parents(to);
    sync.copyFileSync(from, to);
  },
  removeFile: (file) => sync.unlinkSync(file),
};

/** Fields of a text in CSV: quotes may hold separators, line ends and doubled quotes. */
const parseFields = (text, separator) => {
  const rows = [];
  let row = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && field === "") isQuoted = true;
    else if (character === separator) {
      row.push(field);
      field = "";
    } else if (character === "\n") {
      row.push(field.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      field = "";
    } else field += character;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
};
const quoteField = (value, separator) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /["\r\n]/.test(text) || text.includes(separator) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csv = {
  parse: (text, { header = true, separator = "," } = {}) => {
    const [head, ...rows] = parseFields(String(text), separator);
    if (!header || head === undefined) return head === undefined ? [] : [head, ...rows];
    return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
  },
  stringify: (rows, { separator = "," } = {}) => {
    const list = [...rows];
    const names = Array.isArray(list[0]) ? undefined : [...new Set(list.flatMap((row) => Object.keys(row)))];
    const lines = names === undefined ? list : [names, ...list.map((row) => names.map((name) => row[name]))];
    return lines.map((line) => line.map((field) => quoteField(field, separator)).join(separator) + "\n").join("");
  },
};

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const steps = (name) => (Array.isArray(name) ? name : String(name).replace(/\[(\d+)\]/g, ".$1").split("."));
const json = {
  get: (value, name, fallback) => {
    let found = value;
    for (const step of steps(name)) {
      if (found === null || found === undefined || !Object.hasOwn(Object(found), step)) return fallback;
      found = found[step];
    }
    return found;
  },
  set: (value, name, item) => {
    const all = steps(name);
    let place = value;
    for (const [index, step] of all.slice(0, -1).entries()) {
      const isOwn = Object.hasOwn(place, step) && typeof place[step] === "object" && place[step] !== null;
      const next = isOwn ? place[step] : /^\d+$/.test(all[index + 1]) ? [] : {};
      Object.defineProperty(place, step, { value: next, writable: true, enumerable: true, configurable: true });
      place = next;
    }
    Object.defineProperty(place, all.at(-1), { value: item, writable: true, enumerable: true, configurable: true });
    return value;
  },
  /** What of a shape of type names a value does not have, as sentences. */
  validate: (value, shape) => {
    const errors = Object.entries(shape).flatMap(([name, type]) => {
      const found = json.get(value, name);
      const kind = found === null ? "null" : Array.isArray(found) ? "array" : typeof found;
      if (kind === type || type === "any") return [];
      return ['"' + name + '" must be ' + type + ", got " + kind];
    });
    return { valid: errors.length === 0, errors };
  },
  clone: (value) => structuredClone(value),
  merge: (...values) =>
    values.reduce((all, value) => {
      for (const key of Object.keys(value ?? {})) {
        const both = isRecord(value[key]) && Object.hasOwn(all, key) && isRecord(all[key]);
        const item = both ? json.merge(all[key], value[key]) : structuredClone(value[key]);
        Object.defineProperty(all, key, { value: item, writable: true, enumerable: true, configurable: true });
      }
      return all;
    }, {}),
};

const words = (text) =>
  String(text)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .match(/[\p{L}\p{N}]+/gu) ?? [];
const capitalize = (text) => String(text).charAt(0).toUpperCase() + String(text).slice(1);
const strings = {
  slugify: (text) =>
    words(String(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "")).join("-").toLowerCase(),
  truncate: (text, length = 80, end = "...") =>
    String(text).length <= length ? String(text) : String(text).slice(0, Math.max(0, length - end.length)) + end,
  capitalize,
  camelCase: (text) =>
    words(text).map((word, index) => (index === 0 ? word.toLowerCase() : capitalize(word.toLowerCase()))).join(""),
  snakeCase: (text) => words(text).join("_").toLowerCase(),
  kebabCase: (text) => words(text).join("-").toLowerCase(),
  pad: (text, length, fill = " ") => {
    const missing = Math.max(0, length - String(text).length);
    return fill.repeat(missing).slice(0, missing >> 1) + text + fill.repeat(missing).slice(0, missing - (missing >> 1));
  },
  clean: (text) => String(text).replace(/\s+/g, " ").trim(),
  count: (text, part) => (part === "" ? 0 : String(text).split(part).length - 1),
  reverse: (text) => [...String(text)].reverse().join(""),
  isPalindrome: (text) => {
    const letters = words(text).join("").toLowerCase();
    return letters === strings.reverse(letters);
  },
  words,
  wordCount: (text) => words(text).length,
};

const vendors = { "csv-simple": csv, "json-utils": json, "string-utils": strings };
const requireVendor = (name) => {
  if (Object.hasOwn(vendors, name)) return vendors[name];
  const known = Object.keys(vendors).join('", "');
  throw internals.codedError(
    "Error",
    "MODULE_NOT_FOUND",
    'Cannot load vendored module "' + name + '": there are "' + known + '"',
  );
};
internals.builtins.set("sandbox_helpers", { ...helpers, requireVendor });
`;
