/** The guest source that shows objects, as Node's `util.inspect` does. */

/** Walks objects down to a depth; needs the layout source before it. */
export const inspectObjectsSource: string = String.raw`
const { primitive, keyText, longText, combine } = internals.layout;
const custom = Symbol.for("nodejs.util.inspect.custom");
const maxItems = 100;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const isBoxed = (value) =>
  [Number, String, Boolean, BigInt, Symbol].find((type) => value instanceof type);

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
  if (Object.hasOwn(value, Symbol.toStringTag)) return "";
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

const keysOf = (value, isHidden) => {
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
  return [...Object.keys(value), ...symbols].filter((key) => !isHidden(key));
};

const property = (state, value, key, level) => {
  const found = Object.getOwnPropertyDescriptor(value, key) ?? {
    value: value[key],
    enumerable: true,
  };
  let text;
  if ("value" in found) {
    state.indentation += 2;
    text = show(state, found.value, level + 1);
    state.indentation -= 2;
  } else if (found.get !== undefined) {
    text = found.set === undefined ? "[Getter]" : "[Getter/Setter]";
  } else text = found.set === undefined ? "undefined" : "[Setter]";
  return (found.enumerable ? keyText(key) : "[" + String(key) + "]") + ": " + text;
};

const more = (count) => "... " + count + " more item" + (count > 1 ? "s" : "");

const nested = (state, value, level) => {
  state.indentation += 2;
  const text = show(state, value, level + 1);
  state.indentation -= 2;
  return text;
};

const listItems = (state, value, level) => {
  const items = [];
  let index = 0;
  for (; index < value.length && items.length < maxItems; index += 1) {
    if (Object.hasOwn(value, index)) {
      items.push(nested(state, value[index], level));
      continue;
    }
    const next = Object.keys(value).find((key) => Number(key) > index && /^\d+$/.test(key));
    const gap = Math.min(next === undefined ? value.length : Number(next), value.length) - index;
    items.push("<" + gap + " empty item" + (gap > 1 ? "s" : "") + ">");
    index += gap - 1;
  }
  if (index < value.length) items.push(more(value.length - index));
  return items;
};

const firstOf = (values, showOne) => {
  const all = [...values];
  const items = all.slice(0, maxItems).map(showOne);
  if (all.length > maxItems) items.push(more(all.length - maxItems));
  return items;
};

const isIndex = (key) => typeof key === "string" && /^(?:0|[1-9]\d*)$/.test(key);
const never = () => false;

const listShape = (state, value, level, prefix) => ({
  prefix,
  open: "[",
  close: "]",
  isList: true,
  isEmpty: value.length === 0,
  isHidden: isIndex,
  entries: () => listItems(state, value, level),
});

const errorShape = (state, value, level) => {
  const text = errorText(value, state);
  const isHidden = (key) =>
    key === "stack" || key === "message" || (key === "name" && text.includes(String(value.name)));
  const isEnumerable = (key) => Object.prototype.propertyIsEnumerable.call(value, key);
  const hidden = ["cause", "errors"].filter(
    (key) => Object.hasOwn(value, key) && !isEnumerable(key),
  );
  return { text, isHidden, isEmpty: hidden.length === 0, hidden };
};

const promiseShape = (state, value, level) => {
  const { settled, result } = internals.promiseState(value);
  const entries = () => {
    if (settled === "pending") return ["<pending>"];
    return [(settled === "rejected" ? "<rejected> " : "") + nested(state, result, level)];
  };
  return { prefix: nameOf(value, "Promise"), isEmpty: false, entries };
};

const bufferShape = (value) => {
  const bytes = new Uint8Array(value);
  const hex = [...bytes.subarray(0, 50)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join(" ");
  const rest = bytes.length > 50 ? " " + more(bytes.length - 50).replace("item", "byte") : "";
  const entries = () => ["[Uint8Contents]: <" + hex + rest + ">", "byteLength: " + bytes.length];
  return { prefix: nameOf(value, "ArrayBuffer"), isEmpty: false, entries };
};

const boxedShape = (type, value) => {
  const text = "[" + type.name + ": " + primitive(type.prototype.valueOf.call(value)) + "]";
  return { text, isHidden: type === String ? isIndex : never };
};

/** How a value is shown: as text alone or as entries in brackets, with named properties after either. */
const describe = (state, value, level) => {
  if (Array.isArray(value)) {
    const name = nameOf(value, "Array", value.length);
    return listShape(state, value, level, name === "Array(" + value.length + ")" ? "" : name);
  }
  if (value instanceof TypedArray)
    return listShape(state, value, level, nameOf(value, "TypedArray", value.length));
  if (value instanceof Map) {
    const entry = ([key, item]) => nested(state, key, level) + " => " + nested(state, item, level);
    const entries = () => firstOf(Map.prototype.entries.call(value), entry);
    return { prefix: nameOf(value, "Map", value.size), isEmpty: value.size === 0, entries };
  }
  if (value instanceof Set) {
    const entries = () =>
      firstOf(Set.prototype.values.call(value), (item) => nested(state, item, level));
    return { prefix: nameOf(value, "Set", value.size), isEmpty: value.size === 0, entries };
  }
  if (value instanceof Error) return errorShape(state, value, level);
  if (typeof value === "function") return { text: functionName(value) };
  if (value instanceof RegExp) return { text: RegExp.prototype.toString.call(value) };
  if (value instanceof Date) {
    return { text: Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString() };
  }
  if (value instanceof Promise) return promiseShape(state, value, level);
  if (value instanceof ArrayBuffer) return bufferShape(value);
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return { prefix: nameOf(value, "WeakSet"), isEmpty: false, entries: () => ["<items unknown>"] };
  }
  const boxed = isBoxed(value);
  if (boxed !== undefined) return boxedShape(boxed, value);
  if (Object.prototype.toString.call(value) === "[object Arguments]")
    return { prefix: "[Arguments]" };
  const name = nameOf(value, "Object");
  return { prefix: name === "Object" ? "" : name };
};

const shallow = (value) => {
  const maker = makerOf(value);
  if (Array.isArray(value)) return "[Array]";
  return "[" + (maker === null ? "Object: null prototype" : maker + tagOf(value, maker)) + "]";
};

const show = (state, value, level) => {
  if (typeof value === "string") return longText(value, state.indentation);
  if ((typeof value !== "object" || value === null) && typeof value !== "function")
    return primitive(value);
  const own = value[custom];
  if (typeof own === "function" && own !== internals.inspect) {
    const depth = state.depth - level;
    const shown = own.call(value, depth, { depth }, internals.inspect);
    if (shown !== value) {
      if (typeof shown !== "string") return show(state, shown, level);
      return shown.replaceAll("\n", "\n" + " ".repeat(state.indentation));
    }
  }
  if (state.seen.includes(value)) {
    if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
    return "[Circular *" + state.circular.get(value) + "]";
  }
  return showObject(state, value, level);
};

const showObject = (state, value, level) => {
  const shape = describe(state, value, level);
  const { text, prefix = "", close = "}", isHidden = never, isEmpty = true, isList } = shape;
  const keys = keysOf(value, isHidden);
  const open = (prefix === "" ? "" : prefix + " ") + (shape.open ?? "{");
  if (isEmpty && keys.length === 0) return text ?? open + close;
  if (level > state.depth) return text ?? shallow(value);
  state.seen.push(value);
  state.level = level;
  const items = shape.entries?.() ?? [];
  const cut = isList && value.length > maxItems ? 1 : 0;
  for (const key of [...keys, ...(shape.hidden ?? [])])
    items.push(property(state, value, key, level));
  state.seen.pop();
  const reference = state.circular.has(value) ? "<ref *" + state.circular.get(value) + ">" : "";
  const base = [reference, text ?? ""].filter((part) => part !== "").join(" ");
  const list = isList ? { hidden: cut, isNumeric: hasNumbers(value, items.length) } : undefined;
  return combine(state, items, { base, open, close, level, list });
};

const hasNumbers = (value, count) => {
  for (let index = 0; index < count; index += 1) {
    if (typeof value[index] !== "number" && typeof value[index] !== "bigint") return false;
  }
  return true;
};

internals.inspect = (value, options) => {
  const depth = options?.depth === null ? Infinity : (options?.depth ?? 2);
  const state = { depth, seen: [], circular: new Map(), indentation: 0, level: 0 };
  return show(state, value, 0);
};
internals.inspect.custom = custom;
`;
