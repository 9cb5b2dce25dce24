import { expect, test } from "vitest";
import { assemble } from "../../test/support/wat.ts";
import type { ImportedFunction } from "../import-boundary.ts";
import { type CallName, signatures } from "./abi.ts";
import { typeImports } from "./typed-imports.ts";

const names = Object.keys(signatures) as CallName[];

function typed(answer: ImportedFunction): ReadonlyMap<string, ImportedFunction> {
  return typeImports(new Map(names.map((name) => [name, answer])));
}

/** Instantiates a module whose one import has `type`. */
function link(name: string, type: string): void {
  const bytes = assemble(`(module (import "" "f" (func ${type})))`);
  const f = typed(() => 0).get(name);
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { "": { f: f as () => number } });
}

function typeText(signature: string): string {
  const words = (letters: string): string =>
    Array.from(letters, (letter) => (letter === "i" ? "i32" : "i64")).join(" ");
  const [parameters = "", results = ""] = signature.split(":");
  return `(param ${words(parameters)}) (result ${words(results)})`;
}

test.each(Object.entries(signatures))("%s links as %s and as nothing else", (name, signature) => {
  expect(() => link(name, typeText(signature))).not.toThrow();
  for (const wrong of [`i${signature}`, signature.replace("i:", "I:"), `${signature}i`]) {
    if (wrong === signature) continue;
    expect(() => link(name, typeText(wrong))).toThrow(WebAssembly.LinkError);
  }
});

test("typeImports() passes arguments and answers on", () => {
  const seen: unknown[] = [];
  const functions = typed((...args) => {
    seen.push(args);
    return 7;
  });
  expect(functions.size).toBe(names.length);
  expect(functions.get("fd_seek")?.(1, -2n, 0, 16)).toBe(7);
  expect(seen).toEqual([[1, -2n, 0, 16]]);
});
