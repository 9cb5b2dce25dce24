import { expect, test } from "vitest";
import { parseHeader, parseMetadata } from "./metadata.ts";

const lines = (...all: readonly string[]): string => all.join("\n");

test("parseHeader() reads fields until the first empty line", () => {
  const text = lines(
    "Name: a",
    "Requires-Dist: b",
    "  ; extra == 'x'",
    "requires-dist: c",
    "",
    "Name: d",
  );
  expect([...parseHeader(text)]).toEqual([
    ["name", ["a"]],
    ["requires-dist", ["b\n; extra == 'x'", "c"]],
  ]);
  expect(parseHeader("no field\r\nName: a\r\n\r\nName: b").get("name")).toEqual(["a"]);
});

test("parseMetadata() answers undefined and nothing for what is absent", () => {
  expect(parseMetadata("")).toEqual({
    name: "",
    version: "",
    requires: [],
    requiresPython: undefined,
    license: undefined,
  });
});

test.each([
  [["License-Expression: MIT", "License: Expat"], "MIT"],
  [["License: BSD-3-Clause"], "BSD-3-Clause"],
  [["License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"], "MIT License"],
  [[`License: ${"text ".repeat(50)}`, "Classifier: Topic :: Text"], undefined],
  [["Classifier: License :: OSI Approved"], "OSI Approved"],
])("parseMetadata() finds the licence of %j", (fields, license) => {
  expect(parseMetadata(lines("Name: a", ...fields)).license).toBe(license);
});
