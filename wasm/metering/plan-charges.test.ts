import { expect, test } from "vitest";
import { buildModule, type Word } from "../../test/fuzz/build-module.ts";
import { assemble } from "../../test/support/wat.ts";
import { ByteReader } from "../byte-reader.ts";
import { indexModule, sectionIds } from "../module-index.ts";
import { type InstrumentOptions, resolveOptions } from "../options.ts";
import { ActionList, actionFlags, actions } from "./action-list.ts";
import { BodyDecoder } from "./decode-body.ts";
import { EventList } from "./event-list.ts";
import { FunctionBody } from "./function-body.ts";
import { FunctionPlan } from "./function-plan.ts";
import { createScope } from "./metering-scope.ts";
import { ChargePlanner } from "./plan-charges.ts";

const actionNames = new Map<number, string>(
  Object.entries(actions).map(([name, kind]) => [kind, name]),
);

/** The plan of the function `$f`, which must be the first, as words; `@` and the offset in its code where asked for. */
function plan(text: string, options: InstrumentOptions = {}): string[] {
  return planBytes(assemble(`(module (memory 1 1) ${text})`), options);
}

function planBytes(bytes: Uint8Array, options: InstrumentOptions): string[] {
  const index = indexModule(bytes);
  const settings = resolveOptions(options);
  const scope = createScope(index, settings, new FunctionPlan(index, settings, new Set()));
  const code = index.sections.find(({ id }) => id === sectionIds.code);
  if (code === undefined) throw new TypeError("no code");
  const reader = new ByteReader(index.bytes, code.start, code.end);
  reader.u32();
  const body = new FunctionBody();
  body.read(reader, scope, index.importedFunctions);
  const events = new EventList();
  const list = new ActionList();
  const register = scope.functions.registers[body.functionIndex] === 1;
  new BodyDecoder(scope, events).decode(body.codeStart, body.end, Number.POSITIVE_INFINITY);
  new ChargePlanner(scope, events, list).plan(register);
  const words = Array.from({ length: list.count }, (_, i) => {
    const flags = Object.entries(actionFlags)
      .filter(([, bit]) => ((list.flags[i] ?? 0) & bit) !== 0)
      .map(([name]) => ` ${name}`);
    return `${actionNames.get(list.kinds[i] ?? -1)} ${list.values[i]}${flags.join("")}`;
  });
  return [...words, list.endReachable ? `end ${list.endPending}` : "end unreachable"];
}

test.each<[string, string, string[]]>([
  ["straight code is paid at its end", "(func $f (drop (i32.const 1)) (nop))", ["end 2"]],
  [
    "a return is paid where it stands, and what follows is left out",
    "(func $f (param i32) (return) (drop (local.get 0)))",
    ["leave 1", "omit 0", "end unreachable"],
  ],
  [
    "arms of an if agree on what the first leaves pending",
    "(func $f (param i32) (if (local.get 0) (then (drop (i32.const 1)) (drop (i32.const 2))) (else (drop (i32.const 3)))))",
    // 1 + 2 before; 2 in one arm, 1 in the other, which is given 1 back.
    ["charge -1", "end 5"],
  ],
  [
    "an if without else leaves what was pending before it",
    "(func $f (param i32) (if (local.get 0) (then (drop (i32.const 1)))))",
    ["charge 1", "end 3"],
  ],
  [
    "a loop is checked against pending, and pays on the way back",
    "(func $f (param i32) (loop (br_if 0 (local.get 0))))",
    ["check 1", "charge 2", "end 1"],
  ],
  [
    "an endless loop has no end",
    "(func $f (loop (br 0)) (drop (i32.const 1)))",
    ["check 1", "charge 1", "omit 0 seemsReachable", "end unreachable"],
  ],
  [
    "labels of one br_table agree",
    "(func $f (param i32) (block (block (br_table 0 1 0 (local.get 0))) (drop (i32.const 1))))",
    ["charge 1", "end 3"],
  ],
  [
    "dead blocks are left out whole",
    "(func $f (unreachable) (block (loop (br 0))) (if (i32.const 1) (then) (else)))",
    ["save 1", "omit 0", "end unreachable"],
  ],
  [
    "calls of the module's own functions pass fuel on",
    "(func $f (call $g)) (func $g)",
    ["push 2", "resume 0", "end 0"],
  ],
  [
    "what follows a call is taken off when it returns, up to the next jump or label",
    "(func $f (param i32) (block (br_if 0 (local.get 0)) (call $g) (br_if 0 (local.get 0)) (br_if 0 (local.get 0)))) (func $g)",
    // 3 are pending when the first jumps; 2 more after the call; 2 more for the last.
    ["push 4", "resume -1", "charge 2", "end 3"],
  ],
  [
    "calls through public tables go by the global",
    '(table (export "t") 1 funcref) (func $f (call_indirect (i32.const 0)))',
    ["saveForCall 3", "reload 0", "end 0"],
  ],
  [
    "calls through private tables take the counter along",
    "(table 1 funcref) (func $f (call_indirect (i32.const 0)))",
    ["pushForIndirectCall 3", "resume 0", "end 0"],
  ],
  [
    "a constant length up to 128 is only added",
    "(func $f (memory.fill (i32.const 0) (i32.const 0) (i32.const 128)))",
    ["end 133"],
  ],
  [
    "a longer one is checked, too",
    "(func $f (memory.fill (i32.const 0) (i32.const 0) (i32.const 129)))",
    ["check 134", "end 134"],
  ],
  [
    "a dynamic one is charged after the operator",
    "(func $f (param i32) (memory.fill (i32.const 0) (i32.const 0) (local.get 0)))",
    ["bulk 5", "end 0"],
  ],
  [
    "growth is charged when it succeeds",
    "(func $f (param i32) (drop (memory.grow (local.get 0))))",
    ["grow 3 charges", "end 3"],
  ],
  [
    "growth by a small constant is charged at once",
    "(func $f (drop (memory.grow (i32.const 5))))",
    ["end 8"],
  ],
  [
    "an access that cannot succeed is paid before",
    "(func $f (drop (i32.load offset=65533 (i32.const 0))))",
    ["save 3", "end 3"],
  ],
  ["one that may is not", "(func $f (drop (i32.load offset=65532 (i32.const 0))))", ["end 3"]],
  [
    "a handler starts with the counter in the global",
    "(tag $e) (func $f (try (do (nop)) (catch $e (drop (i32.const 1))) (catch_all)))",
    // The end of try is reached with 2, from the handlers with 1 and 0, which give back the rest at once.
    ["reload -1", "reload -2", "end 2"],
  ],
])("ChargePlanner: %s", (_case, text, expected) => {
  expect(plan(text)).toEqual(expected);
});

test("ChargePlanner notes refused growth when memory is capped", () => {
  const options = { memory: { maxBytes: 65_536 } };
  expect(plan("(func $f (drop (memory.grow (i32.const 5))))", options)).toEqual([
    "grow 3 notes",
    "end 8",
  ]);
  expect(plan("(func $f (param i32) (drop (memory.grow (local.get 0))))", options)).toEqual([
    "grow 3 charges notes",
    "end 3",
  ]);
});

test("ChargePlanner charges no lengths under wasmtime-43", () => {
  const fill = "(func $f (param i32) (memory.fill (i32.const 0) (i32.const 0) (local.get 0)))";
  expect(plan(fill, { profile: "wasmtime-43" })).toEqual(["end 5"]);
});

test.each<[string, Word[], string[]]>([
  ["a struct", ["struct.new_default", 0], ["allocate 32", "end 2"]],
  [
    "a fixed array",
    ["ref.null", -18, "ref.null", -18, "array.new_fixed", 1, 2],
    ["allocate 48", "end 4"],
  ],
  [
    "an array of constant length",
    ["i32.const", 5, "array.new_default", 2],
    ["allocate 37", "end 8"],
  ],
  [
    "a long array of constant length",
    ["i32.const", 200, "array.new_default", 2],
    ["allocate 232", "check 203", "end 203"],
  ],
  ["an array", ["local.get", 0, "array.new_default", 1], ["allocateArray 1", "bulk 3", "end 0"]],
  ["no object", ["i32.const", 1, "ref.i31"], ["end 3"]],
])("ChargePlanner counts %s when objects are", (_case, code, expected) => {
  const bytes = buildModule({
    types: [
      [0x5f, 2, 0x7f, 0, 0x7e, 1],
      [0x5e, 0x6e, 1],
      [0x5e, 0x78, 1],
      [0x60, 1, 0x7f, 0],
    ],
    functions: [{ type: 3, code: [...code, "drop"] }],
  });
  expect(planBytes(bytes, { gc: { maxBytes: 1000 } })).toEqual(expected);
  const uncounted = expected.filter((one) => !one.startsWith("allocate"));
  expect(planBytes(bytes, {})).toEqual(uncounted);
  expect(planBytes(bytes, { gc: { maxBytes: 1000 }, profile: "wasmtime-43" })).toEqual([
    ...expected.filter((one) => one.startsWith("allocate")),
    `end ${1 + code.filter((one) => typeof one === "string").length}`,
  ]);
});
