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
  const topics = ["files", "text", "formats", "shell", "state"];
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const names = rows.flatMap(({ name, camelCaseName }) => [name, camelCaseName]);
  expect(new Set(Object.keys(guest))).toEqual(new Set([...names, ...topics, "default"]));
  expect(new Set(Object.keys(guest["default"] ?? {}))).toEqual(new Set([...names, ...topics]));
  for (const { name, camelCaseName, module } of rows) {
    expect(guest[name]).toBe(guest[camelCaseName]);
    expect(Reflect.get(guest[module] ?? {}, name)).toBe(guest[name]);
  }
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
