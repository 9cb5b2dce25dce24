/** The guest source that shows objects, as Node's `util.inspect` does. */

/** Walks objects down to a depth; needs the layout source before it. */
export const inspectObjectsSource: string = String.raw`
const { primitive, primitiveText, keyText, longText, combine, paint, defaultOptions, colors, styles } =
  internals.layout;
const { makerOf, tagOf, nameOf, functionName, errorText } = internals.naming;
const custom = Symbol.for("nodejs.util.inspect.custom");
const TypedArray = Object.getPrototypeOf(Uint8Array);
const isBoxed = (value) =>
  [Number, String, Boolean, BigInt, Symbol].find((type) => value instanceof type);

const keysOf = (state, value, isHidden) => {
  if (state.showHidden) return Reflect.ownKeys(value).filter((key) => !isHidden(key));
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
  return [...Object.keys(value), ...symbols].filter((key) => !isHidden(key));
};

/** What stands for a property that is not only a value. */
const accessorText = (state, value, { get, set }, level) => {
  const label = get === undefined ? "Setter" : set === undefined ? "Getter" : "Getter/Setter";
  const wanted =
    state.getters === true ||
    (state.getters === "get" && set === undefined) ||
    (state.getters === "set" && set !== undefined);
  if (get === undefined || !wanted) return paint(state, "[" + label + "]", "special");
  let result;
  try {
    result = get.call(value);
  } catch (error) {
    return paint(state, "[" + label + ": <Inspection threw (" + error.message + ")>]", "special");
  }
  if (typeof result === "object" && result !== null)
    return paint(state, "[" + label + "]", "special") + " " + nested(state, result, level);
  const text = primitive(state, result);
  return paint(state, "[" + label + ":", "special") + " " + text + paint(state, "]", "special");
};

const property = (state, value, key, level) => {
  const found = Object.getOwnPropertyDescriptor(value, key) ?? {
    value: value[key],
    enumerable: true,
  };
  let text;
  if ("value" in found) text = nested(state, found.value, level);
  else if (found.get === undefined && found.set === undefined) text = paint(state, "undefined", "undefined");
  else text = accessorText(state, value, found, level);
  return (found.enumerable ? keyText(state, key) : "[" + String(key) + "]") + ": " + text;
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
  const { maxItems } = state;
  let index = 0;
  for (; index < value.length && items.length < maxItems; index += 1) {
    if (Object.hasOwn(value, index)) {
      items.push(nested(state, value[index], level));
      continue;
    }
    const next = Object.keys(value).find((key) => Number(key) > index && /^\d+$/.test(key));
    const gap = Math.min(next === undefined ? value.length : Number(next), value.length) - index;
    items.push(paint(state, "<" + gap + " empty item" + (gap > 1 ? "s" : "") + ">", "undefined"));
    index += gap - 1;
  }
  if (index < value.length) items.push(more(value.length - index));
  return items;
};

const firstOf = ({ maxItems }, values, showOne) => {
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
    if (settled === "pending") return [paint(state, "<pending>", "special")];
    const mark = settled === "rejected" ? paint(state, "<rejected>", "special") + " " : "";
    return [mark + nested(state, result, level)];
  };
  return { prefix: nameOf(value, "Promise"), isEmpty: false, entries };
};

const viewShape = (state, value, level) => {
  const entries = () =>
    ["byteLength", "byteOffset", "buffer"].map((name) => name + ": " + nested(state, value[name], level));
  return { prefix: nameOf(value, "DataView"), isEmpty: false, entries };
};

const bufferShape = (state, value) => {
  const bytes = new Uint8Array(value);
  const hex = [...bytes.subarray(0, 50)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join(" ");
  const rest = bytes.length > 50 ? " " + more(bytes.length - 50).replace("item", "byte") : "";
  const entries = () => [
    paint(state, "[Uint8Contents]", "special") + ": <" + hex + rest + ">",
    "byteLength: " + primitive(state, bytes.length),
  ];
  return { prefix: nameOf(value, "ArrayBuffer"), isEmpty: false, entries };
};

const boxedShape = (state, type, value) => {
  const shown = primitiveText(state, type.prototype.valueOf.call(value));
  const text = "[" + type.name + ": " + shown + "]";
  return { text, kind: type.name.toLowerCase(), isHidden: type === String ? isIndex : never };
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
    const entries = () => firstOf(state, Map.prototype.entries.call(value), entry);
    return { prefix: nameOf(value, "Map", value.size), isEmpty: value.size === 0, entries };
  }
  if (value instanceof Set) {
    const entries = () =>
      firstOf(state, Set.prototype.values.call(value), (item) => nested(state, item, level));
    return { prefix: nameOf(value, "Set", value.size), isEmpty: value.size === 0, entries };
  }
  if (value instanceof Error) return errorShape(state, value, level);
  if (typeof value === "function") return { text: functionName(value), kind: "special" };
  if (value instanceof RegExp)
    return { text: RegExp.prototype.toString.call(value), kind: "regexp" };
  if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    return { text, kind: "date" };
  }
  if (value instanceof Promise) return promiseShape(state, value, level);
  if (value instanceof ArrayBuffer) return bufferShape(state, value);
  if (value instanceof DataView) return viewShape(state, value, level);
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return { prefix: nameOf(value, "WeakSet"), isEmpty: false, entries: () => [paint(state, "<items unknown>", "special")] };
  }
  const boxed = isBoxed(value);
  if (boxed !== undefined) return boxedShape(state, boxed, value);
  if (Object.prototype.toString.call(value) === "[object Arguments]")
    return { prefix: "[Arguments]" };
  if (Object.prototype.toString.call(value) === "[object Module]" && Object.getPrototypeOf(value) === null)
    return { prefix: "[Module: null prototype]" };
  const name = nameOf(value, "Object");
  return { prefix: name === "Object" ? "" : name };
};

const shallow = (state, value) => {
  const maker = makerOf(value);
  const name = maker === null ? "Object: null prototype" : maker + tagOf(value, maker);
  return paint(state, Array.isArray(value) ? "[Array]" : "[" + name + "]", "special");
};

/** The options that a value's own way of showing itself is given. */
const optionsFor = (state, depth) => {
  const options = Object.fromEntries(Object.keys(defaultOptions).map((name) => [name, state[name]]));
  return { ...options, depth, stylize: (text, kind) => paint(state, String(text), kind) };
};

const show = (state, value, level) => {
  if (typeof value === "string") return longText(state, value);
  if ((typeof value !== "object" || value === null) && typeof value !== "function")
    return primitive(state, value);
  const own = state.customInspect ? value[custom] : undefined;
  if (typeof own === "function" && own !== internals.inspect) {
    const depth = state.depth - level;
    const shown = own.call(value, depth, optionsFor(state, depth), internals.inspect);
    if (shown !== value) {
      if (typeof shown !== "string") return show(state, shown, level);
      return shown.replaceAll("\n", "\n" + " ".repeat(state.indentation));
    }
  }
  if (state.seen.includes(value)) {
    if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
    return paint(state, "[Circular *" + state.circular.get(value) + "]", "special");
  }
  return showObject(state, value, level);
};

const showObject = (state, value, level) => {
  const shape = describe(state, value, level);
  const { text, prefix = "", close = "}", isHidden = never, isEmpty = true, isList } = shape;
  const keys = keysOf(state, value, isHidden);
  const open = (prefix === "" ? "" : prefix + " ") + (shape.open ?? "{");
  const alone = text === undefined ? undefined : paint(state, text, shape.kind);
  if (isEmpty && keys.length === 0) return alone ?? open + close;
  if (level > state.depth) return alone ?? shallow(state, value);
  state.seen.push(value);
  state.level = level;
  const items = shape.entries?.() ?? [];
  const cut = isList && value.length > state.maxItems ? 1 : 0;
  const named = [];
  for (const key of keys) named.push(property(state, value, key, level));
  if (!state.showHidden)
    for (const key of shape.hidden ?? []) named.push(property(state, value, key, level));
  const order = typeof state.sorted === "function" ? state.sorted : undefined;
  if (state.sorted) named.sort(order);
  items.push(...named);
  if (state.sorted && !isList) items.sort(order);
  state.seen.pop();
  const index = state.circular.get(value);
  const reference = index === undefined ? "" : paint(state, "<ref *" + index + ">", "special");
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

/** Options may also be given one by one: whether to show what is hidden, the depth, colours. */
internals.inspect = (value, options, depth, hasColors) => {
  const given =
    typeof options === "object" && options !== null
      ? options
      : {
          ...(options === undefined ? {} : { showHidden: Boolean(options) }),
          ...(depth === undefined ? {} : { depth }),
          ...(hasColors === undefined ? {} : { colors: Boolean(hasColors) }),
        };
  const state = { ...defaultOptions, seen: [], circular: new Map(), indentation: 0, level: 0 };
  for (const name of Object.keys(given)) if (given[name] !== undefined) state[name] = given[name];
  state.depth ??= Infinity;
  state.maxItems = Math.max(0, state.maxArrayLength ?? Infinity);
  return show(state, value, 0);
};
internals.inspect.custom = custom;
Object.assign(internals.inspect, { colors, styles });
Object.defineProperty(internals.inspect, "name", { value: "inspect" });
Object.defineProperty(internals.inspect, "defaultOptions", {
  get: () => defaultOptions,
  set: (options) => void Object.assign(defaultOptions, options),
  enumerable: true,
});
`;
