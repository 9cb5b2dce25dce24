import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { utilities } from "../registry.ts";
import type { UtilityRow } from "../utility.ts";
import { javascriptModule } from "./javascript.ts";

type Call = (operation: string, args: readonly unknown[]) => unknown;
type Guest = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Imports the module as a guest would, with `call` as its host. */
async function importModule(call: Call): Promise<Guest> {
  const name = `call${crypto.randomUUID()}`;
  Object.defineProperty(globalThis, name, { value: call, configurable: true });
  try {
    const source = javascriptModule({ call: `globalThis[${JSON.stringify(name)}]` });
    return await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`);
  } finally {
    Reflect.deleteProperty(globalThis, name);
  }
}

test("javascriptModule() exports every utility in both spellings", async () => {
  const guest = await importModule(() => undefined);
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const names = rows.flatMap(({ name, camelCaseName }) => [name, camelCaseName]);
  expect(new Set(Object.keys(guest))).toEqual(new Set([...names, "default"]));
  expect(new Set(Object.keys(guest["default"] ?? {}))).toEqual(new Set(names));
  for (const { name, camelCaseName } of rows) expect(guest[name]).toBe(guest[camelCaseName]);
});

test("javascriptModule() passes on exactly the arguments that it was given", async () => {
  const calls: unknown[] = [];
  const guest = await importModule((...call) => calls.push(call));
  guest["find"]?.("*.log", "/app/data", { recursive: false });
  guest["csvToJson"]?.("a.csv");
  guest["head"]?.();
  guest["grep"]?.("x", ["a"], false, 1);
  expect(calls).toEqual([
    ["find", ["*.log", "/app/data", { recursive: false }]],
    ["csv_to_json", ["a.csv"]],
    ["head", []],
    ["grep", ["x", ["a"], false, 1]],
  ]);
});

test("javascriptModule() gives a guest the utilities' results and errors", async () => {
  const context = contextOf({ "/app/data/a.log": "one\ntwo\n", "/app/t.csv": "a\n1\n" });
  const guest = await importModule((operation, args) => callUtility(context, operation, args));
  expect(guest["find"]?.("*.log")).toEqual(["/app/data/a.log"]);
  expect(guest["grep"]?.("t", ["data"], { regex: false })).toEqual([["/app/data/a.log", 2, "two"]]);
  expect(guest["head"]?.("data/a.log", 1)).toBe("one\n");
  expect(guest["csv_to_json"]?.("t.csv", { output: "t.json" })).toBeNull();
  expect(() => guest["head"]?.("/etc/passwd")).toThrow("Path must be within /app: /etc/passwd");
});

test("javascriptModule() is the same text every time", () => {
  expect(javascriptModule({ call: "call" })).toMatchInlineSnapshot(`
    "const call = call;
    /** Lists the files whose name, or path below the start, matches a glob. */
    export function find(pattern, path, recursive) {
      return call("find", [...arguments]);
    }
    /** Finds the lines of files that match a regular expression or contain a text. */
    export function grep(pattern, files, regex) {
      return call("grep", [...arguments]);
    }
    /** Returns the first lines of a file. */
    export function head(file, lines) {
      return call("head", [...arguments]);
    }
    /** Converts a CSV file with a header to a JSON array of objects. */
    export function csvToJson(csvFile, output) {
      return call("csv_to_json", [...arguments]);
    }
    export { csvToJson as csv_to_json };
    export default { find, grep, head, csvToJson, csv_to_json: csvToJson };
    "
  `);
});
