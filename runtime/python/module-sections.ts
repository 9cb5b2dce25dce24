/** Sections of a WebAssembly module and the numbers in them. */

/** One section, without its id and length. */
export interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** Ids of sections. */
export const section = {
  custom: 0,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  code: 10,
  data: 11,
  dataCount: 12,
} as const;

/** Magic and version. */
const headerBytes = 8;

/** The sections of a module, in order. Throws when the module is cut short. */
export function readSections(bytes: Uint8Array): readonly Section[] {
  const reader = new SectionReader(bytes.subarray(headerBytes));
  const sections: Section[] = [];
  while (!reader.atEnd) {
    const id = reader.byte();
    sections.push({ id, bytes: reader.take(reader.unsigned()) });
  }
  return sections;
}

/** Makes a module of sections. */
export function joinSections(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  return concat([
    Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00),
    ...sections.flatMap(({ id, bytes }) => [Uint8Array.of(id, ...unsigned(bytes.length)), bytes]),
  ]);
}

/** Joins byte arrays. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

/** LEB128 of a number from 0 to 2^32 - 1. */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** Reads one section from its start. Every read throws past its end. */
export class SectionReader {
  position = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.position];
    if (value === undefined) throw new Error("Cannot read the module: it is cut short");
    this.position += 1;
    return value;
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.#bytes.length) throw new Error("Cannot read the module: it is cut short");
    const taken = this.#bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }

  /** An unsigned LEB128 number. */
  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }
}
