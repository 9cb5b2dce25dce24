import { expect, test } from "vitest";
import { camelCase } from "./arguments.ts";
import { cost } from "./cost.ts";
import { utilities } from "./registry.ts";
import type { Utility, UtilityRow } from "./utility.ts";

const rows: readonly [string, UtilityRow][] = Object.entries(utilities);

const pythonKeywords = [
  ...["and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif"],
  ...["else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda"],
  ...["nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"],
];

test.each(rows)("%s is a row that doors and documents can be made from", (key, row) => {
  expect(row.camelCaseName).toBe(key);
  expect(camelCase(row.name)).toBe(key);
  expect(row.name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/);
  for (const sentence of [row.summary, row.result.doc, row.cost]) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toContain("\n");
  }
  for (const { name, doc } of row.parameters) {
    expect(pythonKeywords).not.toContain(name);
    expect(name).toMatch(/^[a-z]+[0-9]?(?:_[a-z]+)*$/);
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

test.each(rows)("%s writes only to a parameter that it has", (_, { parameters, writes }) => {
  if (writes === undefined || writes === true) return;
  const parameter = parameters.find(({ name }) => name === writes);
  expect([null, false]).toContain(parameter?.default);
});

test("Utility refuses at compile time a row that does not fit its arguments", () => {
  type Row = Utility<{ readonly n: number; readonly s: string }, ["n"], ["s"], string>;
  const n = { name: "n", type: "integer", doc: "N." } as const;
  const s = { name: "s", type: "string", doc: "S.", default: "" } as const;
  const right: Row["parameters"] = [n, s];
  // @ts-expect-error: required parameters come first
  const order: Row["parameters"] = [s, n];
  // @ts-expect-error: the type is the argument's
  const type: Row["parameters"] = [{ ...n, type: "string" }, s];
  // @ts-expect-error: an optional parameter has a default
  const missing: Row["parameters"] = [n, { name: "s", type: "string", doc: "S." }];
  // @ts-expect-error: a required parameter has none
  const surplus: Row["parameters"] = [{ ...n, default: 1 }, s];
  // @ts-expect-error: every argument has its parameter
  const short: Row["parameters"] = [n];
  expect([right, order, type, missing, surplus, short]).toHaveLength(6);
});
