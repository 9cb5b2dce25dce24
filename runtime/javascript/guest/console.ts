/** The guest source of `console` and of `format`, over the descriptors 1 and 2. */

/** Prints as Node's console does; needs the inspect sources before it. */
export const consoleSource: string = String.raw`
const { inspect } = internals;

/** What stands for a placeholder such as %d. */
const placeholders = {
  s: (value) => {
    if (typeof value === "bigint") return value + "n";
    if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
    if (typeof value !== "object" || value === null) return String(value);
    const hasOwnText =
      typeof value.toString === "function" && value.toString !== Object.prototype.toString;
    if (hasOwnText && !Array.isArray(value) && !(value instanceof Error)) return String(value);
    return inspect(value, { depth: 0 });
  },
  d: (value) =>
    typeof value === "bigint"
      ? value + "n"
      : typeof value === "symbol"
        ? "NaN"
        : inspect(Number(value)),
  i: (value) =>
    typeof value === "bigint"
      ? value + "n"
      : typeof value === "symbol"
        ? "NaN"
        : inspect(Number.parseInt(value, 10)),
  f: (value) => (typeof value === "symbol" ? "NaN" : inspect(Number.parseFloat(value))),
  j: (value) => {
    try {
      return String(JSON.stringify(value));
    } catch (error) {
      if (String(error.message).includes("circular")) return "[Circular]";
      throw error;
    }
  },
  o: (value) => inspect(value, { depth: 4, showHidden: true }),
  O: (value) => inspect(value),
  c: () => "",
};

internals.format = (...values) => {
  let next = 0;
  let text = "";
  if (typeof values[0] === "string") {
    next = 1;
    if (values.length === 1) return values[0];
    text = values[0].replace(/%[sdifjoOc%]/g, (found) => {
      if (found === "%%") return "%";
      if (next >= values.length) return found;
      next += 1;
      return placeholders[found[1]](values[next - 1]);
    });
  }
  for (let index = next; index < values.length; index += 1) {
    const value = values[index];
    text += (index === 0 ? "" : " ") + (typeof value === "string" ? value : inspect(value));
  }
  return text;
};

internals.write = (fd, text) => {
  internals.call("fd.write", [fd], text.isWellFormed() ? text : text.toWellFormed());
};

const counts = new Map();
const timers = new Map();
let indentation = "";

const print = (fd, text) => {
  const lines = indentation === "" ? text : indentation + text.replaceAll("\n", "\n" + indentation);
  internals.write(fd, lines + "\n");
};
const toStdout = (...values) => print(1, internals.format(...values));
const toStderr = (...values) => print(2, internals.format(...values));

const elapsed = (label) => {
  const start = timers.get(label);
  if (start === undefined) return undefined;
  const ms = internals.now() - start;
  return ms >= 1000 ? (ms / 1000).toFixed(3) + "s" : ms.toFixed(3) + "ms";
};

const console = {
  log: toStdout,
  warn: toStderr,
  dir: (value, options) => print(1, inspect(value, options)),
  time: (label = "default") => void timers.set(String(label), internals.now()),
  timeEnd: (label = "default") => {
    const time = elapsed(String(label));
    timers.delete(String(label));
    if (time !== undefined) toStdout(label + ": " + time);
  },
  timeLog: (label = "default", ...values) => {
    const time = elapsed(String(label));
    if (time !== undefined) toStdout(label + ": " + time, ...values);
  },
  trace: (...values) => {
    const error = new Error(internals.format(...values));
    error.name = "Trace";
    const frames = error.stack.split("\n").slice(1).join("\n");
    print(2, "Trace" + (error.message === "" ? "" : ": " + error.message) + "\n" + frames);
  },
  assert: (condition, ...values) => {
    if (condition) return;
    if (typeof values[0] === "string")
      toStderr("Assertion failed: " + values[0], ...values.slice(1));
    else toStderr("Assertion failed", ...values);
  },
  clear: () => {},
  count: (label = "default") => {
    const count = (counts.get(String(label)) ?? 0) + 1;
    counts.set(String(label), count);
    toStdout(label + ": " + count);
  },
  countReset: (label = "default") => void counts.delete(String(label)),
  group: (...values) => {
    if (values.length > 0) toStdout(...values);
    indentation += "  ";
  },
  groupEnd: () => {
    indentation = indentation.slice(2);
  },
  table: (data, columns) => toStdout(internals.table(data, columns) ?? data),
  debug: toStdout,
  info: toStdout,
  dirxml: toStdout,
  error: toStderr,
};
console.groupCollapsed = console.group;
Object.defineProperty(globalThis, "console", {
  value: console,
  writable: true,
  configurable: true,
});
internals.builtins.set("console", console);
`;
