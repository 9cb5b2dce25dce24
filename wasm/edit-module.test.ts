import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { type BodyPlaces, editModule, instrument, type ModuleEdit, WasmError } from "./index.ts";

const module = assemble(`(module
  (import "env" "note" (func (param i32)))
  (import "env" "wait" (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (global (mut i32) (i32.const 9))
  (func (export "sleep") (param i32) (result i32) (loop (br 0)) unreachable)
  (func (export "first") (result i32) (i32.load8_u (i32.const 0)))
  (data (i32.const 0) "A"))`);

function open(bytes: Uint8Array<ArrayBuffer>) {
  const waits: number[] = [];
  const wait = (ms: number): number => waits.push(ms);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { note: () => undefined, wait },
  });
  const call = (name: string, ...args: number[]): number =>
    (exports[name] as (...args: number[]) => number)(...args);
  return { exports, call, waits };
}

test("editModule() leaves alone what it is not asked to change", () => {
  expect(editModule(module, {})).toEqual(module);
  expect(editModule(module.slice().buffer, {})).toEqual(module);
});

test("editModule() replaces a body by one that calls an import", () => {
  const edited = editModule(module, {
    bodies: {
      // local.get 0; i32.const 2; i32.mul; call $wait
      sleep: (importIndex) => [0x20, 0, 0x41, 2, 0x6c, 0x10, importIndex("env", "wait")],
    },
  });
  const { call, waits } = open(edited);
  expect([call("sleep", 21), waits, call("first")]).toEqual([1, [42], 65]);
});

test("editModule() replaces a body by one that calls the old one and uses a global", () => {
  const counting = assemble(`(module
    (import "env" "note" (func (param i32)))
    (import "env" "count" (global i32))
    (global (export "calls") (mut i32) (i32.const 0))
    (func (export "other") (result i32) (call $twice (i32.const 5)))
    (func $twice (export "twice") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
      (i32.mul (i32.const 2) (local.get 0))))`);
  const edited = editModule(counting, {
    bodies: {
      other: (_importIndex, { functionIndex }) => [0x41, 4, 0x10, functionIndex("twice")],
      twice: (_importIndex, { originalIndex, globalIndex }) => [
        // global.get; i32.const 1; i32.add; global.set; local.get 0; call
        ...[0x23, globalIndex("calls"), 0x41, 1, 0x6a, 0x24, globalIndex("calls")],
        ...[0x20, 0, 0x10, originalIndex()],
      ],
    },
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(edited), {
    env: { note: () => undefined, count: 3 },
  });
  const call = (name: string, ...args: number[]): unknown =>
    (exports[name] as (...args: number[]) => unknown)(...args);
  expect([call("twice", 0), call("twice", 21), call("other")]).toEqual([7, 42, 8]);
  expect((exports["calls"] as WebAssembly.Global).value).toBe(3);
  const wrong = (find: "functionIndex" | "globalIndex") => () =>
    editModule(counting, { bodies: { twice: (_, places: BodyPlaces) => [places[find]("no")] } });
  expect(wrong("globalIndex")).toThrow('Cannot use global "no"');
  expect(wrong("functionIndex")).toThrow('Cannot use function "no"');
});

test("editModule() takes data and custom sections out", () => {
  const withCustom = Uint8Array.from([...module, 0, 3, 2, 0x68, 0x69]);
  const edited = editModule(withCustom, { data: false, custom: false });
  expect(WebAssembly.Module.customSections(new WebAssembly.Module(edited), "hi")).toEqual([]);
  expect(open(edited).call("first")).toBe(0);
  expect(editModule(withCustom, {})).toEqual(withCustom);
});

test("editModule() gives exports to a module that has none", () => {
  const bare = assemble("(module (global (mut i64) (i64.const 4)) (func) (start 0))");
  const edited = editModule(bare, { exports: { keep: [], globals: "g" } });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(edited));
  expect((exports["g0"] as WebAssembly.Global).value).toBe(4n);
  const only = assemble("(module (global (mut i64) (i64.const 4)))");
  expect(
    WebAssembly.Module.exports(
      new WebAssembly.Module(editModule(only, { exports: { keep: [], globals: "g" } })),
    ),
  ).toEqual([{ name: "g0", kind: "global" }]);
});

test("editModule() leaves the same exports as metering with that choice", () => {
  const quickjs = readFileSync(
    new URL("../node_modules/quickjs-wasi/quickjs.wasm", import.meta.url),
  );
  const exports = { keep: ["memory", "malloc"], globals: "g" };
  const before = editModule(quickjs, { exports, custom: false });
  const metered = instrument(before);
  const names = (bytes: Uint8Array<ArrayBuffer>): string[] =>
    WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  expect(names(metered.bytes)).toEqual(names(instrument(quickjs, { exports }).bytes));
  expect(metered.meta.stats.functions).toBe(1698);
});

test.each<[string, ModuleEdit, string]>([
  ["export", { exports: { keep: ["no"] } }, 'Cannot keep export "no"'],
  ["function", { bodies: { no: () => [] } }, 'Cannot replace "no"'],
  ["exported function", { bodies: { memory: () => [] } }, 'Cannot replace "memory"'],
  [
    "import",
    { bodies: { sleep: (importIndex) => [importIndex("env", "no")] } },
    'Cannot call import "env.no": the module does not import it',
  ],
])("editModule() throws RangeError for an unknown %s", (_case, edit, message) => {
  expect(() => editModule(module, edit)).toThrow(RangeError);
  expect(() => editModule(module, edit)).toThrow(message);
});

test("editModule() refuses what is no module, before and after", () => {
  expect(() => editModule(Uint8Array.of(1, 2, 3), {})).toThrow(WasmError);
  const broken = () => editModule(module, { bodies: { sleep: () => [0x6c] } });
  expect(broken).toThrow("Cannot edit module: what is left of it needs what goes");
});
