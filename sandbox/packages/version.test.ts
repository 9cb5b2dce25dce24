import { expect, test } from "vitest";
import { compareVersions, satisfies } from "./version.ts";

test("compareVersions() sorts as pip does", () => {
  const sorted = [
    "no version",
    "1.0.dev1",
    "1.0a1.dev1",
    "1.0a1",
    "1.0a2",
    "1.0b1",
    "1.0rc1",
    "1.0",
    "1.0.post1.dev2",
    "1.0.post1",
    "1.0.1",
    "1.2",
    "1.10",
    "2.0",
    "1!0.1",
  ];
  const shuffled = sorted.toReversed();
  expect(shuffled.sort(compareVersions)).toEqual(sorted);
});

test.each([
  ["1.0", "1.0.0"],
  ["v1.0", "1.0"],
  ["1.0-alpha.1", "1.0a1"],
  ["1.0-1", "1.0.post1"],
  ["1.0RC1", "1.0rc1"],
])("compareVersions() takes %s and %s for the same", (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

test.each([
  ["1.5", "", true],
  ["1.5", ">=1.5", true],
  ["1.5", ">=1.0, <2", true],
  ["2.0", ">=1.0, <2", false],
  ["1.5", "!=1.5", false],
  ["1.5.0", "==1.5", true],
  ["1.5.3", "==1.5.*", true],
  ["1.6", "==1.5.*", false],
  ["1.6", "!=1.5.*", true],
  ["1.5.3", "~=1.5.1", true],
  ["1.6", "~=1.5.1", false],
  ["1.9", "~=1.5", true],
  ["1.5+local", "==1.5", true],
  ["1.5+local", "===1.5", false],
  ["1.5", ">1.5", false],
  ["1.5.1", ">1.5", true],
  ["1.5", "<=1.5", true],
  ["1.5", "newest", false],
  ["1.5", ">=", false],
  ["1.5", ">=x", false],
])("satisfies(%s, %j) is %s", (version, conditions, answer) => {
  expect(satisfies(version, conditions)).toBe(answer);
});

test("a hostile version takes no time", () => {
  expect(compareVersions(`1${".1".repeat(50_000)}`, "1")).toBe(1);
  expect(satisfies("1", `>=1${"-".repeat(50_000)}`)).toBe(false);
});
