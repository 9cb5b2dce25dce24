/** The guest source that says the engine's errors in Node's words: programs print them, and look for them. */

/** Needs the core source, which asks it once for each error. */
export const messagesSource: string = String.raw`
const exact = new Map([
  ["this is not initialized", "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"],
  ["cannot convert symbol to number", "Cannot convert a Symbol value to a number"],
  ["cannot convert symbol to string", "Cannot convert a Symbol value to a string"],
  ["cannot convert BigInt to number", "Cannot mix BigInt and other types, use explicit conversions"],
  ["empty array", "Reduce of empty array with no initial value"],
  ["invalid array length", "Invalid array length"],
  ["expecting hex digit", "URI malformed"],
  ["malformed UTF-8", "URI malformed"],
  ["Date value is NaN", "Invalid time value"],
  ["invalid 'instanceof' right operand", "Right-hand side of 'instanceof' is not callable"],
]);
const digits = {
  toFixed: "toFixed() digits argument must be between 0 and 100",
  toExponential: "toExponential() argument must be between 0 and 100",
  toPrecision: "toPrecision() argument must be between 1 and 100",
};
const name = "[A-Za-z_$][\\w$]*";
const step = "(?:\\." + name + "|\\?\\." + name + "|\\[[^\\[\\]()]*\\]|\\(\\))";

/** The text of the line that an error came up in, from its place on and up to it. */
const around = (site) => {
  const file = site?.getFileName();
  if (typeof file !== "string" || !file.startsWith("/") || site.isNative()) return undefined;
  const line = site.getLineNumber();
  const shift = line === 1 ? (internals.columnShifts.get(file) ?? 0) : 0;
  const text = internals.call("module.line", [file, line, true]);
  if (text === undefined) return undefined;
  const at = site.getColumnNumber() - shift - 1;
  return { before: text.slice(0, at), after: text.slice(at), text };
};

/** The expression that ends with the name at an error's place. */
const calleeAt = ({ before, after }) => {
  const own = new RegExp("^(?:" + name + ")").exec(after)?.[0];
  if (own === undefined) return undefined;
  // The place of a call with a list spread is in the list, that of a computed name in its brackets.
  const member = "(?:" + name + ")(?:\\." + name + "|\\[[^\\[\\]()]*\\])*";
  const spread = /\((?:[^()]*,\s*)?\.\.\.[\w$.]*$/.exec(before);
  if (spread !== null) return new RegExp(member + "$").exec(before.slice(0, spread.index))?.[0];
  if (!/^[\w$]+\s*(?:[([.\x60]|\?\.)/.test(after)) {
    const around = /\(\.\.\.(?:[^()]|\([^()]*\))*(?:\([^()]*)?$/.exec(before);
    if (around !== null) return new RegExp(member + "$").exec(before.slice(0, around.index))?.[0];
  }
  const computed = after.startsWith(own + "](") ? new RegExp(member + "\\[[^\\[\\]()]*$").exec(before)?.[0] : undefined;
  if (computed !== undefined) return computed + own + "]";
  if (!before.endsWith(".")) return own + (new RegExp("^(?:" + step + ")+(?=\\()").exec(after.slice(own.length))?.[0] ?? "");
  const chain = new RegExp("(?:^|[^\\w$.)\\]])((?:" + name + ")" + step + "*)\\??\\.$").exec(before)?.[1];
  if (chain !== undefined) return chain.replaceAll("?.", ".") + "." + own;
  const call = /(?:^|[^\w$.])((?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*)\([^()]*\)\.$/.exec(before)?.[1];
  if (call !== undefined && !new RegExp("new " + call.replaceAll("$", "\\$") + "\\(").test(before)) return call + "(...)." + own;
  return "(intermediate value)." + own;
};

const notCallable = (site, what) => {
  // A native function was given it: most often it was nothing at all.
  if (site?.isNative()) return "undefined is not a " + what;
  const place = around(site);
  const callee = place && calleeAt(place);
  if (callee === undefined) return undefined;
  const isNew = /\bnew\s+(?:[\w$]+\.)*$/.test(place.before);
  const shown = callee.replace(/\[(['"])([A-Za-z_$][\w$]*)\1\]/g, ".$2");
  return shown + " is not a " + (isNew ? "constructor" : what);
};

const notIterable = (site) => {
  const place = around(site);
  // The engine loses the place of what is taken apart.
  if (place?.before === "") {
    const value = /\]\s*=\s*([A-Za-z_$][\w$.]*)/.exec(place.text)?.[1];
    return value && value + " is not iterable";
  }
  const found = place && new RegExp("^(?:\\[?\\.\\.\\.)?(" + name + step + "*)").exec(place.after)?.[1];
  return found === undefined ? undefined : found + " is not iterable";
};

const readOnly = (site, key) => {
  const place = around(site);
  const isName = place?.after.startsWith(key) && !place.before.endsWith(".");
  const rest = place?.after.slice(key.length) ?? "";
  if (isName && /^\s*(?:\+\+|--|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?!=)|\)|;|$| of | in )/.test(rest))
    return "Assignment to constant variable.";
  return "Cannot assign to read only property '" + key + "' of object '" + (/^\d+$/.test(key) ? "[object Array]" : "#<Object>") + "'";
};

const notExtensible = (site) => {
  const place = around(site);
  const found = place && /\.([A-Za-z_$][\w$]*)\s*=(?!=)/.exec(place.text)?.[1];
  return found && "Cannot add property " + found + ", object is not extensible";
};

const destructured = (site) => {
  const place = around(site);
  if (place === undefined) return undefined;
  const found = /\{\s*([A-Za-z_$][\w$]*)[^{}=]*\}\s*=\s*([A-Za-z_$][\w$.]*)?/.exec(place.text);
  if (found === null) return undefined;
  const value = found[2] === "null" ? "null" : "undefined";
  return "Cannot destructure property '" + found[1] + "' of '" + (found[2] ?? value) + "' as it is " + value + ".";
};

const iterator = (value) =>
  value + " is not iterable" + (value === "undefined" ? " (cannot read property Symbol(Symbol.iterator))" : "");

/** Pattern, and what it becomes; undefined leaves it. */
const patterns = [
  [/^cannot read property '(.*)' of (null|undefined)$/s, (site, key, value) =>
    key === "Symbol.iterator" ? iterator(value) : "Cannot read properties of " + value + " (reading '" + key + "')"],
  [/^cannot set property '(.*)' of (null|undefined)$/s, (site, key, value) =>
    "Cannot set properties of " + value + " (setting '" + key + "')"],
  [/^not a function$/, (site) => notCallable(site, "function")],
  [/^not a constructor$/, (site) => notCallable(site, "constructor")],
  [/^value is not iterable$/, notIterable],
  [/^'(.*)' is read-only$/s, readOnly],
  [/^(.*) is not initialized$/s, (site, key) => "Cannot access '" + key + "' before initialization"],
  [/^no setter for property$/, (site) => {
    const key = /\.([A-Za-z_$][\w$]*)\s*[-+*/%&|^?<>]*=(?!=)/.exec(around(site)?.text ?? "")?.[1];
    return key && "Cannot set property " + key + " of #<Object> which has only a getter";
  }],
  [/^object is not extensible$/, notExtensible],
  [/^Cannot convert undefined or null to object$/, destructured],
  [/^class constructors must be invoked with 'new'$/, (site) =>
    "Class constructor " + site?.getFunctionName() + " cannot be invoked without 'new'"],
  [/^private class field '(#.*)' does not exist$/, (site, key) =>
    "Cannot read private member " + key + " from an object whose class did not declare it"],
  [/^invalid number of digits$/, (site) => digits[site?.getFunctionName()]],
];

const { exec } = RegExp.prototype;
const { apply } = Reflect;
const first = /^(?:[a-z']|Date value|Cannot convert undefined)/;

/** Node's words for a message of the engine; undefined for any other text. */
internals.translate = (message, site) => {
  if (message.length > 300 || apply(exec, first, [message]) === null) return undefined;
  const known = exact.get(message);
  if (known !== undefined) return known;
  for (const [pattern, say] of patterns) {
    const found = apply(exec, pattern, [message]);
    if (found !== null) return say(site, found[1], found[2]);
  }
  return undefined;
};
`;
