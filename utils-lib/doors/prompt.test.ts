import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { describeUtilities } from "./prompt.ts";

const text = describeUtilities();

test.each([
  "head(file, lines=10) -> str",
  "cat(*files) -> str",
  'walk(path="/app", filter_func=None) -> Iterator[Path]',
  'checksum(file, algorithm="sha256"|"md5"|"sha1") -> str',
  "chunk(items, size) -> Iterator[list]",
])("describeUtilities() has the line %s", (line) => {
  expect(text.split("\n")).toContain(line);
});

test.each([
  ["wc", ["a.txt"]],
  ["ls", ["/app", { long: true }]],
])("describeUtilities() names the keys of what %s gives", (utility, args) => {
  const result = callUtility(contextOf({ "/app/a.txt": "a\n" }), utility, args);
  const [record = {}] = [result].flat();
  const keys = Object.keys(Object(record));
  expect(keys.length).toBeGreaterThan(2);
  for (const key of keys) expect(text).toMatch(new RegExp(`\\b${key}\\b`));
});
