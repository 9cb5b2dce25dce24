/** The guest source that makes JSON fail in Node's words. */

/** The engine's own functions do the work; only what went wrong is looked for here. */
export const jsonSource: string = String.raw`
const { parse, stringify } = JSON;
const contextLength = 10;

/** What is wrong at a place where a value must be. */
const unexpected = (text, at) => {
  if (at >= text.length) return "Unexpected end of JSON input";
  const found = text[at];
  if (found === '"') return "Unexpected string in JSON at position " + at;
  if (/[\d-]/.test(found)) return "Unexpected number in JSON at position " + at;
  if (["undefined", "NaN", "Infinity", "[object Object]"].includes(text)) return '"' + text + '" is not valid JSON';
  const isLong = text.length > 2 * contextLength;
  const start = isLong && at >= contextLength ? at - contextLength : 0;
  const end = isLong && at < text.length - contextLength ? at + contextLength : text.length;
  const shown = (start > 0 ? "..." : "") + '"' + text.slice(start, end) + '"' + (end < text.length ? "..." : "");
  return "Unexpected token '" + found + "', " + shown + " is not valid JSON";
};

/** Reads one scalar; answers where it ends, or what is wrong. */
const scalar = (text, start) => {
  const fault = (what, at) => what + " in JSON at position " + at;
  if (text[start] === '"') {
    for (let at = start + 1; ; at += 1) {
      if (at >= text.length) return fault("Unterminated string", at);
      if (text[at] === '"') return at + 1;
      if (text[at] < " ") return fault("Bad control character in string literal", at);
      if (text[at] !== "\\") continue;
      at += 1;
      if (at >= text.length) return fault("Unterminated string", at);
      if (text[at] === "u") {
        const digits = /^[\da-f]*/i.exec(text.slice(at + 1, at + 5))[0].length;
        if (digits < 4) return fault("Bad Unicode escape", at + 1 + digits);
        at += 4;
      } else if (!'"\\/bfnrt'.includes(text[at])) return fault("Bad escaped character", at);
    }
  }
  for (const word of ["true", "false", "null"]) {
    if (text[start] !== word[0]) continue;
    for (let index = 0; index < word.length; index += 1)
      if (text[start + index] !== word[index]) return unexpected(text, start + index);
    return start + word.length;
  }
  const number = /(-?)(0|[1-9]\d*)?(\.\d*)?(?:([eE][-+]?)(\d*))?/y;
  number.lastIndex = start;
  const [all, minus, whole, fraction, exponent, power] = number.exec(text);
  const end = start + all.length;
  if (all === "") return unexpected(text, start);
  if (whole === undefined) return minus === "" ? unexpected(text, start) : fault("No number after minus sign", start + 1);
  if (fraction === ".") return fault("Unterminated fractional number", start + minus.length + whole.length + 1);
  if (exponent !== undefined && power === "") return fault("Exponent part is missing a number", end);
  if (whole === "0" && fraction === undefined && /\d/.test(text[end] ?? "")) return fault("Unexpected number", end);
  return end;
};

/** What Node says of a text that is no JSON; undefined when nothing is found. */
const faultOf = (text) => {
  const open = [];
  let at = 0;
  const skip = () => {
    while (at < text.length && " \t\n\r".includes(text[at])) at += 1;
  };
  const wrong = (what) => what + " in JSON at position " + at;
  /** Reads the name of a property and its colon. */
  const key = (what) => {
    skip();
    if (text[at] !== '"') return wrong(what);
    const end = scalar(text, at);
    if (typeof end === "string") return end;
    at = end;
    skip();
    if (text[at] !== ":") return wrong("Expected ':' after property name");
    at += 1;
    return undefined;
  };
  for (;;) {
    skip();
    const start = text[at];
    if (start === "{" || start === "[") {
      at += 1;
      skip();
      if (text[at] !== (start === "{" ? "}" : "]")) {
        open.push(start);
        const fault = start === "{" ? key("Expected property name or '}'") : undefined;
        if (fault !== undefined) return fault;
        continue;
      }
      at += 1;
    } else {
      const end = scalar(text, at);
      if (typeof end === "string") return end;
      at = end;
    }
    for (;;) {
      skip();
      const inside = open.at(-1);
      if (inside === undefined) {
        if (at >= text.length) return undefined;
        return wrong("Unexpected non-whitespace character after JSON").replace(" in JSON", "");
      }
      if (text[at] === ",") {
        at += 1;
        const fault = inside === "{" ? key("Expected double-quoted property name") : undefined;
        if (fault !== undefined) return fault;
        break;
      }
      if (text[at] !== (inside === "{" ? "}" : "]"))
        return wrong(inside === "{" ? "Expected ',' or '}' after property value" : "Expected ',' or ']' after array element");
      open.pop();
      at += 1;
    }
  }
};

/** Where a value leads back to itself, as Node draws it. */
const circleOf = (root) => {
  const path = [];
  const nameOf = (value) => "object with constructor '" + (value.constructor?.name || "Object") + "'";
  const step = (key) => (/^\d+$/.test(key) ? "index " + key : "property '" + key + "'");
  const visit = (value, key) => {
    if (typeof value !== "object" || value === null) return undefined;
    const start = path.findIndex((each) => each.value === value);
    if (start >= 0) {
      const circle = path.slice(start);
      const lines = ["Converting circular structure to JSON", "    --> starting at " + nameOf(value)];
      const steps = circle.slice(1).map((each) => "    |     " + step(each.key) + " -> " + nameOf(each.value));
      if (steps.length > 2) steps.splice(1, steps.length - 2, "    |     ...");
      return [...lines, ...steps, "    --- " + step(key) + " closes the circle"].join("\n");
    }
    if (path.length > 200) return undefined;
    path.push({ value, key });
    for (const inner of Object.keys(value)) {
      const found = visit(value[inner], inner);
      if (found !== undefined) return found;
    }
    path.pop();
    return undefined;
  };
  return visit(root, "");
};

const { defineProperty } = Object;
const define = (name, value) => {
  defineProperty(JSON, name, { value, writable: true, configurable: true });
};

define("parse", function (text, reviver) {
  try {
    return parse(text, reviver);
  } catch (error) {
    if (error instanceof SyntaxError) {
      const fault = faultOf(String(text));
      if (fault !== undefined) throw new SyntaxError(fault);
    }
    throw error;
  }
});
define("stringify", function (value, replacer, space) {
  try {
    return stringify(value, replacer, space);
  } catch (error) {
    if (error instanceof TypeError && error.message === "circular reference") {
      const fault = circleOf(value);
      if (fault !== undefined) throw new TypeError(fault);
    }
    throw error;
  }
});
for (const name of ["parse", "stringify"]) defineProperty(JSON[name], "name", { value: name });
`;
