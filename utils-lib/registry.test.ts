import { expect, test } from "vitest";
import { camelCase } from "./arguments.ts";
import { cost } from "./cost.ts";
import { utilities } from "./registry.ts";
import type { UtilityRow } from "./utility.ts";

const rows: readonly [string, UtilityRow][] = Object.entries(utilities);

test.each(rows)("%s is a row that doors and documents can be made from", (key, row) => {
  expect(row.camelCaseName).toBe(key);
  expect(camelCase(row.name)).toBe(key);
  expect(row.name).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
  for (const sentence of [row.summary, row.result.doc, row.cost]) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toContain("\n");
  }
  for (const { name, doc } of row.parameters) {
    expect(name).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(doc).toMatch(/^[A-Z].*\.$/);
  }
});

test.each(rows)("%s takes its required parameters first", (_, { parameters }) => {
  const optional = parameters.map((parameter) => parameter.default !== undefined);
  expect(optional).toEqual(optional.toSorted());
});

test.each(rows)("%s says with names of the cost model what it costs", (_, row) => {
  const named = row.cost.match(/\b[a-z]+[A-Z][A-Za-z]+\b/g) ?? [];
  expect(named.filter((name) => !(name in cost))).toEqual([]);
});

test.each(rows)("%s writes only to a parameter that it has", (_, { parameters, writesTo }) => {
  if (writesTo === undefined) return;
  expect(parameters.find(({ name }) => name === writesTo)).toMatchObject({ default: null });
});
