/** The guest source of `node:querystring`. */

/** Loaded when a program first needs it. */
export const querystringSource: string = `
const escape = (value) => {
  const text = typeof value === "string" ? value : String(value);
  return encodeURIComponent(text.toWellFormed());
};

/** Takes what is no escape as it stands. */
const unescape = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = [];
    for (const part of text.match(/%[0-9a-f]{2}|[^%]+|%/gi) ?? []) {
      if (part.length === 3 && part[0] === "%") bytes.push(Number.parseInt(part.slice(1), 16));
      else bytes.push(...Buffer.from(part));
    }
    return Buffer.from(bytes).toString();
  }
};

const primitive = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "bigint" || typeof value === "boolean" ? String(value) : "";
};

const stringify = (data, separator = "&", equals = "=", options) => {
  if (typeof data !== "object" || data === null) return "";
  const encode = options?.encodeURIComponent ?? querystring.escape;
  return Object.keys(data)
    .flatMap((key) => {
      const values = Array.isArray(data[key]) ? data[key] : [data[key]];
      return values.map((value) => encode(primitive(key)) + equals + encode(primitive(value)));
    })
    .join(separator);
};

const parse = (text, separator = "&", equals = "=", options) => {
  const found = Object.create(null);
  if (typeof text !== "string" || text === "") return found;
  const decode = options?.decodeURIComponent ?? querystring.unescape;
  const limit = options?.maxKeys ?? 1000;
  const read = (part) => {
    const plain = part.replaceAll("+", " ");
    return plain.includes("%") ? decode(plain) : plain;
  };
  let count = 0;
  for (const pair of text.split(separator)) {
    if (pair === "") continue;
    count += 1;
    if (limit > 0 && count > limit) break;
    const at = pair.indexOf(equals);
    const key = read(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : read(pair.slice(at + equals.length));
    if (!(key in found)) found[key] = value;
    else if (Array.isArray(found[key])) found[key].push(value);
    else found[key] = [found[key], value];
  }
  return found;
};

const querystring = { unescape, escape, stringify, encode: stringify, parse, decode: parse };
internals.builtins.set("querystring", querystring);
`;
