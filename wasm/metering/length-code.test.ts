import { expect, test } from "vitest";
import { buildModule } from "../../test/fuzz/build-module.ts";
import { indexModule } from "../module-index.ts";
import { type InstrumentOptions, resolveOptions } from "../options.ts";
import { actionFlags } from "./action-list.ts";
import { CodeWriter } from "./code-writer.ts";
import { CounterCode } from "./counter-code.ts";
import { temporaries } from "./event-list.ts";
import { FunctionPlan } from "./function-plan.ts";
import { LengthCode } from "./length-code.ts";
import { createScope } from "./metering-scope.ts";

const { charges, notes, wide } = actionFlags;

/** What is written for a module with a type of arrays of i64, and memories of 32 and of 64 bits. */
function write(options: InstrumentOptions, use: (code: LengthCode) => void): number[] {
  const index = indexModule(
    buildModule({
      types: [
        [0x60, 0, 0],
        [0x5e, 0x7e, 1],
      ],
      memories: [
        [0, 1],
        [5, 0, 4],
      ],
      functions: [{ type: 0, code: ["i32.const", 1, "memory.grow", 0, "memory.grow", 1] }],
    }),
  );
  const settings = resolveOptions(options);
  const scope = createScope(index, settings, new FunctionPlan(index, settings, new Set()));
  const out = new CodeWriter();
  const counters = new CounterCode(scope, out);
  counters.locals.fuel = 1;
  const code = new LengthCode(scope, out, counters);
  const all = temporaries.length32 | temporaries.length64 | temporaries.result32;
  code.enter(all | temporaries.result64, 2);
  const start = out.length;
  use(code);
  return [...out.done().subarray(start)];
}

// Globals: 0 fuel, 1 the reason, then memory and objects. Locals: 2 and 3 lengths, 4 and 5 results.
const memory = { memory: { maxBytes: 10 * 65_536 } };

test("LengthCode takes the bytes of an object by a helper", () => {
  const gc = { gc: { maxBytes: 1000 } };
  expect(write(gc, (code) => code.allocate(40))).toEqual([0x42, 40, 0x10, 2]);
  expect(write(gc, (code) => code.allocateArray(1))).toEqual([
    ...[0x22, 2, 0x20, 2, 0xad, 0x42, 8, 0x7e, 0x42, 32, 0x7c, 0x10, 2],
  ]);
});

test("LengthCode charges the length of a bulk operator after it", () => {
  const written = write({}, (code) => {
    code.beforeBulk(wide);
    code.afterBulk(wide, 5, 1);
  });
  expect(written).toEqual([
    ...[0x22, 3, 0x20, 1, 0x42, 5, 0x7d, 0x20, 3, 0x7d],
    ...[0x22, 1, 0x42, 0, 0x57, 0x0d, 1],
  ]);
});

test("LengthCode refuses growth past what all memories have left, and takes what succeeds", () => {
  // memory.grow 0 at the offset where the code of the module has it.
  const bytes = buildModule({
    types: [
      [0x60, 0, 0],
      [0x5e, 0x7e, 1],
    ],
    memories: [
      [0, 1],
      [5, 0, 4],
    ],
    functions: [{ type: 0, code: ["i32.const", 1, "memory.grow", 0, "memory.grow", 1] }],
  });
  const first = bytes.indexOf(0x40, bytes.length - 6);
  const written = write(memory, (code) => {
    code.beforeGrowth(notes | charges | wide, first + 2);
    code.afterGrowth(notes | charges | wide, 3, 0);
  });
  const note = [0x41, 3, 0x24, 1];
  expect(written).toEqual([
    ...[0x21, 3, 0x23, 2, 0x42, 16, 0x88, 0x20, 3, 0x54, 0x04, 0x7e, 0x42, 0x7f, ...note, 0x05],
    // Here memory.grow stands.
    ...[0x20, 3, 0x22, 5, 0x42, 0x7f, 0x52, 0x04, 0x40],
    ...[0x23, 2, 0x20, 3, 0x42, 16, 0x86, 0x7d, 0x24, 2],
    ...[0x20, 1, 0x20, 3, 0x7d, 0x22, 1, 0x42, 3, 0x57, 0x0d, 2, 0x05],
    // Within its own maximum of 4 pages the engine was to blame.
    ...[0x20, 3, 0x42, 4, 0x3f, 1, 0x7d, 0x58, 0x04, 0x40],
    ...[0x20, 1, 0x42, 3, 0x7d, 0x24, 0, 0x41, 4, 0x24, 1, 0x00, 0x0b],
    ...[...note, 0x0b, 0x20, 5, 0x0b],
  ]);
});
