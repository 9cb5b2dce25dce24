import { expect, test } from "vitest";
import { assemble } from "../../test/support/wat.ts";
import { editModule, type ModuleEdit, withoutData } from "./module-edit.ts";

const source = `(module
  (import "env" "wait" (func $wait (param i32 f64) (result i32)))
  (import "GOT" "address" (global $address (mut i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "hello")
  (global $sp (export "sp") (mut i32) (i32.const 1000))
  (global $constant (export "constant") i32 (i32.const 5))
  (global $second (mut i32) (i32.const 7))
  (func $sleep (export "sleep") (param f64) (loop br 0))
  (func $twice (export "twice") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (global.get $sp))))
    (i32.mul (i32.const 2) (local.get 0)))
  (func (export "used") (param i32) (result i32) (call $twice (local.get 0)))
  (func (export "unused") (call $sleep (f64.const 1))))`;

const edit: ModuleEdit = {
  keepExports: new Set(["memory", "sleep", "used", "sp"]),
  globalPrefix: "g",
  newBodies: [
    {
      exportName: "sleep",
      // i32.const -1, local.get 0, call, drop
      operators: ({ imported }) => [0x41, 0x7f, 0x20, 0, 0x10, ...imported("wait"), 0x1a],
    },
    {
      exportName: "twice",
      // i32.const 3, global.set sp, local.get 0, call original
      operators: ({ original, exportedGlobal }) => [
        ...[0x41, 3, 0x24, ...exportedGlobal("sp")],
        ...[0x20, 0, 0x10, ...original],
      ],
    },
  ],
};

async function instantiate(bytes: Uint8Array<ArrayBuffer>) {
  const waits: unknown[][] = [];
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { wait: (...args: unknown[]) => waits.push(args) },
    GOT: { address: new WebAssembly.Global({ value: "i32", mutable: true }, 0) },
  });
  return { exports: instance.exports as Record<string, WebAssembly.ExportValue>, waits };
}

function callExport(value: WebAssembly.ExportValue | undefined, ...args: number[]): unknown {
  if (typeof value !== "function") throw new TypeError("Cannot call: no such export");
  return value(...args);
}

test("editModule() keeps the exports it is told to, and adds mutable globals", async () => {
  const { exports } = await instantiate(editModule(await assemble(source), edit));
  expect(Object.keys(exports).sort()).toEqual(["g0", "g1", "memory", "sleep", "sp", "used"]);
  expect((exports["g1"] as WebAssembly.Global).value).toBe(7);
});

test("editModule() gives functions new bodies, which can call the old ones", async () => {
  const { exports, waits } = await instantiate(editModule(await assemble(source), edit));
  callExport(exports["sleep"], 2.5);
  expect(waits).toEqual([[-1, 2.5]]);
  expect(callExport(exports["used"], 21)).toBe(42);
  expect(callExport(exports["used"], 0)).toBe(3);
});

test.each([
  ["an export to keep", { keepExports: new Set(["none"]) }, "an export to keep is missing"],
  [
    "a function to replace",
    { newBodies: [{ exportName: "none", operators: () => [] }] },
    '"none" is missing',
  ],
  [
    "an import to call",
    {
      newBodies: [{ exportName: "sleep", operators: ({ imported }) => [...imported("none")] }],
    } satisfies Partial<ModuleEdit>,
    '"none" is missing',
  ],
])("editModule() throws without %s", async (_what, change, message) => {
  const module = await assemble(source);
  expect(() => editModule(module, { ...edit, ...change })).toThrow(message);
});

test("editModule() throws for globals and imports that it does not know", async () => {
  const bytes = await assemble('(module (import "a" "t" (table 1 funcref)))');
  expect(() => editModule(bytes, edit)).toThrow('Cannot edit the module: import "t" is of kind 1');
  const float = await assemble(
    source.replace(
      "(global $second (mut i32) (i32.const 7))",
      "(global $second (mut f32) (f32.const 7))",
    ),
  );
  expect(() => editModule(float, edit)).toThrow(
    "Cannot edit the module: global 2 starts otherwise",
  );
  expect(() => editModule(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), edit)).toThrow(
    '"section 2" is missing',
  );
});

test("withoutData() leaves memory as it starts", async () => {
  const module = await assemble(source);
  const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
    const { exports } = await instantiate(bytes);
    return new Uint8Array((exports["memory"] as WebAssembly.Memory).buffer)[8] ?? -1;
  };
  expect(await read(module)).toBe(0x68);
  expect(await read(withoutData(module))).toBe(0);
});
