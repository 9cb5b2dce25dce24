import { expect, test } from "vitest";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import { rewriteCustom } from "./custom.ts";

/** The content of a custom section, or undefined when it is dropped. */
function rewrite(
  name: string,
  content: readonly number[],
  any = true,
  globals = true,
): number[] | undefined {
  const input = new ByteWriter();
  input.name(name);
  input.write(Uint8Array.from(content));
  // Bytes of the next section follow.
  const length = input.length;
  input.write(Uint8Array.of(0xee, 0xee));
  const writer = new ByteWriter();
  const kept = rewriteCustom(new ByteReader(input.done(), 0, length), writer, { any, globals });
  const reader = new ByteReader(writer.done());
  if (!kept) return undefined;
  expect(reader.name()).toBe(name);
  return [...writer.done().subarray(reader.offset)];
}

const moduleName = [0, 2, 1, 0x6d];
const functionNames = [1, 4, 1, 0, 1, 0x66];
const localNames = [2, 6, 1, 0, 1, 0, 1, 0x78];
const labelNames = [3, 6, 1, 0, 1, 0, 1, 0x6c];
const typeNames = [4, 4, 1, 0, 1, 0x74];

test("rewriteCustom() keeps names but those of locals and labels", () => {
  const all = [...moduleName, ...functionNames, ...localNames, ...labelNames, ...typeNames];
  expect(rewrite("name", all)).toEqual([...moduleName, ...functionNames, ...typeNames]);
  expect(rewrite("name", all, false)).toBeUndefined();
  const globalNames = [7, 4, 1, 0, 1, 0x67];
  expect(rewrite("name", [...globalNames, ...moduleName])).toEqual([...globalNames, ...moduleName]);
  expect(rewrite("name", [...globalNames, ...moduleName], true, false)).toEqual(moduleName);
});

test.each([
  ["a size that is too large", [...moduleName, 1, 100, 1]],
  ["a size that never ends", [...moduleName, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ["a size cut short", [...moduleName, 1, 0x80]],
  ["no size", [...moduleName, 1]],
])("rewriteCustom() ends names at %s", (_case, content) => {
  expect(rewrite("name", content)).toEqual(moduleName);
});

test.each(["producers", "target_features", "dylink.0", "my.debug_x"])(
  "rewriteCustom() copies %s",
  (name) => {
    expect(rewrite(name, [1, 2, 3], false)).toEqual([1, 2, 3]);
  },
);

test.each([".debug_line", "metadata.code.branch_hint", "sourceMappingURL", "external_debug_info"])(
  "rewriteCustom() drops %s",
  (name) => {
    expect(rewrite(name, [1])).toBeUndefined();
  },
);

test.each(["linking", "reloc.CODE"])("rewriteCustom() refuses %s", (name) => {
  expect(() => rewrite(name, [1])).toThrow("must be linked first");
});
