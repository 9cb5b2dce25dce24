/** Makes code on the memory and the table: addresses, lengths, loads, stores and bulk operators. */
import type { BodyMaker } from "./body-maker.ts";
import { types } from "./recipe.ts";

const { i32 } = types;

/** An address, mostly one that exists. */
export function generateAddress(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  maker.value(i32, depth);
  if (random.chance(0.03)) return;
  writer.plain("i32.const", 0x7ff);
  writer.plain("i32.and");
}

/** A load or store, now and then with an offset beyond what the memory can ever be. */
export function generateAccess({ random, writer }: BodyMaker, name: string): void {
  if (random.chance(0.02)) writer.saving(name, 0, 4 * 65_536);
  else writer.plain(name, 0, random.below(200));
}

/** A length up to `most`, or an odd constant. Answers with it when it is a constant. */
export function generateLength(maker: BodyMaker, most: number, depth: number): number | undefined {
  const { random, writer } = maker;
  if (random.chance(0.5)) {
    const length = random.chance(0.8) ? random.below(most) : random.pick([127, 128, 129, 300]);
    writer.plain("i32.const", length);
    return length;
  }
  maker.value(i32, depth);
  writer.plain("i32.const", most - 1);
  writer.plain("i32.and");
  return undefined;
}

/** A fill, copy or init of the memory or the table. */
export function generateBulk(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const add = (name: string, most: number, ...immediates: number[]): void =>
    writer.sized("bulk", name, generateLength(maker, most, depth), ...immediates);
  switch (random.below(6)) {
    case 0:
      generateAddress(maker, depth);
      maker.value(i32, depth);
      add("memory.fill", 512, 0);
      return;
    case 1:
      generateAddress(maker, depth);
      generateAddress(maker, depth);
      add("memory.copy", 512, 0, 0);
      return;
    case 2:
      generateAddress(maker, depth);
      writer.plain("i32.const", random.below(8));
      add("memory.init", 8, 0, 0);
      return;
    case 3:
      writer.plain("i32.const", 8);
      writer.plain("ref.null", 0x70);
      add("table.fill", 4, 0);
      return;
    case 4:
      writer.plain("i32.const", 6);
      writer.plain("i32.const", random.below(4));
      add("table.copy", 4, 0, 0);
      return;
    default:
      writer.plain("i32.const", random.below(8));
      writer.plain("i32.const", 0);
      add("table.init", 3, 0, 0);
  }
}
