import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assemble } from "../../test/support/wat.ts";
import { ByteReader } from "../byte-reader.ts";
import { indexModule, sectionIds } from "../module-index.ts";
import { resolveOptions } from "../options.ts";
import { BodyDecoder } from "./decode-body.ts";
import { EventList } from "./event-list.ts";
import { FunctionBody } from "./function-body.ts";
import { FunctionPlan } from "./function-plan.ts";
import { wrapperFrameBytes } from "./measure-frame.ts";
import { createScope } from "./metering-scope.ts";

/** Bytes of the frame of the first function. */
function frameOf(bytes: Uint8Array): number {
  const index = indexModule(bytes);
  const settings = resolveOptions({ stack: { bytes: 1000 } });
  const scope = createScope(index, settings, new FunctionPlan(index, settings, new Set()));
  const code = index.sections.find(({ id }) => id === sectionIds.code);
  if (code === undefined) throw new TypeError("no code");
  const reader = new ByteReader(bytes, code.start, code.end);
  reader.u32();
  const body = new FunctionBody();
  body.read(reader, scope, index.importedFunctions);
  const decoder = new BodyDecoder(scope, new EventList());
  decoder.decode(body.codeStart, body.end, Number.POSITIVE_INFINITY);
  return decoder.frameBytes(body);
}

/** Slots that a body needs on the operand stack at its highest, as its frame says. */
function heightOf(text: string): number {
  return (frameOf(assemble(`(module (memory 1) (table 1 funcref) ${text})`)) - 128) / 8;
}

test.each<[string, string, number]>([
  ["nothing", "(func)", 0],
  ["one value", "(func (drop (i32.const 1)))", 1],
  ["two operands", "(func (drop (i32.add (i32.const 1) (i32.const 2))))", 2],
  ["three operands", "(func (memory.fill (i32.const 1) (i32.const 2) (i32.const 3)))", 3],
  ["values one after another", "(func (drop (i32.const 1)) (drop (i32.const 2)))", 1],
  ["values below a block", "(func (i32.const 1) (block (drop (i32.const 2))) (drop))", 2],
  [
    "the result of a block",
    "(func (i32.const 1) (block (result i32) (i32.const 2)) (drop) (drop))",
    2,
  ],
  [
    "both arms",
    "(func (if (result i32) (i32.const 1) (then (i32.const 2)) (else (i32.const 3))) (drop))",
    1,
  ],
  [
    "a block with parameters",
    "(func (i32.const 1) (i32.const 2) (block (param i32 i32) (drop) (drop)))",
    2,
  ],
  [
    "the results of a call",
    "(func (drop (call $g)) (drop) (drop)) (func $g (result i32 i32 i32) (unreachable))",
    3,
  ],
  [
    "the operands of an indirect call",
    "(func (call_indirect (param i32 i32) (i32.const 1) (i32.const 2) (i32.const 3)))",
    3,
  ],
  ["code that can never run", "(func (unreachable) (drop) (drop) (i32.add) (drop))", 0],
  ["code after a dead block", "(func (block (br 0)) (drop (i32.const 1)))", 1],
  [
    "what a handler is given",
    "(tag $e (param i32 i32)) (func (try (do) (catch $e (drop) (drop)) (catch_all)))",
    2,
  ],
])("FrameMeasurer counts %s", (_case, text, height) => {
  expect(heightOf(text)).toBe(height);
});

test("FrameMeasurer counts parameters, locals and vectors", () => {
  const frame = (text: string): number => frameOf(assemble(`(module ${text})`));
  expect(frame("(func (param i32 i64))")).toBe(128 + 2 * 8 + 2 * 16);
  expect(frame("(func (local i32 f64 f64))")).toBe(128 + 3 * 8);
  expect(frame("(func (local v128))")).toBe(128 + 16);
  expect(frame("(func (drop (v128.const i64x2 0 0)))")).toBe(128 + 16);
});

test.each([
  ["gc-struct.wasm"],
  ["gc-array-const.wasm"],
  ["try_table-value.wasm"],
  ["multi-value-block.wasm"],
])("FrameMeasurer measures %s within reason", (file) => {
  const golden = new URL(`../../test/golden/fuel/wat/${file}`, import.meta.url);
  const frame = frameOf(readFileSync(golden));
  expect(frame).toBeGreaterThan(128);
  expect(frame).toBeLessThanOrEqual(128 + 10 * 24);
});

test("wrapperFrameBytes() grows with the parameters", () => {
  expect([wrapperFrameBytes(0), wrapperFrameBytes(2)]).toEqual([128, 176]);
});
