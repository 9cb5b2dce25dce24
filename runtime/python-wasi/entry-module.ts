/** Gives a module another entry point: the call of one function of its table, with three numbers. */
import { editModule } from "../../wasm/index.ts";

/** A call through table 0. */
export interface TableCall {
  readonly index: number;
  /** The arguments; the function takes three i32 and answers one. */
  readonly args: readonly [number, number, number];
}

/** The export that becomes the call. */
const entry = "_start";

/** The module with `call` in place of `_start`. Throws TypeError when it has no such type of function. */
export function withEntry(
  bytes: Uint8Array<ArrayBuffer>,
  { index, args }: TableCall,
): Uint8Array<ArrayBuffer> {
  const type = findType(bytes);
  const code = [
    ...args.flatMap((argument) => [op.i32Const, ...signedLeb(argument)]),
    ...[op.i32Const, ...signedLeb(index)],
    ...[op.callIndirect, ...unsignedLeb(type), 0],
    op.drop,
  ];
  return editModule(bytes, {
    exports: { keep: ["memory", entry] },
    bodies: { [entry]: () => code },
    custom: false,
  });
}

const op = { i32Const: 0x41, callIndirect: 0x11, drop: 0x1a } as const;

/** `(func (param i32 i32 i32) (result i32))` as the type section has it. */
const wanted = [0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f];
const typeSection = 1;
const functionType = 0x60;

/** The number of the wanted type. The engine has accepted the bytes: what is read is in place. */
function findType(bytes: Uint8Array): number {
  const reader = new LebReader(bytes, 8);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const length = reader.number();
    if (id !== typeSection) {
      reader.skip(length);
      continue;
    }
    const count = reader.number();
    for (let type = 0; type < count; type += 1) {
      const start = reader.at;
      if (wanted.every((byte, index) => bytes[start + index] === byte)) return type;
      if (reader.byte() !== functionType) break;
      for (const _list of ["parameters", "results"]) reader.skip(reader.number());
    }
    break;
  }
  throw new TypeError(
    "Cannot enter the module: it calls no function of three numbers by its table",
  );
}

class LebReader {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  skip(length: number): void {
    this.at += length;
  }

  byte(): number {
    const value = this.#bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
}

function unsignedLeb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsignedLeb(value >>> 7)];
}

/** An i32, given as a number of 32 bits with or without its sign. */
function signedLeb(value: number): number[] {
  const [low, rest] = [value & 0x7f, (value | 0) >> 7];
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signedLeb(rest)];
}
