import { expect, test } from "vitest";
import { assemble } from "../../test/support/wat.ts";
import { ByteReader } from "../byte-reader.ts";
import { indexModule, sectionIds } from "../module-index.ts";
import { roles } from "../operator-kinds.ts";
import { operatorsByName, operatorTraps } from "../operators.ts";
import { resolveOptions } from "../options.ts";
import { BodyDecoder } from "./decode-body.ts";
import { EventList } from "./event-list.ts";
import { StoreFinder } from "./find-stores.ts";
import { FunctionBody } from "./function-body.ts";
import { FunctionPlan } from "./function-plan.ts";
import { createScope } from "./metering-scope.ts";

const load = "(drop (i32.load (i32.const 0)))";

/** Whether fuel is stored at the entry of a function with this code, and after each of its calls. */
function find(code: string): readonly [entry: boolean, calls: readonly boolean[]] {
  const index = indexModule(
    assemble(`(module (memory 1) (table 1 funcref)
      (func $f (param i32) (result i32) ${code}) (func $g) (func $h (result i32) (i32.const 1)))`),
  );
  const settings = resolveOptions({});
  const scope = createScope(index, settings, new FunctionPlan(index, settings, new Set()));
  const section = index.sections.find(({ id }) => id === sectionIds.code);
  if (section === undefined) throw new TypeError("no code");
  const reader = new ByteReader(index.bytes, section.start, section.end);
  reader.u32();
  const body = new FunctionBody();
  body.read(reader, scope, 0);
  const events = new EventList();
  new BodyDecoder(scope, events).decode(body.codeStart, body.end, Number.POSITIVE_INFINITY);
  new StoreFinder(events).find();
  const calls: readonly number[] = [roles.call, roles.callReference];
  const after = [...events.stores.subarray(0, events.count)]
    .filter((_, event) => calls.includes(events.roles[event] ?? -1))
    .map((stores) => stores === 1);
  return [events.stores[0] === 1, after];
}

test.each<[string, string, boolean, boolean[]]>([
  ["nothing can trap", "(call $g) (i32.add (local.get 0) (i32.const 1))", false, [false]],
  ["a load comes first", `${load} (call $g) (local.get 0)`, true, [false]],
  ["a load comes last", `(call $g) ${load} (local.get 0)`, false, [true]],
  ["a load comes between", `(call $g) ${load} (call $g) (local.get 0)`, false, [true, false]],
  ["the sum of a call is divided", "(i32.div_u (call $h) (local.get 0))", false, [true]],
  ["a float is divided", "(i32.trunc_sat_f32_s (f32.div (f32.const 1) (f32.const 2)))", false, []],
  ["a float is cut", "(i32.trunc_f32_s (f32.const 1))", true, []],
  ["a table is read", "(drop (table.get 0 (i32.const 0))) (local.get 0)", true, []],
  [
    "memory is filled",
    "(memory.fill (i32.const 0) (i32.const 0) (local.get 0)) (local.get 0)",
    true,
    [],
  ],
  ["it returns", `(call $g) (return (local.get 0)) ${load} (local.get 0)`, false, [false]],
  ["it is unreachable", `(call $g) (unreachable)`, false, [false]],
  [
    "one arm traps",
    `(call $g) (if (local.get 0) (then (call $g)) (else ${load})) (local.get 0)`,
    false,
    [true, false],
  ],
  [
    "what follows the arms traps",
    `(if (local.get 0) (then (call $g))) ${load} (local.get 0)`,
    true,
    [true],
  ],
  [
    "no arm follows, but a load",
    `(call $g) (if (local.get 0) (then (call $g) (return (local.get 0)))) ${load} (local.get 0)`,
    false,
    [true, false],
  ],
  [
    "a jump leads past the load",
    `(block (call $g) (br 0) ${load}) (call $g) (local.get 0)`,
    false,
    [false, false],
  ],
  [
    "a jump leads to the load",
    `(block (call $g) (br_if 0 (local.get 0)) (return (local.get 0))) ${load} (local.get 0)`,
    false,
    [true],
  ],
  ["a jump leads to the end", `(call $g) (br_if 0 (i32.const 1) (local.get 0))`, false, [false]],
  [
    "a jump leads back",
    `(loop ${load} (call $g) (br_if 0 (local.get 0))) (local.get 0)`,
    true,
    [true],
  ],
  [
    "a table of jumps leads anywhere",
    "(block (call $g) (br_table 0 0 (local.get 0))) (local.get 0)",
    false,
    [true],
  ],
  ["something is caught", "(try (do (call $g)) (catch_all)) (local.get 0)", true, [true]],
  ["a call by index comes", "(call_indirect (i32.const 0)) (local.get 0)", false, [false]],
])("StoreFinder finds where fuel is stored when %s", (_case, code, entry, calls) => {
  expect(find(code)).toEqual([entry, calls]);
});

test("operators that compute cannot trap, those that reach for something can", () => {
  const traps = (names: string): number[] =>
    names.split(" ").map((name) => operatorTraps[operatorsByName.get(name) ?? -1] ?? -1);
  const harmless =
    "i32.add f64.div i64.extend_i32_s f32.trunc i32.trunc_sat_f64_u local.get global.set select drop memory.size ref.null ref.func ref.is_null ref.eq i8x16.add f32x4.div v128.const i64.add128 br_if call";
  const harmful =
    "i32.div_s i64.rem_u i32.trunc_f64_s i32.load f64.store v128.load v128.load8_lane i32.atomic.rmw.add memory.grow memory.copy memory.init table.get table.set table.init data.drop struct.get array.get array.new ref.cast ref.as_non_null i31.get_s";
  expect(new Set(traps(harmless))).toEqual(new Set([0]));
  expect(new Set(traps(harmful))).toEqual(new Set([1]));
});
