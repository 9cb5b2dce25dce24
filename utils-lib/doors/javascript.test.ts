import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { dataFunctions } from "../data/data-function.ts";
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

test("javascriptModule() exports every function in both spellings, and by topic", async () => {
  const guest = await importModule(() => undefined);
  const topics = ["data", "files", "text", "formats", "shell", "state"];
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const members = [
    ...rows,
    ...dataFunctions.map((described) => ({ ...described, module: "data" })),
  ];
  const names = members.flatMap(({ name, camelCaseName }) => [name, camelCaseName]);
  expect(new Set(Object.keys(guest))).toEqual(new Set([...names, ...topics, "default"]));
  expect(new Set(Object.keys(guest["default"] ?? {}))).toEqual(new Set([...names, ...topics]));
  for (const { name, camelCaseName, module } of members) {
    expect(guest[name]).toBe(guest[camelCaseName]);
    expect(Reflect.get(guest[module] ?? {}, name)).toBe(guest[name]);
  }
});

test("javascriptModule() gives a guest the utilities' results and errors", async () => {
  const context = contextOf({ "/app/data/a.log": "one\ntwo\n", "/app/t.csv": "a\n1\n" });
  const guest = await importModule((operation, args) => callUtility(context, operation, args));
  expect(guest["find"]?.("*.log")).toEqual(["/app/data/a.log"]);
  expect(guest["head"]?.("data/a.log", 1)).toBe("one\n");
  expect(guest["csv_to_json"]?.("t.csv", { output: "t.json" })).toBeNull();
  expect(() => guest["head"]?.("/etc/passwd")).toThrow("Path must be within /app: /etc/passwd");
});
