/** The guest source of `URL` and `URLSearchParams`. */

/** Loaded when a program first needs them; the host parses. Answers the two classes. */
export const urlClassesSource: string = `
const { call, codedError } = internals;
const custom = Symbol.for("nodejs.util.inspect.custom");

const encode = (text) =>
  encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, "+")
    .replace(/[!'()~]/g, (character) => "%" + character.charCodeAt(0).toString(16).toUpperCase());

const decode = (text) => {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced.toWellFormed();
  const bytes = Buffer.from(spaced).toString("latin1");
  const raw = bytes.replace(/%([0-9a-f]{2})/gi, (found, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(raw, "latin1"));
};

const parsePairs = (text) =>
  text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [decode(part), ""] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });

const pairsOf = (init) => {
  if (init === undefined || init === null) return [];
  if (typeof init === "object" || typeof init === "function") {
    if (typeof init[Symbol.iterator] !== "function")
      return Reflect.ownKeys(init)
        .filter((key) => typeof key === "string")
        .map((key) => [key.toWellFormed(), String(init[key]).toWellFormed()]);
    return Array.from(init, (pair) => {
      const items = typeof pair === "object" && pair !== null ? [...pair] : [];
      if (items.length !== 2) {
        const message = "Each query pair must be an iterable [name, value] tuple";
        throw codedError("TypeError", "ERR_INVALID_TUPLE", message);
      }
      return items.map((item) => String(item).toWellFormed());
    });
  }
  const text = String(init);
  return parsePairs(text.startsWith("?") ? text.slice(1) : text);
};

const need = (args, count, names) => {
  if (args.length >= count) return;
  const message =
    "The " + names.map((name) => '"' + name + '"').join(" and ") + " argument" + (names.length > 1 ? "s" : "") + " must be specified";
  throw codedError("TypeError", "ERR_MISSING_ARGS", message);
};

class URLSearchParams {
  #pairs;
  #changed = () => {};
  constructor(init) {
    this.#pairs = pairsOf(init);
  }
  static bind = (params, changed) => void (params.#changed = changed);
  static refill = (params, text) => void (params.#pairs = parsePairs(text));
  append(name, value) {
    need(arguments, 2, ["name", "value"]);
    this.#pairs.push([String(name).toWellFormed(), String(value).toWellFormed()]);
    this.#changed();
  }
  delete(name, value) {
    need(arguments, 1, ["name"]);
    this.#pairs = this.#pairs.filter(
      ([key, item]) => key !== String(name) || (value !== undefined && item !== String(value)),
    );
    this.#changed();
  }
  get(name) {
    need(arguments, 1, ["name"]);
    return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
  }
  getAll(name) {
    need(arguments, 1, ["name"]);
    return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
  }
  has(name, value) {
    need(arguments, 1, ["name"]);
    return this.#pairs.some(([key, item]) => key === String(name) && (value === undefined || item === String(value)));
  }
  set(name, value) {
    need(arguments, 2, ["name", "value"]);
    const key = String(name).toWellFormed();
    const index = this.#pairs.findIndex((pair) => pair[0] === key);
    const pair = [key, String(value).toWellFormed()];
    if (index < 0) this.#pairs.push(pair);
    else this.#pairs = this.#pairs.flatMap((each, at) => (each[0] !== key ? [each] : at === index ? [pair] : []));
    this.#changed();
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  forEach(callback, receiver) {
    if (typeof callback !== "function")
      throw internals.argumentError('"callback" argument', "of type function", callback);
    for (const [name, value] of this.#pairs) callback.call(receiver, value, name, this);
  }
  *entries() {
    for (const [name, value] of this.#pairs) yield [name, value];
  }
  *keys() {
    for (const [name] of this.#pairs) yield name;
  }
  *values() {
    for (const [, value] of this.#pairs) yield value;
  }
  get size() {
    return this.#pairs.length;
  }
  toString() {
    return this.#pairs.map(([name, value]) => encode(name) + "=" + encode(value)).join("&");
  }
  get [Symbol.toStringTag]() {
    return "URLSearchParams";
  }
  [custom](depth, options, inspect) {
    const shown = this.#pairs.map(([name, value]) => inspect(name) + " => " + inspect(value));
    return "URLSearchParams {" + (shown.length === 0 ? "}" : " " + shown.join(", ") + " }");
  }
}
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries,
  writable: true,
  configurable: true,
});
const { bind, refill } = URLSearchParams;
delete URLSearchParams.bind;
delete URLSearchParams.refill;

const parse = (input, base) => call("url.parse", base === undefined ? [input] : [input, base]);
const shownParts = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search"];

class URL {
  #parts;
  #params;
  constructor(input, base) {
    need(arguments, 1, ["url"]);
    const text = String(input).toWellFormed();
    const parts = parse(text, base === undefined ? undefined : String(base).toWellFormed());
    if (parts === undefined) {
      const properties = { input: text, ...(base === undefined ? {} : { base: String(base) }) };
      throw codedError("TypeError", "ERR_INVALID_URL", "Invalid URL", properties);
    }
    this.#parts = parts;
  }
  static change = (url, name, value) => {
    url.#parts = call("url.set", [url.#parts.href, name, String(value).toWellFormed()]);
    if (url.#params !== undefined) refill(url.#params, url.search.slice(1));
  };
  static read = (url, name) => url.#parts[name];
  static canParse(input, base) {
    return parse(String(input), base === undefined ? undefined : String(base)) !== undefined;
  }
  static parse(input, base) {
    return URL.canParse(input, base) ? new URL(input, base) : null;
  }
  get searchParams() {
    if (this.#params === undefined) {
      this.#params = new URLSearchParams(this.search);
      bind(this.#params, () => {
        this.#parts = call("url.set", [this.#parts.href, "search", this.#params.toString()]);
      });
    }
    return this.#params;
  }
  toString() {
    return this.#parts.href;
  }
  toJSON() {
    return this.#parts.href;
  }
  get [Symbol.toStringTag]() {
    return "URL";
  }
  [custom](depth, options, inspect) {
    if (typeof depth === "number" && depth < 0) return String(this);
    const shown = {};
    for (const name of shownParts) shown[name] = this[name];
    shown.searchParams = this.searchParams;
    shown.hash = this.hash;
    return this.constructor.name + " " + inspect(shown, options);
  }
}
const { change, read } = URL;
delete URL.change;
delete URL.read;
for (const name of [...shownParts, "hash"]) {
  Object.defineProperty(URL.prototype, name, {
    get() {
      return read(this, name);
    },
    ...(name === "origin"
      ? {}
      : {
          set(value) {
            change(this, name, value);
          },
        }),
    enumerable: true,
    configurable: true,
  });
}
URL.createObjectURL = () => {
  throw codedError("Error", "ERR_METHOD_NOT_IMPLEMENTED", "URL.createObjectURL is not available in the sandbox");
};

return { URL, URLSearchParams };
`;
