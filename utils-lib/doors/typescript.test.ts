import { expect, expectTypeOf, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { type Utilities, utilities } from "../registry.ts";
import type { Utility } from "../utility.ts";
import { type BoundUtilities, bindUtilities } from "./typescript.ts";

const tree = { "/app/a.py": "x = 1\n", "/app/sub/b.py": "", "/app/t.csv": "a\n1\n" };

/** A call of a row with all arguments by position, one by one, and with an options object after the required ones. */
type Calls<Row> =
  Row extends Utility<infer Args, infer Required, infer Optional, infer Result>
    ? {
        positional: (
          ...args: [...Values<Args, Required>, ...Partial<Values<Args, Optional>>]
        ) => Promise<Result>;
        options: (
          ...args: [...Values<Args, Required>, options: Options<Args, Optional[number]>]
        ) => Promise<Result>;
      }
    : never;
type Values<Args, Names extends readonly (keyof Args)[]> = {
  -readonly [Index in keyof Names]: Args[Names[Index]];
};
type Options<Args, Names extends keyof Args & string> = {
  readonly [Name in Names as CamelCase<Name>]?: Args[Name] | undefined;
};
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

test("bindUtilities() has the types of the registry", () => {
  const bound = bindUtilities(() => contextOf());
  expectTypeOf<keyof BoundUtilities>().toEqualTypeOf<keyof Utilities>();
  expectTypeOf(bound.find).toExtend<Calls<Utilities["find"]>["positional"]>();
  expectTypeOf(bound.find).toExtend<Calls<Utilities["find"]>["options"]>();
  expectTypeOf(bound.grep).toExtend<Calls<Utilities["grep"]>["positional"]>();
  expectTypeOf(bound.grep).toExtend<Calls<Utilities["grep"]>["options"]>();
  expectTypeOf(bound.head).toExtend<Calls<Utilities["head"]>["positional"]>();
  expectTypeOf(bound.head).toExtend<Calls<Utilities["head"]>["options"]>();
  expectTypeOf(bound.csvToJson).toExtend<Calls<Utilities["csvToJson"]>["positional"]>();
  expectTypeOf(bound.csvToJson).toExtend<Calls<Utilities["csvToJson"]>["options"]>();
  expect(Object.keys(bound)).toEqual(Object.keys(utilities));
});

test("bindUtilities() has types that refuse wrong calls", () => {
  const { find, head } = bindUtilities(() => contextOf());
  const calls = () => [
    find("*", "/app", { recursive: false }),
    // @ts-expect-error: the pattern is required
    find(),
    // @ts-expect-error: a pattern is text
    find(1),
    // @ts-expect-error: there is no such option
    find("*", { depth: 1 }),
    // @ts-expect-error: a path is text
    find("*", 1),
    // @ts-expect-error: there are only three parameters
    find("*", "/app", true, {}),
    // @ts-expect-error: lines are counted
    head("a", "b"),
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
  expect(await utils.grep("x = 1", "/app", { regex: false })).toEqual([["/app/a.py", 1, "x = 1"]]);
  expect(await utils.head("a.py", 1)).toBe("x = 1\n");
  expect(await utils.csvToJson("t.csv", "t.json")).toBeNull();
  expect(await utils.head("t.json")).toBe('[{"a": "1"}]');
  expect(made).toBe(6);
});

test("bindUtilities() rejects with what the utility throws", async () => {
  const utils = bindUtilities(() => contextOf(tree));
  await expect(utils.find("*", "/etc")).rejects.toMatchObject({ code: "PATH_ESCAPE_ATTEMPT" });
  await expect(utils.head("none")).rejects.toMatchObject({ code: "ENOENT" });
  await expect(Reflect.apply(utils.head, undefined, [1])).rejects.toThrow(TypeError);
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
