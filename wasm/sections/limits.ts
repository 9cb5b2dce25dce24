/** Limits of memories and tables: how many units there are, and how many there may be. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { WasmError } from "../wasm-error.ts";

const HAS_MAX = 1;
const SHARED = 2;
const IS_64 = 4;
const HAS_PAGE_SIZE = 8;

const DEFAULT_PAGE_LOG2 = 16;

/** Limits as they were read. */
export interface Limits {
  /** Where they are in the module. */
  readonly at: number;
  readonly flags: number;
  readonly shared: boolean;
  readonly is64: boolean;
  /** Pages or elements. */
  readonly min: number;
  /** Pages or elements; infinite when not given. */
  readonly max: number;
  /** Bytes of a page, as a power of two; memories only. */
  readonly pageLog2: number;
}

/** Reads limits. */
export function readLimits(reader: ByteReader): Limits {
  const at = reader.offset;
  const flags = reader.u8();
  if (flags > 15) {
    reader.fail("WASM_UNSUPPORTED", `limits with flags "${flags}" are not supported`, at);
  }
  return {
    at,
    flags,
    shared: (flags & SHARED) !== 0,
    is64: (flags & IS_64) !== 0,
    min: reader.u64(),
    max: flags & HAS_MAX ? reader.u64() : Number.POSITIVE_INFINITY,
    pageLog2: flags & HAS_PAGE_SIZE ? reader.u32() : DEFAULT_PAGE_LOG2,
  };
}

/** Writes limits with another maximum, at least `limits.min`. */
export function writeLimits(writer: ByteWriter, limits: Limits, max: number): void {
  const hasMax = max !== Number.POSITIVE_INFINITY;
  writer.u8(hasMax ? limits.flags | HAS_MAX : limits.flags);
  writer.u64(limits.min);
  if (hasMax) writer.u64(max);
  if (limits.flags & HAS_PAGE_SIZE) writer.u32(limits.pageLog2);
}

/** Bytes that a memory can never exceed. wasmtime knows accesses beyond it to trap. */
export function maxMemoryBytes(limits: Limits): number {
  const page = 2 ** limits.pageLog2;
  return Math.min(limits.max, limits.is64 ? 2 ** 48 : 65_536) * page;
}

/** What a cap is counted in: bytes of memories, elements of tables. */
export interface CapUnit {
  /** How errors name what is capped. */
  readonly what: string;
  /** How much one page, or one element, counts. */
  size(limits: Limits): number;
  /** The largest maximum that the format allows, in pages or elements. */
  most(limits: Limits): number;
}

/** Memories, in bytes. */
export const memoryUnit: CapUnit = {
  what: "memories",
  size: ({ pageLog2 }) => 2 ** pageLog2,
  most: ({ pageLog2, is64 }) => 2 ** ((is64 ? 64 : 32) - pageLog2),
};

/** Tables, in elements. */
export const tableUnit: CapUnit = {
  what: "tables",
  size: () => 1,
  most: () => 2 ** 32 - 1,
};

/** How a cap is spread. */
export interface CapRule {
  /** The first so many are counted by the instances that define them. @default 0 */
  readonly foreign?: number;
  /** Whether what all use together is counted when they grow, so that each may have all of it. @default false */
  readonly counted?: boolean;
}

/**
 * New maxima under which all memories, or all tables, together stay within `cap`: each keeps what
 * it starts with, and they share equally what is left. Throws `WASM_LIMIT` when they start with
 * more.
 */
export function capLimits(
  all: readonly Limits[],
  unit: CapUnit,
  cap: number,
  { foreign = 0, counted = false }: CapRule = {},
): readonly number[] {
  const own = all.slice(foreign);
  const initial = own.reduce((sum, limits) => sum + limits.min * unit.size(limits), 0);
  const most = all.reduce((max, limits) => Math.max(max, limits.min * unit.size(limits)), initial);
  if (most > cap) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: its ${unit.what} start with "${most}", the limit is "${cap}"`,
    );
  }
  const share = counted ? cap - initial : (cap - initial) / own.length;
  return all.map((limits, i) => {
    const capped =
      i < foreign
        ? Math.floor(cap / unit.size(limits))
        : limits.min + Math.floor(share / unit.size(limits));
    return Math.min(limits.max, unit.most(limits), capped);
  });
}
