/** The guest source of `node:buffer`: the package of that name, with encodings at the engine's and the host's speed. */

/** Needs the encodings source and the package before it. */
export const bufferSource: string = String.raw`
const { Buffer, SlowBuffer, INSPECT_MAX_BYTES, kMaxLength } = internals.bufferPackage;
const { codedError, encodingOf, toBytes, toText } = internals;
const { prototype } = Buffer;
const { from, isEncoding } = Buffer;
const { write } = prototype;
const define = (target, name, value) => {
  Object.defineProperty(value, "name", { value: name });
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
};

const encodingFor = (value) => {
  if (value === undefined || value === null || value === "") return "utf8";
  const encoding = typeof value === "string" ? encodingOf(value) : undefined;
  if (encoding === undefined)
    throw internals.codedError("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: " + value);
  return encoding;
};

/** Makes a Buffer of bytes that nobody else has. */
const toBuffer = (bytes) => Object.setPrototypeOf(bytes, prototype);
internals.toBuffer = toBuffer;

define(Buffer, "from", (value, encoding, length) => {
  if (typeof value === "string") return toBuffer(toBytes(value, encodingFor(encoding)));
  if (value === null || (typeof value !== "object" && typeof value !== "function"))
    throw internals.argumentError(
      "first argument",
      "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object",
      value,
    );
  return from(value, encoding, length);
});
define(Buffer, "byteLength", (value, encoding) => {
  if (typeof value !== "string") {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
    throw internals.argumentError(
      '"string" argument',
      "of type string or an instance of Buffer or ArrayBuffer",
      value,
    );
  }
  const name = encodingOf(encoding ?? "utf8") ?? "utf8";
  if (name === "ascii" || name === "latin1") return value.length;
  return name === "utf16le" ? value.length * 2 : toBytes(value, name).length;
});
define(Buffer, "isEncoding", (value) => typeof value === "string" && encodingOf(value) !== undefined);
define(Buffer, "copyBytesFrom", (view, offset = 0, length = view.length - offset) =>
  from(view.slice(offset, offset + length).buffer),
);

define(prototype, "toString", function (encoding, start = 0, end = this.length) {
  const first = Math.max(0, Math.trunc(start) || 0);
  const last = Math.min(this.length, Math.trunc(end) || 0);
  if (last <= first) return "";
  const isWhole = first === 0 && last === this.length;
  return toText(isWhole ? this : this.subarray(first, last), encodingFor(encoding));
});
define(prototype, "toLocaleString", prototype.toString);
Object.defineProperty(prototype.toString, "name", { value: "toString" });
define(prototype, "write", function (text, ...rest) {
  const last = rest.at(-1);
  if (typeof last === "string" && encodingFor(last) === "base64url") rest[rest.length - 1] = "base64";
  return write.call(this, text, ...rest);
});
/** Bits of the number that a method reads or writes, and whether it has a sign; undefined for fractions. */
const shapeOf = (name, byteLength) => {
  const [, unsigned, kind, bits] = /^(?:read|write)(?:Big)?(U)?(Int|Float|Double)(\d+)?/.exec(name);
  if (kind !== "Int") return { bytes: kind === "Float" ? 4 : 8 };
  const bytes = bits === undefined ? byteLength : Number(bits) / 8;
  return { bytes, isUnsigned: unsigned !== undefined };
};

const withUnderscores = (value) => {
  const text = String(value);
  const isLarge = typeof value === "bigint" || Math.abs(value) > 2 ** 32;
  return isLarge ? text.replace(/\B(?=(?:\d{3})+$)/g, "_") + (typeof value === "bigint" ? "n" : "") : text;
};
const outOfRange = (name, range, value) =>
  codedError(
    "RangeError",
    "ERR_OUT_OF_RANGE",
    'The value of "' + name + '" is out of range. It must be ' + range + ". Received " + withUnderscores(value),
  );

/** What Node says when a number does not fit into a buffer, or its place is not there. */
const rangeError = (name, buffer, args) => {
  const isWrite = name.startsWith("write");
  const [offset = 0, byteLength] = isWrite ? args.slice(1) : args;
  const { bytes, isUnsigned } = shapeOf(name, byteLength);
  const last = buffer.length - bytes;
  if (offset > last || offset < 0) {
    if (last < 0)
      return codedError("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
    return outOfRange("offset", ">= 0 and <= " + last, offset);
  }
  if (!Number.isInteger(offset)) return outOfRange("offset", "an integer", offset);
  const bits = bytes * 8;
  const mark = name.includes("Big") ? "n" : "";
  const half = mark + " ** " + (bits - 1) + mark;
  if (bytes > 4)
    return outOfRange(
      "value",
      isUnsigned ? ">= 0" + mark + " and < 2" + mark + " ** " + bits + mark : ">= -(2" + half + ") and < 2" + half,
      args[0],
    );
  const range = isUnsigned
    ? ">= 0 and <= " + (2 ** bits - 1)
    : ">= -" + 2 ** (bits - 1) + " and <= " + (2 ** (bits - 1) - 1);
  return outOfRange("value", range, args[0]);
};
for (const name of Object.getOwnPropertyNames(prototype)) {
  if (!/^(?:read|write)(?:Big)?U?(?:Int|Float|Double)/i.test(name)) continue;
  const run = prototype[name];
  define(prototype, name, function (...args) {
    try {
      return Reflect.apply(run, this, args);
    } catch (error) {
      if (error instanceof RangeError) throw rangeError(name.replace("Uint", "UInt"), this, args);
      throw error;
    }
  });
}
for (const name of ["utf8", "latin1", "ascii", "hex", "base64", "base64url", "ucs2"]) {
  define(prototype, name + "Slice", function (start, end) {
    return this.toString(name, start, end);
  });
  define(prototype, name + "Write", function (text, offset = 0, length = this.length - offset) {
    return this.write(text, offset, length, name);
  });
}

const show = function () {
  const hex = Array.from(this.subarray(0, INSPECT_MAX_BYTES), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  const rest = this.length - hex.length;
  if (rest > 0) hex.push("... " + rest + " more byte" + (rest > 1 ? "s" : ""));
  return "<" + this.constructor.name + " " + hex.join(" ").trimEnd() + ">";
};
for (const name of ["inspect", Symbol.for("nodejs.util.inspect.custom")])
  Object.defineProperty(prototype, name, { value: show, writable: true, configurable: true });

class Blob {
  #bytes;
  #type;
  constructor(parts = [], { type = "" } = {}) {
    const chunks = Array.from(parts, (part) => {
      if (part instanceof Blob) return part.#bytes;
      return typeof part === "string" ? Buffer.from(part) : Buffer.from(internals.bytesOf(part, 'The "sources" argument'));
    });
    this.#bytes = Buffer.concat(chunks);
    this.#type = String(type).toLowerCase();
  }
  get size() {
    return this.#bytes.length;
  }
  get type() {
    return this.#type;
  }
  async text() {
    return this.#bytes.toString();
  }
  async bytes() {
    return new Uint8Array(this.#bytes);
  }
  async arrayBuffer() {
    return new Uint8Array(this.#bytes).buffer;
  }
  slice(start = 0, end = this.size, type = "") {
    return new Blob([this.#bytes.subarray(start, end)], { type });
  }
  get [Symbol.toStringTag]() {
    return "Blob";
  }
  [Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) {
    return "Blob " + inspect({ size: this.size, type: this.type }, options);
  }
}

for (const [name, value] of Object.entries({ Buffer, Blob })) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
const isUtf8 = (value) => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(value);
    return true;
  } catch {
    return false;
  }
};
internals.builtins.set("buffer", {
  Buffer,
  SlowBuffer,
  Blob,
  INSPECT_MAX_BYTES,
  kMaxLength,
  kStringMaxLength: 536870888,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 536870888 },
  isAscii: (value) => internals.bytesOf(value, 'The "input" argument').every((byte) => byte < 128),
  isUtf8,
  transcode: (source, from, to) => Buffer.from(source.toString(from), to),
  atob,
  btoa,
});
`;
