import { describe, expect, test } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readOperator, skipImmediates } from "./instructions.ts";
import { immediates } from "./operator-kinds.ts";
import {
  operatorAccessBytes,
  operatorImmediates,
  operatorNumber,
  operatorsByName,
} from "./operators.ts";

/** Operators that older engines lack, all of them checked where the engine has them. */
const newer =
  /^(?:struct\.|array\.|ref\.(?:eq|test|cast|i31|as)|br_on|any\.|extern\.|i31\.|.*relaxed|i64\.(?:add128|sub128|mul_wide)|call_ref|return_call_ref|throw_ref|try_table)/;

/** Operators that stand only inside a certain block, or end one. */
const structural = new Set(["else", "end", "catch", "catch_all", "delegate", "rethrow"]);

/** Immediates that are right for a module with one of everything. */
function immediatesOf(operator: number): number[] {
  const align = Math.log2(operatorAccessBytes[operator] ?? 1);
  switch (operatorImmediates[operator]) {
    case immediates.none:
      return [];
    case immediates.memarg:
      return [align, 0];
    case immediates.memargLane:
      return [align, 0, 0];
    case immediates.index2:
    case immediates.indirectCall:
    case immediates.labels:
      return [0, 0];
    case immediates.f32:
      return [0, 0, 0, 0];
    case immediates.f64:
      return [0, 0, 0, 0, 0, 0, 0, 0];
    case immediates.bytes16:
      return Array.from({ length: 16 }, () => 0);
    case immediates.blockType:
      return [0x40];
    case immediates.valueTypes:
      return [1, 0x7f];
    case immediates.handlers:
      return [0x40, 0];
    case immediates.castLabel:
      return [3, 0, 0x6e, 0x6e];
    default:
      return operator === operatorsByName.get("ref.null") ? [0x70] : [0];
  }
}

/** An operator's bytes by its number. */
function encode(operator: number): number[] {
  if (operator < 0x100) return [operator];
  for (const prefix of [0xfb, 0xfc, 0xfd, 0xfe]) {
    const code = operator - operatorNumber(prefix, 0);
    if (operatorNumber(prefix, code) !== operator) continue;
    const writer = new ByteWriter();
    writer.u8(prefix);
    writer.u32(code);
    return [...writer.done()];
  }
  throw new RangeError(`no operator ${operator}`);
}

const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];

/** A module with one type, import-free, one of everything, and `code` after `unreachable`, where any stack fits. */
function moduleWith(code: readonly number[], types: readonly number[]): Uint8Array<ArrayBuffer> {
  const body = [1, 1, 0x7f, 0x00, ...code, 0x00, 0x0b];
  return Uint8Array.from([
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...section(1, ...types),
    ...section(3, 1, 0),
    ...section(4, 1, 0x70, 0, 1),
    ...section(5, 1, 1, 1, 1),
    ...section(13, 1, 0, 0),
    ...section(6, 1, 0x7f, 1, 0x41, 0, 0x0b),
    ...section(9, 1, 1, 0, 1, 0),
    ...section(12, 1),
    ...section(10, 1, body.length, ...body),
    ...section(11, 1, 1, 0),
  ]);
}

const functionType = [1, 0x60, 0, 0];

describe("the operator table", () => {
  const known = [...operatorsByName].filter(([name]) => !structural.has(name));

  test("has as many operators as the formats it knows", () => {
    expect(operatorsByName.size).toBe(
      [...operatorImmediates].filter((one) => one !== immediates.unknown).length,
    );
    expect(known.length).toBeGreaterThan(540);
  });

  test.each(known)("agrees with the engine about %s", (name, operator) => {
    const opens = /^(?:block|loop|if|try|try_table)$/.test(name);
    const code = [...encode(operator), ...immediatesOf(operator), ...(opens ? [0x0b] : [])];
    const accepted = WebAssembly.validate(moduleWith(code, functionType));
    // Those that name a struct or an array do not fit a module that has only a function type.
    if (!newer.test(name)) expect(accepted).toBe(true);
    const reader = new ByteReader(Uint8Array.from(code), 0, code.length - (opens ? 1 : 0));
    expect(readOperator(reader)).toBe(operator);
    skipImmediates(reader, operator);
    expect(reader.offset).toBe(reader.end);
  });

  test("lacks nothing that the engine has", () => {
    const guesses = [[], [0], [0, 0], [0, 0, 0], [0x40], [0x6e], [0, 0, 0, 0x6e]];
    const missing: string[] = [];
    const tryAll = (bytes: readonly number[]): void => {
      for (const guess of guesses) {
        if (WebAssembly.validate(moduleWith([...bytes, ...guess], functionType))) {
          missing.push(bytes.join(" "));
        }
      }
    };
    for (let byte = 0; byte < 0xfb; byte++) {
      if (operatorImmediates[byte] === immediates.unknown) tryAll([byte]);
    }
    for (const prefix of [0xfb, 0xfc, 0xfd, 0xfe]) {
      for (let code = 0; code < 0x140; code++) {
        const operator = operatorNumber(prefix, code);
        if (operatorImmediates[operator] !== immediates.unknown) continue;
        const writer = new ByteWriter();
        writer.u8(prefix);
        writer.u32(code);
        tryAll([...writer.done()]);
      }
    }
    expect(missing).toEqual([]);
  });
});

test.each([
  ["i32.load8_s", 1],
  ["i64.load32_u", 4],
  ["f64.store", 8],
  ["v128.load", 16],
  ["v128.load8x8_s", 8],
  ["v128.load32x2_u", 8],
  ["v128.load16_splat", 2],
  ["v128.load64_zero", 8],
  ["v128.store8_lane", 1],
  ["i64.atomic.rmw16.add_u", 2],
  ["i32.atomic.rmw.cmpxchg", 4],
  ["memory.atomic.notify", 4],
  ["memory.atomic.wait64", 8],
])("operatorAccessBytes of %s is %d", (name, bytes) => {
  expect(operatorAccessBytes[operatorsByName.get(name) ?? -1]).toBe(bytes);
});

test.each([
  [[0xff], "unexpected end"],
  [[0xff, 0x01], 'operator "0xff 0x1" is not supported (at byte 0)'],
  [[0xfd, 0x9a, 0x01], 'operator "0xfd 0x9a" is not supported'],
  [[0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f], 'operator "0xfc 0xffffffff" is not supported'],
  [[0x27], 'operator "0x27" is not supported'],
])("readOperator() refuses %j", (bytes, message) => {
  expect(() => readOperator(new ByteReader(Uint8Array.from(bytes)))).toThrow(message);
});
