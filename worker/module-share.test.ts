import { expect, test } from "vitest";
import { encodeArtifact } from "../runtime/artifact.ts";
import { instrument } from "../wasm/index.ts";
import { createModuleShare } from "./module-share.ts";

const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

function setUp(initial: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) {
  const entries = new Map(Object.entries(initial));
  const asked: string[] = [];
  const compile = createModuleShare({
    get: async (key) => {
      asked.push(key);
      return entries.get(key);
    },
    put: async () => {},
  });
  return { asked, compile, entries };
}

test("createModuleShare() compiles once for all that ask", async () => {
  const { asked, compile } = setUp({ a: emptyModule });
  const [one, two] = await Promise.all([compile("a"), compile("a")]);
  expect(one).toBeInstanceOf(WebAssembly.Module);
  expect(two).toBe(one);
  expect(await compile("a")).toBe(one);
  expect(asked).toEqual(["a"]);
});

test("createModuleShare() asks again for what was missing or broken", async () => {
  const { asked, compile, entries } = setUp({ broken: Uint8Array.of(1) });
  expect(await compile("a")).toBeUndefined();
  await expect(compile("broken")).rejects.toThrow(WebAssembly.CompileError);
  entries.set("a", emptyModule);
  entries.set("broken", emptyModule);
  expect(await compile("a")).toBeInstanceOf(WebAssembly.Module);
  expect(await compile("broken")).toBeInstanceOf(WebAssembly.Module);
  expect(asked).toEqual(["a", "broken", "a", "broken"]);
});

test("createModuleShare() keeps the four that were asked for last", async () => {
  const keys = ["a", "b", "c", "d", "e"];
  const { asked, compile } = setUp(Object.fromEntries(keys.map((key) => [key, emptyModule])));
  for (const key of ["a", "b", "c", "d", "a", "e", "a", "b"]) await compile(key);
  expect(asked).toEqual(["a", "b", "c", "d", "e", "b"]);
});

test("createModuleShare() compiles the module of an artifact once for each limit of memory", async () => {
  // A memory of one page that may have two.
  const bytes = Uint8Array.of(...emptyModule, 5, 4, 1, 1, 1, 2, 7, 5, 1, 1, 0x6d, 2, 0);
  const meta = instrument(emptyModule).meta;
  const { compile } = setUp({ a: encodeArtifact({ bytes, meta }) });
  const one = await compile("a", 3 * 65_536);
  expect(await compile("a", 3 * 65_536)).toBe(one);
  expect(await compile("a", 65_536)).not.toBe(one);
  if (one === undefined) throw new Error("Nothing was compiled");
  const { m } = new WebAssembly.Instance(one).exports;
  if (!(m instanceof WebAssembly.Memory)) throw new Error("There is no memory");
  expect(m.grow(2)).toBe(1);
  expect(() => m.grow(1)).toThrow(RangeError);
});
