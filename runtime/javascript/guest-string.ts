/**
 * Strings where the engine keeps them. Its own function for a new one looks at every byte, in the
 * guest; what is ASCII is written to its place instead, and read there.
 *
 * Layout, from where a value points: -4 i32 owners, 0 u32 length and in bit 31 whether characters
 * take two bytes, 4 u32 hash and kinds, 8 and 12 u32 of atoms, 16 and 20 pointers to neighbours in a
 * list, 24 the characters and, after those of one byte, a zero.
 */
import { NoGuestMemory } from "./guest-throw.ts";
import { type Box, type Pointer, valueTags } from "./quickjs-exports.ts";
import type { QuickJsVm, Span } from "./quickjs-vm.ts";

const at = {
  owners: -4,
  length: 0,
  kinds: 4,
  atoms: 8,
  previous: 16,
  next: 20,
  bytes: 24,
} as const;

const lengthMask = 0x7fff_ffff;
/** Bits of {@link at.kinds} that are set for text that is part of another. */
const partFlags = 0x3000_0000;

/** Up to so many characters are read one by one. */
const shortLength = 32;

/** The most characters that the engine allows, `JS_STRING_LEN_MAX`. */
const maxLength = 2 ** 30 - 1;

/** A string that is not a value yet: its bytes are still to be written. */
export interface RawString extends Span {
  readonly string: Pointer;
}

/** Throws when the engine keeps strings in another way than we do. */
export function checkStringLayout(vm: QuickJsVm): void {
  const bytes = new TextEncoder().encode("no name of anything");
  const copy = vm.store(bytes);
  const box = vm.exports.qjs_new_string(copy, bytes.length);
  vm.free(copy);
  const { view } = vm;
  const string = view.getUint32(box, true);
  const link = string + at.previous;
  const found = [
    vm.tagOf(box),
    view.getInt32(string + at.owners, true),
    view.getUint32(string + at.length, true),
    view.getUint32(string + at.kinds, true),
    // Each neighbour in the list points back.
    view.getUint32(view.getUint32(link, true) + at.next - at.previous, true),
    view.getUint32(view.getUint32(string + at.next, true), true),
    ...vm.slice({ pointer: string + at.bytes, length: bytes.length + 1 }),
  ];
  const expected = [valueTags.string, 1, bytes.length, 0, link, link, ...bytes, 0];
  vm.freeValue(box);
  if (found.every((value, index) => value === expected[index])) return;
  throw new Error("Cannot use quickjs.wasm: it keeps strings in another way");
}

/** Allocates a string of `length` bytes. Throws `NoGuestMemory`. */
export function allocateString(vm: QuickJsVm, length: number): RawString {
  if (length > maxLength) throw new NoGuestMemory();
  const string = vm.exports.js_malloc(vm.context, at.bytes + length + 1) >>> 0;
  if (string === 0) throw new NoGuestMemory();
  return { string, pointer: string + at.bytes, length };
}

/** Makes a value of the first `length` bytes, which are Latin-1. Throws `NoGuestMemory`. */
export function finishString(vm: QuickJsVm, { string, pointer }: RawString, length: number): Box {
  const box = vm.newUndefined();
  const { view } = vm;
  view.setInt32(string + at.owners, 1, true);
  view.setUint32(string + at.length, length, true);
  view.setUint32(string + at.kinds, 0, true);
  view.setUint32(string + at.atoms, 0, true);
  view.setUint32(string + at.atoms + 4, 0, true);
  // A list of its own, out of which the engine takes the string when it is freed.
  view.setUint32(string + at.previous, string + at.previous, true);
  view.setUint32(string + at.next, string + at.previous, true);
  view.setUint8(pointer + length, 0);
  view.setUint32(box, string, true);
  view.setInt32(box + 4, valueTags.string, true);
  return box;
}

/** Gives back a string that became no value. */
export function dropString(vm: QuickJsVm, { string }: RawString): void {
  vm.exports.js_free(vm.context, string);
}

/** The bytes of a string that is ASCII, valid while the value lives; undefined for others, and for one that is kept in parts. */
export function asciiSpan(vm: QuickJsVm, box: Box): Span | undefined {
  const span = flatSpan(vm, box);
  return span === undefined || span.isWide || !isAscii(vm, span) ? undefined : span;
}

/** The characters, unpaired surrogates and all. */
export function flatText(vm: QuickJsVm, span: FlatSpan): string {
  const { pointer, length, isWide } = span;
  if (isWide) return fromUnits(new Uint16Array(vm.bytes.buffer, pointer, length / 2));
  // A call of the decoder takes longer than so many turns of a loop.
  if (length > shortLength && isAscii(vm, span)) return vm.decode(span);
  return fromUnits(vm.slice(span));
}

/** All characters of a string. */
export interface FlatSpan extends Span {
  /** Whether each takes two bytes. */
  readonly isWide: boolean;
}

/** Where the characters of a string are, while the value lives; undefined for one that the engine keeps in parts. */
export function flatSpan({ view }: QuickJsVm, box: Box): FlatSpan | undefined {
  if (view.getInt32(box + 4, true) !== valueTags.string) return undefined;
  const string = view.getUint32(box, true);
  if ((view.getUint32(string + at.kinds, true) & partFlags) !== 0) return undefined;
  const length = view.getUint32(string + at.length, true);
  const isWide = length > lengthMask;
  const characters = length & lengthMask;
  return { pointer: string + at.bytes, length: isWide ? 2 * characters : characters, isWide };
}

/** Whether bytes in linear memory, from a multiple of four on, are all ASCII. */
export function isAscii({ words, bytes }: QuickJsVm, { pointer, length }: Span): boolean {
  const end = pointer + length;
  const lastWord = end >> 2;
  let seen = 0;
  for (let word = pointer >> 2; word < lastWord; word += 1) seen |= words[word] ?? 0;
  for (let at = Math.max(lastWord << 2, pointer); at < end; at += 1) seen |= bytes[at] ?? 0;
  return (seen & 0x8080_8080) === 0;
}

/** The text of so many bytes or 16-bit units at a time. */
const chunkUnits = 8_192;

function fromUnits(units: Uint8Array | Uint16Array): string {
  if (units.length <= shortLength) return shortText(units);
  const parts: string[] = [];
  for (let start = 0; start < units.length; start += chunkUnits) {
    parts.push(String.fromCharCode(...units.subarray(start, start + chunkUnits)));
  }
  return parts.join("");
}

/** Short texts of the last calls by a number made of their characters: making one takes longer than comparing it. */
const shortTexts = new Map<number, string>();
const maxShortTexts = 512;

function shortText(units: Uint8Array | Uint16Array): string {
  const { length } = units;
  let key = length;
  for (let index = 0; index < length; index += 1) {
    key = (Math.imul(key, 31) + (units[index] ?? 0)) | 0;
  }
  const known = shortTexts.get(key);
  if (known !== undefined && isText(known, units)) return known;
  const text = String.fromCharCode(...units);
  if (shortTexts.size >= maxShortTexts) shortTexts.clear();
  shortTexts.set(key, text);
  return text;
}

function isText(text: string, units: Uint8Array | Uint16Array): boolean {
  if (text.length !== units.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== units[index]) return false;
  }
  return true;
}
