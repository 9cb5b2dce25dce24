import { expect, expectTypeOf, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { utilities } from "../registry.ts";
import type { Utility, UtilityProgress, UtilityRow } from "../utility.ts";
import type { BoundUtility, CallOptions } from "./bound-utility.ts";
import { bindUtilities } from "./typescript.ts";

const tree = { "/app/a.py": "x = 1\n", "/app/sub/b.py": "", "/app/t.csv": "a\n1\n" };

test("bindUtilities() has every utility, and the same by topic", () => {
  const bound = bindUtilities(() => contextOf());
  const rows: readonly UtilityRow[] = Object.values(utilities);
  for (const { camelCaseName, module } of rows) {
    expect(Reflect.get(bound[module], camelCaseName)).toBe(Reflect.get(bound, camelCaseName));
  }
  const topics = ["data", "files", "text", "formats", "shell", "state"];
  expect(new Set(Object.keys(bound))).toEqual(new Set([...Object.keys(utilities), ...topics]));
});

test("BoundUtility takes arguments by position and by name", () => {
  type Cat = BoundUtility<
    Utility<
      { readonly files: readonly string[]; readonly number_lines: boolean },
      ["files"],
      ["number_lines"],
      string
    >
  >;
  type Row = Utility<
    { readonly a: string; readonly b_c: number | null; readonly d: "x" | "y" },
    ["a"],
    ["b_c", "d"],
    string
  >;
  expectTypeOf<Parameters<BoundUtility<Row>>>().toEqualTypeOf<
    | [string]
    | [
        string,
        CallOptions & {
          readonly bC?: number | null | undefined;
          readonly d?: "x" | "y" | undefined;
        },
      ]
    | [string, number | null | undefined]
    | [string, number | null | undefined, CallOptions & { readonly d?: "x" | "y" | undefined }]
    | [string, number | null | undefined, "x" | "y" | undefined]
    | [string, number | null | undefined, "x" | "y" | undefined, CallOptions]
  >();
  expectTypeOf<ReturnType<BoundUtility<Row>>>().toEqualTypeOf<Promise<string>>();
  const calls = (cat: Cat) => [
    cat("a", "b"),
    cat(["a"], "b", { numberLines: true }),
    // @ts-expect-error: there is no such option
    cat("a", { lines: true }),
    // @ts-expect-error: a path is text
    cat(1),
  ];
  expect(calls).toBeTypeOf("function");
});

test("bindUtilities() has types that refuse wrong calls", () => {
  const { head } = bindUtilities(() => contextOf());
  const calls = () => [
    head("a", 1),
    head("a", { lines: 1 }),
    // @ts-expect-error: the file is required
    head(),
    // @ts-expect-error: a path is text
    head(1),
    // @ts-expect-error: there is no such option
    head("a", { depth: 1 }),
    // @ts-expect-error: lines are counted
    head("a", "b"),
    // @ts-expect-error: options come last
    head("a", { lines: 1 }, 1),
  ];
  expect(calls).toBeTypeOf("function");
});

test("bindUtilities() runs utilities on the context made for each call", async () => {
  const context = contextOf(tree);
  let made = 0;
  const utils = bindUtilities(() => {
    made++;
    return context;
  });
  expect(await utils.find("*.py")).toEqual(["/app/a.py", "/app/sub/b.py"]);
  expect(await utils.find("*.py", { recursive: false })).toEqual(["/app/a.py"]);
  expect(await utils.head("a.py", 1)).toBe("x = 1\n");
  expect(await utils.csvToJson("t.csv", "t.json")).toBeNull();
  expect(await utils.head("t.json")).toBe('[{"a": "1"}]');
  expect(made).toBe(5);
});

test("bindUtilities() rejects with what the utility throws", async () => {
  const utils = bindUtilities(() => contextOf(tree));
  await expect(utils.find("*", "/etc")).rejects.toMatchObject({ code: "PATH_ESCAPE_ATTEMPT" });
  await expect(utils.head("none")).rejects.toMatchObject({ code: "ENOENT" });
  await expect(Reflect.apply(utils.head, undefined, [1])).rejects.toThrow(TypeError);
});

test("bindUtilities() tells onProgress how far a call has come", async () => {
  const utils = bindUtilities(() => contextOf({ ...tree, "/app/big": "x\n".repeat(100_000) }));
  const heard: UtilityProgress[] = [];
  const onProgress = (done: UtilityProgress): void => void heard.push(done);
  await utils.wc("big", { onProgress });
  expect(heard.length).toBeGreaterThan(2);
  expect(heard.at(-1)?.bytes).toBe(200_000);
  heard.length = 0;
  await utils.find("*", { recursive: true, onProgress });
  expect(heard.at(-1)?.items).toBeGreaterThanOrEqual(4);
  await expect(Reflect.apply(utils.wc, undefined, ["big", { onProgress: 1 }])).rejects.toThrow(
    new TypeError('Cannot call "wc": "onProgress" must be a function'),
  );
});

test("bindUtilities() filters what walk() finds", async () => {
  const { walk, find } = bindUtilities(() => contextOf(tree));
  const isPython = (path: string): boolean => path.endsWith(".py");
  const found = ["/app/a.py", "/app/sub/b.py"];
  expect(await walk("/app", isPython)).toEqual(found);
  expect(await walk({ filterFunc: isPython })).toEqual(found);
  expect(await walk("/app", { filterFunc: isPython })).toEqual(found);
  expect(await Reflect.apply(walk, undefined, [isPython])).toEqual(found);
  expect(await walk("sub")).toEqual(["/app/sub/b.py"]);
  // @ts-expect-error: a filter is a function
  await expect(walk("sub", "*.py")).rejects.toThrow(TypeError);
  await expect(Reflect.apply(walk, undefined, ["/app", { filter_func: 1 }])).rejects.toThrow(
    new TypeError('Cannot call "walk": "filter_func" must be a function'),
  );
  await expect(Reflect.apply(find, undefined, ["*", { filterFunc: isPython }])).rejects.toThrow(
    new TypeError('Cannot call "find": there is no parameter "filterFunc"'),
  );
});

test("bindUtilities() tells the gate which calls write, and works only when it says so", async () => {
  const context = contextOf(tree);
  const writes: boolean[] = [];
  let opens: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    opens = resolve;
  });
  const utils = bindUtilities(
    () => context,
    async (work, isWrite) => {
      writes.push(isWrite);
      if (isWrite) await opened;
      return work();
    },
  );
  const writing = utils.csvToJson("t.csv", { output: "t.json" });
  expect(await utils.csvToJson("t.csv")).toBe('[{"a": "1"}]');
  expect(await utils.csvToJson("t.csv", { output: null })).toBe('[{"a": "1"}]');
  expect(await utils.find("*.json")).toEqual([]);
  opens();
  expect(await writing).toBeNull();
  expect(await utils.find("*.json")).toEqual(["/app/t.json"]);
  expect(writes).toEqual([true, false, false, false, false]);
});
