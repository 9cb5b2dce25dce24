import { expect, test } from "vitest";
import { parseDuration, parseFuel, parseSeed, parseSize } from "./quantities.ts";
import { UsageError } from "./usage-error.ts";

test.each([
  ["1", 1],
  ["2000000", 2_000_000],
  ["2_000_000", 2_000_000],
  ["2e9", 2_000_000_000],
  ["2E9", 2_000_000_000],
  ["1.5e9", 1_500_000_000],
  ["500M", 500_000_000],
  ["500m", 500_000_000],
  ["1.1M", 1_100_000],
  ["64k", 64_000],
  ["2G", 2_000_000_000],
  ["2B", 2_000_000_000],
  ["1T", 1_000_000_000_000],
  ["9007199254740991", Number.MAX_SAFE_INTEGER],
])("parseFuel() reads %s", (text, fuel) => {
  expect(parseFuel(text)).toBe(fuel);
});

test.each([
  ["1", 1],
  ["65536", 65_536],
  ["128m", 134_217_728],
  ["128M", 134_217_728],
  ["128MB", 134_217_728],
  ["128MiB", 134_217_728],
  ["1g", 1_073_741_824],
  ["0.5g", 536_870_912],
  ["64k", 65_536],
  ["100b", 100],
])("parseSize() reads %s", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["0.25s", 250],
  ["2m", 120_000],
  ["1h", 3_600_000],
])("parseDuration() reads %s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ["0", 0],
  ["42", 42],
])("parseSeed() reads %s", (text, seed) => {
  expect(parseSeed(text)).toBe(seed);
});

const wrong = [
  "",
  "0",
  "-1",
  "abc",
  "1x",
  "1_",
  "_1",
  "1__0",
  "0x10",
  "1e400",
  "1 0",
  "NaN",
  "0.3",
];

const refused: readonly (readonly [(text: string) => number, string])[] = [
  ...[parseFuel, parseSize, parseDuration].flatMap((parse) =>
    wrong.map((text) => [parse, text] as const),
  ),
  ...["", "-1", "1.5", "1e3", "x", "9007199254740992"].map((text) => [parseSeed, text] as const),
  [parseFuel, "9007199254740993"],
  [parseFuel, "1constructor"],
  [parseDuration, "30"],
  [parseDuration, "1000h"],
];

test.each(refused)("%o refuses %j and names it", (parse, text) => {
  expect(() => parse(text)).toThrow(UsageError);
  expect(() => parse(text)).toThrow(`"${text}"`);
});
