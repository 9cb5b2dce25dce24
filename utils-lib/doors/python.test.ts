import { expect, test } from "vitest";
import { dataFunctions } from "../data/data-function.ts";
import { utilities } from "../registry.ts";
import type { UtilityRow } from "../utility.ts";
import { pythonModule } from "./python.ts";

const source = pythonModule();
const rows: readonly UtilityRow[] = Object.values(utilities);
const names = [...rows, ...dataFunctions].map(({ name }) => name).sort();

test("pythonModule() has every function once, and in one submodule", () => {
  const members = [...source.matchAll(/^_submodule\("\w+", \[(.*)\]\)$/gm)].flatMap(
    ([, list = ""]) => (list === "" ? [] : list.split(", ")),
  );
  expect(members.toSorted()).toEqual(names);
  for (const name of names) expect(source.split(`\ndef ${name}(`)).toHaveLength(2);
});

test("pythonModule() names every function in __all__", () => {
  const all = /^__all__ = \[(.*)\]$/m.exec(source)?.[1] ?? "";
  expect(JSON.parse(`[${all}]`).toSorted()).toEqual(names);
});

test.each(dataFunctions)("pythonModule() declares $name as documented", ({ python }) => {
  expect(source).toContain(`\ndef ${python}:\n`);
});
