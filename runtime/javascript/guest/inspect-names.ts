/** The guest source that names values by what made them, for `util.inspect`. */

/** Needs nothing but the core source. */
export const inspectNamesSource: string = String.raw`
/** The name of what made a value, found without running its getters. */
const makerOf = (value) => {
  for (let each = value; each !== null; each = Object.getPrototypeOf(each)) {
    const found = Object.getOwnPropertyDescriptor(each, "constructor");
    if (
      typeof found?.value === "function" &&
      found.value.name !== "" &&
      value instanceof found.value
    ) {
      return found.value.name;
    }
  }
  return null;
};

const tagOf = (value, maker) => {
  // As a property of its own it is shown once already.
  if (Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)) return "";
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {}
  return typeof tag === "string" && tag !== "" && tag !== maker ? " [" + tag + "]" : "";
};

const nameOf = (value, fallback, size) => {
  const maker = makerOf(value);
  const sized = (text) => (size === undefined ? text : text + "(" + size + ")");
  if (maker === null) return "[" + sized(fallback) + ": null prototype]" + tagOf(value, "");
  return sized(maker) + tagOf(value, maker);
};

const functionName = (value) => {
  const text = Function.prototype.toString.call(value);
  const maker = makerOf(value) ?? "Function";
  if (text.startsWith("class") && text.endsWith("}")) {
    const parent = Object.getPrototypeOf(value)?.name;
    return "[class " + (value.name || "(anonymous)") + (parent ? " extends " + parent : "") + "]";
  }
  return "[" + maker + (value.name ? ": " + value.name : " (anonymous)") + "]";
};

const errorText = (error, state) => {
  let stack;
  try {
    stack = error.stack;
  } catch {}
  if (typeof stack !== "string" || stack === "") return "[" + String(error) + "]";
  const name = error.name === "Error" || error.name === undefined ? makerOf(error) : error.name;
  const first = /^([A-Z][a-z_A-Z0-9[\]()-]+)(?::|\n\s+at|$)/.exec(stack);
  if (
    typeof name === "string" &&
    first !== null &&
    !stack.slice(0, stack.indexOf("\n") >>> 0).includes(name)
  ) {
    stack = name + stack.slice(first[1].length);
  }
  if (!stack.includes("\n    at ")) stack = "[" + stack + "]";
  return state.indentation === 0
    ? stack
    : stack.replaceAll("\n", "\n" + " ".repeat(state.indentation));
};

internals.naming = { makerOf, tagOf, nameOf, functionName, errorText };
`;
