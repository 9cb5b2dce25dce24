/** Custom sections: which ones still tell the truth after the code has changed. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";

/** Sections about offsets in the old code. */
const staleSections = /^(?:\.debug_.*|metadata\.code\..*|sourceMappingURL|external_debug_info)$/;

/** Sections of object files, whose relocations would no longer fit. */
const objectSections = /^(?:linking|reloc\..*)$/;

/** Subsections of the name section that speak of the inside of functions. */
const LOCAL_NAMES = 2;
const LABEL_NAMES = 3;
const GLOBAL_NAMES = 7;

/** Which names are to stay. */
export interface KeptNames {
  readonly any: boolean;
  /** Names of globals, whose indices may have moved. */
  readonly globals: boolean;
}

/** Copies a custom section's content, with its name, if it is worth keeping. Returns whether it was. */
export function rewriteCustom(reader: ByteReader, writer: ByteWriter, kept: KeptNames): boolean {
  const start = reader.offset;
  const name = reader.name();
  if (objectSections.test(name)) {
    reader.fail(
      "WASM_UNSUPPORTED",
      `an object file, with section "${name}", must be linked first`,
      start,
    );
  }
  if (staleSections.test(name) || (name === "name" && !kept.any)) return false;
  if (name !== "name") {
    writer.copy(reader.bytes, start, reader.end);
    return true;
  }
  writer.copy(reader.bytes, start, reader.offset);
  copyNames(reader, writer, kept.globals);
  return true;
}

/** Engines ignore what they cannot read of a name section, so this ends there, too. */
function copyNames(reader: ByteReader, writer: ByteWriter, keepGlobals: boolean): void {
  while (reader.offset < reader.end) {
    const start = reader.offset;
    const id = reader.u8();
    const size = readSize(reader);
    if (size === undefined || size > reader.end - reader.offset) return;
    reader.skip(size);
    if (id === GLOBAL_NAMES && !keepGlobals) continue;
    if (id !== LOCAL_NAMES && id !== LABEL_NAMES) writer.copy(reader.bytes, start, reader.offset);
  }
}

/** A size; undefined when the bytes are none. */
function readSize(reader: ByteReader): number | undefined {
  let size = 0;
  for (let unit = 1; reader.offset < reader.end && unit <= 2 ** 28; unit *= 128) {
    const byte = reader.u8();
    size += (byte & 0x7f) * unit;
    if (byte < 0x80) return size;
  }
  return undefined;
}
