/** Makes code with objects: structs, arrays, small integers as references, casts. */
import type { BodyMaker } from "./body-maker.ts";
import { generateLength } from "./generate-memory.ts";
import { anyReference, objectIndices, types } from "./recipe.ts";

const { i32, i64 } = types;
const { struct, bytes, longs, references } = objectIndices;

/** A heap type as its byte: types of few digits, so that unsigned and signed are the same. */
const heapTypes = { any: 0x6e, i31: 0x6c, none: 0x71 } as const;

/** How long the arrays are that code works on. */
const arrayLength = 40;

/** Code that leaves a reference to any object. */
export function generateObject(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const inner = depth - 1;
  if (depth <= 0) {
    const locals = writer.localsOf(anyReference);
    if (locals.length > 0 && random.chance(0.6)) writer.plain("local.get", random.pick(locals));
    else writer.constant(anyReference, 0);
    return;
  }
  switch (random.below(7)) {
    case 0:
      maker.value(i32, inner);
      writer.plain("ref.i31");
      return;
    case 1:
      generateStruct(maker, inner);
      return;
    case 2: {
      const length = generateLength(maker, 64, inner);
      writer.sized("bulk", "array.new_default", length, false, random.pick([bytes, references]));
      return;
    }
    case 3: {
      maker.value(i64, inner);
      const length = generateLength(maker, 32, inner);
      writer.sized("bulk", "array.new", length, false, longs);
      return;
    }
    case 4:
      writer.plain("i32.const", random.below(10));
      writer.sized("bulk", "array.new_data", generateLength(maker, 8, inner), false, bytes, 0);
      return;
    case 5:
      generateObject(maker, inner);
      generateObject(maker, inner);
      writer.plain("array.new_fixed", references, 2);
      return;
    default:
      generateObject(maker, inner);
      writer.plain(random.chance(0.02) ? "ref.as_non_null" : "nop");
  }
}

function generateStruct(maker: BodyMaker, depth: number): void {
  if (maker.random.chance(0.3)) {
    maker.writer.plain("struct.new_default", struct);
    return;
  }
  maker.values([i32, i64, i32], depth);
  maker.writer.plain("struct.new", struct);
}

/** Code that leaves an i32 that objects have told. */
export function generateObjectTest(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  switch (random.below(6)) {
    case 0:
      generateObject(maker, depth);
      writer.plain("ref.is_null");
      return;
    case 1:
      generateObject(maker, depth);
      writer.plain(random.pick(["ref.test", "ref.test_null"]), random.pick([struct, bytes]));
      return;
    case 2:
      generateStruct(maker, depth);
      if (random.chance(0.5)) writer.plain("struct.get", struct, 0);
      else writer.plain(random.pick(["struct.get_s", "struct.get_u"]), struct, 2);
      return;
    case 3:
      generateCastJump(maker, depth);
      return;
    case 4:
      generateArray(maker);
      writer.plain("i32.const", random.below(random.chance(0.05) ? 50 : arrayLength));
      writer.plain("array.get_u", bytes);
      return;
    default:
      // Now and then no such object: a trap.
      if (random.chance(0.9)) {
        maker.value(i32, depth);
        writer.plain("ref.i31");
      } else generateObject(maker, depth);
      writer.plain("ref.cast", heapTypes.i31);
      writer.plain(random.pick(["i31.get_s", "i31.get_u"]));
  }
}

/** An i32 by what an object turns out to be. */
function generateCastJump(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const fails = random.chance(0.5);
  writer.open("block", [], [i32]);
  writer.open("block", [], [anyReference]);
  generateObject(maker, depth);
  // From a nullable reference to one that is not.
  const flags = fails ? 1 : 3;
  writer.plain(fails ? "br_on_cast_fail" : "br_on_cast", flags, 0, heapTypes.any, struct);
  if (fails) writer.plain("struct.get", struct, 0);
  else {
    writer.drop(1);
    maker.value(i32, depth);
  }
  writer.plain("br", 1);
  writer.close();
  writer.drop(1);
  writer.plain("i32.const", random.below(100));
  writer.close();
}

/** A fresh array of bytes. */
function generateArray({ writer }: BodyMaker): void {
  writer.plain("i32.const", arrayLength);
  writer.sized("bulk", "array.new_default", arrayLength, false, bytes);
}

/** A statement that changes objects. */
export function generateObjectChange(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const add = (name: string, most: number, ...immediates: number[]): void =>
    writer.sized("bulk", name, generateLength(maker, most, depth), false, ...immediates);
  switch (random.below(5)) {
    case 0:
      generateArray(maker);
      writer.plain("i32.const", random.below(8));
      maker.value(i32, depth);
      add("array.fill", 32, bytes);
      return;
    case 1:
      for (let rest = 2; rest > 0; rest--) {
        generateArray(maker);
        writer.plain("i32.const", random.below(8));
      }
      add("array.copy", 32, bytes, bytes);
      return;
    case 2:
      generateArray(maker);
      writer.plain("i32.const", random.below(8));
      writer.plain("i32.const", random.below(8));
      add("array.init_data", 8, bytes, 0);
      return;
    case 3:
      generateStruct(maker, depth);
      maker.value(i64, depth);
      writer.plain("struct.set", struct, 1);
      return;
    default:
      generateArray(maker);
      writer.plain("i32.const", random.below(arrayLength));
      maker.value(i32, depth);
      writer.plain("array.set", bytes);
  }
}
