/** Makes code on memories and the table: addresses, lengths, loads, stores, bulk operators and growth. */
import type { BodyMaker } from "./body-maker.ts";
import { tables, types } from "./recipe.ts";

const { i32, i64 } = types;

/** Set in an access's alignment when a memory index follows. */
const hasMemoryIndex = 0x40;

/** A memory of the module, the second where there is one now and then. */
export function pickMemory({ random, writer }: BodyMaker): number {
  return writer.shape.features.secondMemory && random.chance(0.3) ? 1 : 0;
}

/** Whether addresses of the memory have 64 bits. */
export function isWideMemory({ writer }: BodyMaker, memory: number): boolean {
  return memory === 0 && writer.shape.features.memory64;
}

/** An address, mostly one that exists. */
export function generateAddress(maker: BodyMaker, memory: number, depth: number): void {
  const { random, writer } = maker;
  const isWide = isWideMemory(maker, memory);
  if (random.chance(0.03)) {
    maker.value(isWide ? i64 : i32, depth);
    return;
  }
  maker.value(i32, depth);
  writer.plain("i32.const", 0x7ff);
  writer.plain("i32.and");
  if (isWide) writer.plain("i64.extend_i32_u");
}

/** A load or store, now and then with an offset beyond what the memory can ever be. */
export function generateAccess({ random, writer }: BodyMaker, name: string, memory: number): void {
  const place = memory === 0 ? [0] : [hasMemoryIndex, memory];
  if (random.chance(0.02)) writer.saving(name, ...place, 4 * 65_536);
  else writer.plain(name, ...place, random.below(200));
}

/** A length up to `most`, or an odd constant. Answers with it when it is a constant. */
export function generateLength(
  maker: BodyMaker,
  most: number,
  depth: number,
  isWide = false,
): number | undefined {
  const { random, writer } = maker;
  if (random.chance(0.5)) {
    const length = random.chance(0.8) ? random.below(most) : random.pick([127, 128, 129, 300]);
    writer.index(length, isWide);
    return length;
  }
  maker.value(i32, depth);
  writer.plain("i32.const", most - 1);
  writer.plain("i32.and");
  if (isWide) writer.plain("i64.extend_i32_u");
  return undefined;
}

/** A fill, copy or init of a memory or the table. */
export function generateBulk(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const { table64 } = writer.shape.features;
  const add = (name: string, most: number, isWide: boolean, ...immediates: number[]): void => {
    const length = generateLength(maker, most, depth, isWide);
    writer.sized("bulk", name, length, isWide, ...immediates);
  };
  const memory = pickMemory(maker);
  const isWide = isWideMemory(maker, memory);
  switch (random.below(6)) {
    case 0:
      generateAddress(maker, memory, depth);
      maker.value(i32, depth);
      add("memory.fill", 512, isWide, memory);
      return;
    case 1: {
      const from = pickMemory(maker);
      generateAddress(maker, memory, depth);
      generateAddress(maker, from, depth);
      add("memory.copy", 512, isWide && isWideMemory(maker, from), memory, from);
      return;
    }
    case 2:
      generateAddress(maker, memory, depth);
      writer.plain("i32.const", random.below(8));
      add("memory.init", 8, false, 0, memory);
      return;
    case 3:
      writer.index(8, table64);
      writer.plain("ref.null", 0x70);
      add("table.fill", 4, table64, 0);
      return;
    case 4:
      writer.index(6, table64);
      writer.index(random.below(4), table64);
      add("table.copy", 4, table64, tables.any, random.chance(0.1) ? tables.calls : tables.any);
      return;
    default:
      writer.index(random.below(8), table64);
      writer.plain("i32.const", 0);
      add("table.init", 3, false, 0, 0);
  }
}

/** The size of a memory as an i32. */
export function generateSize(maker: BodyMaker): void {
  const memory = pickMemory(maker);
  maker.writer.plain("memory.size", memory);
  if (isWideMemory(maker, memory)) maker.writer.plain("i32.wrap_i64");
}

/** Growth of a memory or the table, with its result as an i32. */
export function generateGrowth(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const memory = pickMemory(maker);
  const growsTable = random.chance(0.5);
  const isWide = growsTable ? writer.shape.features.table64 : isWideMemory(maker, memory);
  if (growsTable) writer.plain("ref.null", 0x70);
  const length = generateLength(maker, growsTable ? 4 : 2, depth, isWide);
  const name = growsTable ? "table.grow" : "memory.grow";
  writer.sized("grow", name, length, isWide, growsTable ? 0 : memory);
  if (isWide) writer.plain("i32.wrap_i64");
}
