/** Gives a module another memory limit, without metering it again. */

/** Id of the memory section, https://webassembly.github.io/spec/core/binary/modules.html#sections. */
const memorySection = 5;
/** Bytes of the magic and the version. */
const preambleBytes = 8;
/** Limits that have a maximum. */
const hasMaximum = 1;
const pageBytes = 65_536;

/**
 * A copy of `module` whose one memory grows to at most `maxBytes`. Throws TypeError for a module
 * that has no memory of its own with a maximum.
 */
export function limitMemory(
  module: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Uint8Array<ArrayBuffer> {
  for (let position = preambleBytes; position < module.length; ) {
    const size = readNumber(module, position + 1);
    const end = size.end + size.value;
    if (module[position] === memorySection) {
      if (module[size.end] !== 1 || module[size.end + 1] !== hasMaximum) break;
      const min = readNumber(module, size.end + 2).value;
      const max = Math.max(min, Math.floor(maxBytes / pageBytes));
      const content = [1, hasMaximum, ...leb128(min), ...leb128(max)];
      const section = [memorySection, ...leb128(content.length), ...content];
      return concatenate(module.subarray(0, position), section, module.subarray(end));
    }
    position = end;
  }
  throw new TypeError("Cannot limit the memory: the module has none with a maximum");
}

function concatenate(
  start: Uint8Array,
  middle: readonly number[],
  end: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(start.length + middle.length + end.length);
  all.set(start);
  all.set(middle, start.length);
  all.set(end, start.length + middle.length);
  return all;
}

/** An unsigned LEB128 number of at most 32 bits. */
function readNumber(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; ; index += 1) {
    const byte = bytes[start + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80 || index === 4) return { value, end: start + index + 1 };
  }
}

function leb128(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
