import { expect, test } from "vitest";
import { formatBytes, formatCount, formatCounted, formatMs } from "./format.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1 k"],
  [12_345, "12.3 k"],
  [123_456_789, "123 M"],
  [2_000_000_000, "2 G"],
])("formatCount() shows %s as %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KB"],
  [134_217_728, "128 MB"],
  [1_610_612_736, "1.5 GB"],
])("formatBytes() shows %s as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.4, "0 ms"],
  [999, "999 ms"],
  [1500, "1.5 s"],
  [12_345, "12.3 s"],
])("formatMs() shows %s as %s", (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

test.each([
  [0, "0 files"],
  [1, "1 file"],
  [1200, "1,200 files"],
])("formatCounted() shows %s as %s", (count, text) => {
  expect(formatCounted(count, "file")).toBe(text);
});
