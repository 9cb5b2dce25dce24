/** The first guest source: the door to the host, and errors that look and print as Node's do. */

/** Runs with `host`, the one function that reaches the host, and `engineVersion`; returns what all other sources share. */
export const coreSource: string = String.raw`
const { parse, stringify } = JSON;
const internals = { builtins: new Map(), columnShifts: new Map(), engineVersion };

/** Asks the host. The host answers with plain data, or calls raise below. */
const call = (operation, args, content) => {
  switch (args?.length) {
    case undefined:
    case 0:
      return host(operation, content);
    case 1:
      return host(operation, content, args[0]);
    case 2:
      return host(operation, content, args[0], args[1]);
    default:
      return host(operation, content, ...args);
  }
};
internals.call = call;
/** The same for a few arguments, after the content; for what programs call often. */
internals.host = host;

const bases = { TypeError, RangeError, SyntaxError };

/** Makes an error with a code, as Node's own are: the code stands in the stack but not in the name. */
internals.codedError = (base, code, message, properties, errno) => {
  const error = new (bases[base] ?? Error)(message);
  if (errno !== undefined) error.errno = errno;
  error.code = code;
  if (properties !== undefined) Object.assign(error, properties);
  const stack = error.stack;
  if (code.startsWith("ERR_") && typeof stack === "string" && stack.startsWith(base + ":")) {
    Object.defineProperty(error, "stack", {
      value: base + " [" + code + "]" + stack.slice(base.length),
      writable: true,
      configurable: true,
    });
  }
  return error;
};

internals.argumentError = (name, expected, value) => {
  let received = value === null || value === undefined ? String(value) : "type " + typeof value;
  if (typeof value === "object" && value !== null) {
    received = "an instance of " + (value.constructor?.name || "Object");
  } else if (typeof value === "function") {
    received = "function " + value.name;
  } else if (value !== null && value !== undefined) {
    const shown = typeof value === "string" ? "'" + value + "'" : String(value);
    received += " (" + (shown.length > 28 ? shown.slice(0, 25) + "..." : shown) + ")";
  }
  const message = "The " + name + " must be " + expected + ". Received " + received;
  return internals.codedError("TypeError", "ERR_INVALID_ARG_TYPE", message);
};

/** Throws what the host could not do. */
internals.raise = (text) => {
  const { base, name, code, message, errno, ...properties } = parse(text);
  const error =
    code === undefined
      ? new (bases[base] ?? Error)(message)
      : internals.codedError(base, code, message, properties, errno);
  if (name !== undefined) {
    Object.defineProperty(error, "name", { value: name, writable: true, configurable: true });
  }
  throw error;
};

/** Runs a source that the snapshot does not hold, and answers what it returns. */
internals.load = (name) => call("module.source", [name])(internals);

/** A built-in module, loaded when it is first asked for. */
internals.builtin = (name) => {
  const { builtins, lazyBuiltins } = internals;
  if (!builtins.has(name) && lazyBuiltins.has(name)) internals.load(lazyBuiltins.get(name));
  return builtins.get(name);
};

/** Makes JavaScript of TypeScript; what does that is loaded with the first file. */
let transform;
internals.toJavaScript = (text, path) => (transform ??= internals.load("typescript"))(text, path);

/** Calls a utility. */
internals.utility = (operation, args) =>
  args.length === 1 ? host("utility", operation, args[0]) : call("utility", args, operation);

/** Where each error was made: what an uncaught one is shown with. */
const origins = new WeakMap();
internals.originOf = (error) => origins.get(error);
internals.placeOf = (error) => stringify(origins.get(error));
internals.setOrigin = (error, origin) => void origins.set(error, origin);

/** What stacks start with that nobody has read yet: the name and the message may still change. */
const headers = new WeakMap();
let userPrepare;
/** Frames of these sources; those of native functions belong to who called them. */
const isOwn = (sites, index) => {
  const caller = sites.slice(index).find((site) => !site.isNative());
  const file = caller?.getFileName();
  return typeof file === "string" ? file.startsWith("node:") : true;
};

const toSource = Function.prototype.toString;

/** Whether a frame is of a constructor that nobody wrote, as of a class that only extends Error. */
const isImplied = (site) => {
  if (!site.isConstructor() || site.isNative()) return false;
  const callee = site.getFunction();
  const text = typeof callee === "function" ? toSource.call(callee) : "";
  return text.startsWith("class") && !text.includes("constructor");
};

const headerOf = (error) => {
  try {
    return String(error);
  } catch {
    return "<error>";
  }
};

const positionOf = (site, file) => {
  const line = site.getLineNumber();
  const column =
    site.getColumnNumber() - (line === 1 ? (internals.columnShifts.get(file) ?? 0) : 0);
  return { file, line, column };
};

const frameOf = (site) => {
  const file = site.getFileName();
  const name = site.getFunctionName();
  if (site.isNative() || typeof file !== "string")
    return (name || "<anonymous>") + " (<anonymous>)";
  const { line, column } = positionOf(site, file);
  const place = (file === "<input>" ? "<anonymous>" : file) + ":" + line + ":" + column;
  if (!name || name === "<eval>" || name === "<anonymous>") return place;
  return (site.isConstructor() ? "new " : "") + name + " (" + place + ")";
};

const { getOwnPropertyDescriptor, defineProperty } = Object;

/** Says an error of the engine in Node's words. */
const retell = (error, sites) => {
  if (!(error instanceof Error) || internals.translate === undefined) return;
  const found = getOwnPropertyDescriptor(error, "message");
  if (typeof found?.value !== "string") return;
  const message = internals.translate(found.value, sites[0]);
  if (message !== undefined) defineProperty(error, "message", { ...found, value: message });
};

const prepareStackTrace = (error, sites) => {
  const shown = sites.filter((site, index) => !isOwn(sites, index) && !isImplied(site));
  // The engine asks again, with fewer frames, each time the error leaves a function of these sources.
  if (typeof error === "object" && error !== null && !origins.has(error)) {
    const site = shown.find((each) => String(each.getFileName()).startsWith("/"));
    if (site !== undefined) origins.set(error, positionOf(site, site.getFileName()));
  }
  retell(error, sites);
  if (typeof userPrepare === "function") return userPrepare(error, shown);
  const header = headerOf(error);
  if (typeof error === "object" && error !== null) headers.set(error, header);
  let stack = header;
  for (const site of shown) stack += "\n    at " + frameOf(site);
  return stack;
};
Error.prepareStackTrace = prepareStackTrace;
Object.defineProperty(Error, "prepareStackTrace", {
  get: () => userPrepare,
  set: (value) => {
    userPrepare = value;
  },
  configurable: true,
});

const stackOf = Object.getOwnPropertyDescriptor(Error.prototype, "stack").get;
Object.defineProperty(Error.prototype, "stack", {
  get() {
    const stack = stackOf.call(this);
    const header = headers.get(this);
    if (header === undefined) return stack;
    headers.delete(this);
    const current = headerOf(this);
    if (current === header) return stack;
    const value = current + stack.slice(header.length);
    Object.defineProperty(this, "stack", { value, writable: true, configurable: true });
    return value;
  },
  // The engine's own refuses what is no string; in Node it is a property like any other.
  set(value) {
    headers.delete(this);
    Object.defineProperty(this, "stack", { value, writable: true, configurable: true });
  },
  configurable: true,
});

return internals;
`;
