import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { WasmError, withFuel } from "./index.ts";

const library = assemble(`(module
  (import "env" "seen" (func $seen (param i32)))
  (global $state (mut i32) (i32.const 1))
  (func $start (global.set $state (i32.const 2)))
  (start $start)
  (func (export "tell") (call $seen (global.get $state)))
  (func (export "spin") (loop (br 0))))`);

const imports = (seen: number[] = []): WebAssembly.Imports => ({
  env: { seen: (value: number) => seen.push(value) },
});

type Loader = () => Promise<WebAssembly.Instance>;

const response = (bytes: Uint8Array<ArrayBuffer>, type = "application/wasm", status = 200) =>
  new Response(bytes, { status, headers: { "content-type": type } });

const loaders: readonly (readonly [string, Loader])[] = [
  ["instantiate(bytes)", async () => (await WebAssembly.instantiate(library, imports())).instance],
  [
    "instantiate(buffer)",
    async () => (await WebAssembly.instantiate(library.slice().buffer, imports())).instance,
  ],
  [
    "instantiate(module)",
    async () => WebAssembly.instantiate(await WebAssembly.compile(library), imports()),
  ],
  [
    "compileStreaming",
    async () =>
      WebAssembly.instantiate(
        await WebAssembly.compileStreaming(Promise.resolve(response(library))),
        imports(),
      ),
  ],
  [
    "instantiateStreaming",
    async () =>
      (await WebAssembly.instantiateStreaming(response(library, "Application/Wasm; x"), imports()))
        .instance,
  ],
  [
    "new Instance",
    async () => new WebAssembly.Instance(new WebAssembly.Module(library), imports()),
  ],
];

test.each(loaders)("withFuel() meters what a loader makes by %s", async (_name, load) => {
  const { value: instance, instances } = await withFuel(load);
  expect(instance).toBeInstanceOf(WebAssembly.Instance);
  expect(Object.keys(instance.exports)).toEqual(["tell", "spin"]);
  expect(instances).toHaveLength(1);
  const meter = instances[0]?.meter;
  expect(instances[0]?.exports).toBe(instance.exports);
  // Entry, const, global.set.
  expect(meter?.consumed).toBe(0n);
  expect(meter?.remaining).toBe(2n ** 62n - 3n);
  meter?.set(500);
  expect(() => (instance.exports["spin"] as () => void)()).toThrow(WebAssembly.RuntimeError);
  expect(meter?.trapReason).toBe("fuel");
});

test("withFuel() puts everything back, also when loading fails", async () => {
  const before = { ...Object.getOwnPropertyDescriptors(WebAssembly) };
  await withFuel(() => 1);
  const failure = new Error("no library");
  await expect(
    withFuel(() => {
      throw failure;
    }),
  ).rejects.toBe(failure);
  await expect(withFuel(() => Promise.reject(failure))).rejects.toBe(failure);
  for (const [name, { value }] of Object.entries(before)) {
    expect(Object.getOwnPropertyDescriptor(WebAssembly, name)?.value, name).toBe(value);
  }
});

test("withFuel() refuses to load twice at once", async () => {
  const { promise, resolve } = defer();
  const first = withFuel(() => promise);
  await expect(withFuel(() => 2)).rejects.toThrow("another load has not ended");
  resolve();
  expect((await first).instances).toEqual([]);
  expect((await withFuel(() => 3)).value).toBe(3);
});

function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test("withFuel() passes options on, and leaves modules alone that are not meant", async () => {
  const seen: number[] = [];
  const { value, instances } = await withFuel(
    async () => [
      (await WebAssembly.instantiate(library, imports(seen))).instance,
      (await WebAssembly.instantiate(assemble(`(module (func (export "other")))`))).instance,
    ],
    {
      only: (bytes) => bytes.length === library.length,
      initialFuel: 10n,
      profile: { name: "own", operators: { "global.set": 4 } },
      stack: { bytes: 10_000 },
    },
  );
  expect(instances).toHaveLength(1);
  expect(instances[0]?.meta).toMatchObject({ profile: "own", stackBytes: 10_000 });
  expect(instances[0]?.meter.remaining).toBe(4n);
  const tell = value[0]?.exports["tell"];
  expect(tell).toBeTypeOf("function");
  (tell as () => void)();
  expect(seen).toEqual([2]);
  expect(Object.keys(value[1]?.exports ?? {})).toEqual(["other"]);
});

test("withFuel() stops a start function that does not end", async () => {
  const spin = assemble("(module (func $f (loop (br 0))) (start $f))");
  const load = withFuel(() => WebAssembly.instantiate(spin), { initialFuel: 1000n });
  await expect(load).rejects.toThrow(WebAssembly.RuntimeError);
});

test("withFuel() lets errors of the engine and of metering through", async () => {
  const broken = Uint8Array.of(0, 97, 115, 109, 2, 0, 0, 0);
  await expect(withFuel(() => WebAssembly.compile(broken))).rejects.toThrow(
    WebAssembly.CompileError,
  );
  await expect(withFuel(() => WebAssembly.instantiate(library, {}))).rejects.toThrow(TypeError);
  const memory = assemble("(module (memory 9))");
  await expect(
    withFuel(() => WebAssembly.compile(memory), { memory: { maxBytes: 65_536 } }),
  ).rejects.toThrow(WasmError);
});

test.each([
  ["another type", response(library, "text/html")],
  ["a failure", response(library, "application/wasm", 404)],
])("withFuel() refuses a response of %s", async (_case, given) => {
  await expect(withFuel(() => WebAssembly.compileStreaming(given))).rejects.toThrow(
    "Cannot load WebAssembly: the response has status",
  );
});
