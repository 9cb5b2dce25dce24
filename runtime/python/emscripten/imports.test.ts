import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { openGuest } from "../../../test/support/emscripten-guest.ts";
import { implemented, refused, trapping } from "./imports.ts";
import { linkImports } from "./link.ts";

const path = createRequire(import.meta.url).resolve("pyodide/pyodide.asm.wasm");
const rows = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(path)));
const functions = rows.filter(({ kind }) => kind === "function").map(({ name }) => name);
const tables = [implemented, new Set(refused.keys()), trapping];

test("every function that the pinned module imports is in exactly one table", () => {
  const timesListed = (name: string): number => tables.filter((table) => table.has(name)).length;
  expect(functions.filter((name) => timesListed(name) !== 1)).toEqual([]);
  expect(functions).toHaveLength(268);
});

test("the tables list nothing that the pinned module does not import", () => {
  const known = new Set(functions);
  const listed = tables.flatMap((table) => [...table]);
  expect(listed.filter((name) => !known.has(name))).toEqual([]);
  expect(listed).toHaveLength(functions.length);
});

test("the pinned module imports no more than functions and addresses that are null", () => {
  const others = rows.filter(({ kind }) => kind !== "function");
  expect(new Set(others.map(({ module, kind }) => `${module} ${kind}`))).toEqual(
    new Set(["GOT.func global"]),
  );
});

test("every name of the first table is answered", () => {
  const { call } = openGuest();
  const missing = [...implemented].filter((name) => {
    try {
      call(name);
      return false;
    } catch (error) {
      return error instanceof Error && error.message.includes("there is no such import");
    }
  });
  expect(missing).toEqual([]);
});

test("linkImports() refuses, traps, and traps for what no table knows", () => {
  const { kernel, context } = openGuest();
  const names = ["__syscall_socket", "_maybe_poll_async", "JsProxy_GetAttr_js", "brand_new"];
  const { imports: linked, relink } = linkImports(
    [
      ...names.map((name) => ({ module: "env", name, kind: "function" as const })),
      { module: "GOT.func", name: "__proto__", kind: "global" as const },
    ],
    context,
  );
  const call = (name: string): unknown => {
    const value = linked["env"]?.[name];
    return typeof value === "function" ? value() : value;
  };
  expect(call("__syscall_socket")).toBe(-2);
  expect(call("_maybe_poll_async")).toBeNull();
  expect(kernel.stopped).toBeUndefined();
  expect(() => call("JsProxy_GetAttr_js")).toThrow(WebAssembly.RuntimeError);
  expect(kernel.stopped?.fault?.code).toBe("SEALED_IMPORT");
  expect(() => call("brand_new")).toThrow(WebAssembly.RuntimeError);
  const other = openGuest();
  relink(other.context);
  expect(() => call("brand_new")).toThrow(WebAssembly.RuntimeError);
  expect(other.kernel.stopped?.fault?.message).toContain('"brand_new"');
  relink(undefined);
  expect(() => call("brand_new")).toThrow(WebAssembly.RuntimeError);
  expect(call("__syscall_socket")).toBe(-2);
  expect(Object.keys(linked["GOT.func"] ?? {})).toEqual(["__proto__"]);
});
