/** One QuickJS machine: values, text, bytes and calls over its linear memory. */
import { allocateString, dropString, finishString, isAscii } from "./guest-string.ts";
import { GuestThrow, NoGuestMemory } from "./guest-throw.ts";
import type { Box, Pointer, QuickJsExports } from "./quickjs-exports.ts";
import { toWellFormedUtf8 } from "./well-formed-utf8.ts";

/** How source text is compiled: bits of QuickJS's `JS_EVAL_*` flags. */
export const evalFlags = { script: 0, module: 1, compileOnly: 32, async: 128 } as const;

/** Bytes in linear memory; valid until the guest runs again. */
export interface Span {
  readonly pointer: Pointer;
  readonly length: number;
}

/** The most values that one call takes. */
const maxArguments = 8;
/** Where out-parameters and argument lists are put. */
const scratchBytes = 16 + 4 * maxArguments;

const encoder = new TextEncoder();
const lenientDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Hands values to a QuickJS instance and takes them back. Methods that return a box give it to the caller. */
export class QuickJsVm {
  readonly exports: QuickJsExports;
  /** Survives in snapshots, as all pointers do. */
  readonly context: Pointer;
  readonly scratch: Pointer;
  /** Views of linear memory; growth detaches them, and then they are empty. */
  #bytes = new Uint8Array();
  #words = new Int32Array();
  #view = new DataView(new ArrayBuffer(0));

  /** Takes a machine that has been initialized; `scratch` is what its first owner used. */
  constructor(exports: QuickJsExports, scratch?: Pointer) {
    this.exports = exports;
    this.context = exports.qjs_get_context_ptr();
    this.scratch = scratch ?? exports.wasm_malloc(scratchBytes);
  }

  /** All of linear memory. Do not keep: growth replaces it. */
  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#look();
    return this.#bytes;
  }

  /** All of linear memory as 32-bit words. Do not keep: growth replaces it. */
  get words(): Int32Array {
    if (this.#bytes.length === 0) this.#look();
    return this.#words;
  }

  /** All of linear memory, to read and write numbers. Do not keep: growth replaces it. */
  get view(): DataView {
    if (this.#bytes.length === 0) this.#look();
    return this.#view;
  }

  #look(): void {
    const { buffer } = this.exports.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
    this.#view = new DataView(buffer);
  }

  /** Allocates and fills; the caller frees with `free`. A zero byte follows. Throws `NoGuestMemory`. */
  store(bytes: Uint8Array): Pointer {
    const pointer = this.#allocate(bytes.length + 1);
    this.bytes.set(bytes, pointer);
    this.bytes[pointer + bytes.length] = 0;
    return pointer;
  }

  free(pointer: Pointer): void {
    this.exports.wasm_free(pointer);
  }

  newText(text: string): Box {
    if (text === "") return this.newTextFrom(new Uint8Array());
    const raw = allocateString(this, text.length);
    const { read, written } = encoder.encodeInto(text, this.slice(raw));
    if (read === text.length && written === read) return finishString(this, raw, read);
    dropString(this, raw);
    return this.#copyIn(encoder.encode(text), this.exports.qjs_new_string);
  }

  /** A string from UTF-8; broken sequences become U+FFFD. */
  newTextFrom(utf8: Uint8Array): Box {
    return this.newTextBy(utf8.length, (target) => {
      target.set(utf8);
      return utf8.length;
    });
  }

  /** As `newTextFrom`, of at most `maxBytes`, which `fill` writes to where they stay; it returns how many came. */
  newTextBy(maxBytes: number, fill: (target: Uint8Array) => number): Box {
    const raw = allocateString(this, maxBytes);
    let isValue = false;
    try {
      const length = fill(this.slice(raw));
      const span = { pointer: raw.pointer, length };
      // Of empty text there is one, which the engine has.
      isValue = length > 0 && isAscii(this, span);
      if (isValue) return finishString(this, raw, length);
      const given = this.slice(span);
      const utf8 = toWellFormedUtf8(given);
      if (utf8 !== given) return this.#copyIn(utf8, this.exports.qjs_new_string);
      return this.#made(this.exports.qjs_new_string(raw.pointer, length));
    } finally {
      if (!isValue) dropString(this, raw);
    }
  }

  /** What JSON text stands for. Throws `GuestThrow`. */
  newJson(json: string): Box {
    const utf8 = encoder.encode(json);
    const pointer = this.store(utf8);
    const end = pointer + utf8.length;
    // The name of the source is the empty text at the end.
    const bits = this.exports.JS_ParseJSON(this.context, pointer, utf8.length, end);
    this.free(pointer);
    return this.newFromBits(bits);
  }

  newBytes(bytes: Uint8Array): Box {
    return this.#copyIn(bytes, this.exports.qjs_new_uint8_array);
  }

  /** A `Uint8Array` of at most `maxBytes`, which `fill` writes; it returns how many came. */
  newBytesBy(maxBytes: number, fill: (target: Uint8Array) => number): Box {
    const pointer = this.#allocate(maxBytes + 1);
    try {
      const length = fill(this.slice({ pointer, length: maxBytes }));
      return this.#made(this.exports.qjs_new_uint8_array(pointer, length));
    } finally {
      this.free(pointer);
    }
  }

  newNumber(value: number): Box {
    return this.#made(this.exports.qjs_new_number(value));
  }

  newBoolean(value: boolean): Box {
    const { exports } = this;
    return this.#made(value ? exports.qjs_get_true() : exports.qjs_get_false());
  }

  newUndefined(): Box {
    return this.#made(this.exports.qjs_get_undefined());
  }

  /** A box for 64 bits that are a `JSValue`. Throws `GuestThrow` when they stand for an exception. */
  newFromBits(bits: bigint): Box {
    const box = this.#made(this.exports.qjs_get_undefined());
    this.view.setBigInt64(box, BigInt.asIntN(64, bits), true);
    return this.#made(box);
  }

  freeValue(box: Box): void {
    this.exports.qjs_free_value(box);
  }

  /** What kind of value it is: one of `valueTags`, or another. */
  tagOf(box: Box): number {
    return this.view.getInt32(box + 4, true);
  }

  isString(box: Box): boolean {
    return this.exports.qjs_is_string(box) !== 0;
  }

  toNumber(box: Box): number {
    return this.exports.qjs_get_float64(box);
  }

  /** A string value's text; lone surrogates become U+FFFD. */
  toText(box: Box): string {
    const span = this.openText(box);
    const text = this.decode(span);
    this.exports.qjs_free_cstring(span.pointer);
    return text;
  }

  /** Text from UTF-8 in memory; broken sequences become U+FFFD. */
  decode(span: Span): string {
    return lenientDecoder.decode(this.slice(span));
  }

  /** A string value's UTF-8, until the pointer is given to `qjs_free_cstring`. */
  openText(box: Box): Span {
    const pointer = this.exports.qjs_get_string_len(box, this.scratch) >>> 0;
    if (pointer === 0) throw this.takeThrown();
    return { pointer, length: this.view.getUint32(this.scratch, true) };
  }

  /** The bytes of a typed array, where they are. Throws `GuestThrow` for anything else. */
  spanOf(box: Box): Span {
    const { exports, scratch } = this;
    const buffer = this.#made(
      exports.qjs_get_typed_array_buffer(box, scratch, scratch + 4, scratch + 8),
    );
    const offset = this.view.getUint32(scratch, true);
    const length = this.view.getUint32(scratch + 4, true);
    const pointer = exports.qjs_get_array_buffer(buffer, scratch) >>> 0;
    this.freeValue(buffer);
    return { pointer: pointer + offset, length };
  }

  /** A view of bytes; valid until the guest runs again. */
  slice({ pointer, length }: Span): Uint8Array {
    return this.bytes.subarray(pointer, pointer + length);
  }

  /** Text that C code ends with a zero byte. */
  toCText(pointer: Pointer): string {
    const end = this.bytes.indexOf(0, pointer);
    return lenientDecoder.decode(this.bytes.subarray(pointer, end));
  }

  /** Compiles and, unless told otherwise, runs source text. Throws `GuestThrow`. */
  evaluate(source: Uint8Array, file: string, flags: number): Box {
    const code = this.store(source);
    const name = this.store(encoder.encode(file));
    const box = this.exports.qjs_eval(code, source.length, name, flags);
    this.free(code);
    this.free(name);
    return this.#made(box);
  }

  property(object: Box, name: string): Box {
    const text = this.store(encoder.encode(name));
    const box = this.exports.qjs_get_prop_string(object, text);
    this.free(text);
    return this.#made(box);
  }

  /** Calls a function; the arguments stay the caller's. Throws `GuestThrow`. */
  call(callee: Box, ...values: readonly Box[]): Box {
    if (values.length > maxArguments) throw new RangeError("Cannot call: too many arguments");
    const list = this.scratch + 16;
    values.forEach((value, index) => {
      this.view.setUint32(list + 4 * index, value, true);
    });
    const receiver = this.newUndefined();
    const box = this.exports.qjs_call(callee, receiver, values.length, list);
    this.freeValue(receiver);
    return this.#made(box);
  }

  /** As `call`, with arguments that are freed whether it returns or throws. */
  callWith(callee: Box, values: readonly Box[]): Box {
    try {
      return this.call(callee, ...values);
    } finally {
      for (const value of values) this.freeValue(value);
    }
  }

  /** Takes what the guest has thrown out of it. */
  takeThrown(): GuestThrow {
    return new GuestThrow(this.exports.qjs_get_exception());
  }

  /** Throws a value inside the guest; the box is consumed. */
  throwInside(box: Box): void {
    const { exports } = this;
    exports.qjs_free_value(exports.qjs_throw(box));
    exports.qjs_free_value(box);
  }

  #allocate(bytes: number): Pointer {
    const pointer = this.exports.wasm_malloc(bytes) >>> 0;
    if (pointer === 0) throw new NoGuestMemory();
    return pointer;
  }

  #copyIn(bytes: Uint8Array, make: (source: Pointer, length: number) => Box): Box {
    const pointer = this.store(bytes);
    const box = make(pointer, bytes.length);
    this.free(pointer);
    return this.#made(box);
  }

  #made(box: Box): Box {
    if (box === 0) throw new NoGuestMemory();
    if (this.exports.qjs_is_exception(box) === 0) return box;
    this.exports.qjs_free_value(box);
    throw this.takeThrown();
  }
}
