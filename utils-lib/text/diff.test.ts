import { applyPatch, parsePatch } from "diff";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { compareLines } from "./compare-lines.ts";
import { compareSequences } from "./compare-sequences.ts";

function diff(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "diff", args);
}

const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join("");

test.each([
  ["", "", ""],
  ["a\n", "a\n", ""],
  ["a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"],
  ["", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"],
  ["a\n", "", "@@ -1 +0,0 @@\n-a\n"],
  ["a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"],
  ["a\nb\n", "a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"],
  ["x\nb", "y\nb", "@@ -1,2 +1,2 @@\n-x\n+y\n b\n\\ No newline at end of file\n"],
  ["a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n"],
  [
    numbered(1, 20),
    numbered(1, 20).replace("10\n", "ten\n"),
    "@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n",
  ],
  [
    numbered(1, 20),
    numbered(1, 20).replace("5\n", "").replace("12\n", "12\nnew\n"),
    "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n@@ -10,6 +9,7 @@\n 10\n 11\n 12\n+new\n 13\n 14\n 15\n",
  ],
  [
    numbered(1, 12),
    numbered(1, 12).replace("3\n", "").replace("10\n", "ten\n"),
    "@@ -1,12 +1,11 @@\n 1\n 2\n-3\n 4\n 5\n 6\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n",
  ],
  // A run that could stand in several places stands in the last one.
  ["f {\n}\n", "f {\n}\ng {\n}\n", "@@ -1,2 +1,4 @@\n f {\n }\n+g {\n+}\n"],
])("diff(%j, %j) gives hunks", (before, after, hunks) => {
  const context = contextOf({ "/app/a": before, "/app/b": after });
  expect(diff(context, "a", "b")).toBe(hunks === "" ? "" : `--- /app/a\n+++ /app/b\n${hunks}`);
});

test("diff() shows as many lines around changes as it is asked for", () => {
  const context = contextOf({
    "/app/a": numbered(1, 9),
    "/app/b": numbered(1, 9).replace("5\n", "five\n"),
  });
  expect(diff(context, "a", "b", 0)).toBe("--- /app/a\n+++ /app/b\n@@ -5 +5 @@\n-5\n+five\n");
  expect(diff(context, "a", "b", { context: 1 })).toBe(
    "--- /app/a\n+++ /app/b\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n",
  );
  expect(diff(context, "a", "b", 1_000_000)).toContain("@@ -1,9 +1,9 @@\n");
});

test("diff() tells bytes apart that are not UTF-8, and shows them as U+FFFD", () => {
  const context = contextOf({
    "/app/a": Uint8Array.of(0xff, 0x0a, 0x61, 0x0a, 0xe2, 0x82),
    "/app/b": Uint8Array.of(0xfe, 0x0a, 0x61, 0x0a, 0xe2, 0x82),
  });
  expect(diff(context, "a", "b")).toBe(
    "--- /app/a\n+++ /app/b\n@@ -1,3 +1,3 @@\n-\ufffd\n+\ufffd\n a\n \ufffd\n\\ No newline at end of file\n",
  );
});

test("diff() keeps a name with line breaks on its line", () => {
  const context = contextOf({ "/app/a": "1\n", "/app/b\n+++ c": "2\n" });
  expect(String(diff(context, "a", "b\n+++ c")).split("\n")[1]).toBe('+++ "/app/b\\n+++ c"');
});

const someLines = fc
  .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "{\n", "}\n"), { maxLength: 40 })
  .map((all) => all.join(""));
const someText = fc.tuple(someLines, fc.constantFrom("", "end")).map((parts) => parts.join(""));

test("diff() is a patch that makes the second file of the first", () => {
  fc.assert(
    fc.property(someText, someText, fc.nat(4), (before, after, around) => {
      const context = contextOf({ "/app/a": before, "/app/b": after });
      const patch = String(diff(context, "a", "b", around));
      if (before === after) expect(patch).toBe("");
      else {
        expect(parsePatch(patch)).toHaveLength(1);
        expect(applyPatch(before, patch)).toBe(after);
      }
    }),
    { numRuns: 1_000 },
  );
});

/** The length of the longest common subsequence, by the textbook. */
function commonLength(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const element of a) {
    const next = [0];
    b.forEach((other, index) => {
      next.push(
        element === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0),
      );
    });
    row = next;
  }
  return row[b.length] ?? 0;
}

test("compareSequences() finds the least edits, and with a limit still edits that are right", () => {
  const sequence = fc.array(fc.nat(3), { maxLength: 16 });
  fc.assert(
    fc.property(sequence, sequence, fc.integer({ min: 1, max: 4 }), (a, b, maxEdits) => {
      for (const limit of [undefined, maxEdits]) {
        const changes = compareSequences(Int32Array.from(a), Int32Array.from(b), () => {}, limit);
        const keptA = a.filter((_, index) => changes.a[index] === 0);
        const keptB = b.filter((_, index) => changes.b[index] === 0);
        expect(keptA).toEqual(keptB);
        if (limit === undefined) expect(keptA).toHaveLength(commonLength(a, b));
      }
    }),
    { numRuns: 2_000 },
  );
});

test("compareLines() moves changes without making them more", () => {
  const sequence = fc.array(fc.nat(2), { maxLength: 14 });
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      const [left, right] = [a, b].map((all) => all.map(String));
      const changes = compareLines(left ?? [], right ?? [], () => {});
      const kept = a.filter((_, index) => changes.a[index] === 0);
      expect(kept).toEqual(b.filter((_, index) => changes.b[index] === 0));
      expect(kept).toHaveLength(commonLength(a, b));
    }),
    { numRuns: 1_000 },
  );
});

const shuffled = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${(index * 7_919) % count}\n`);

test.each([
  ["no line in common", numbered(100_000, 250_000), numbered(300_000, 450_000), 240],
  [
    "all lines in the opposite order",
    numbered(1, 40_000),
    numbered(1, 40_000).split("\n").reverse().join("\n"),
    16_000,
  ],
  ["all lines in another order", numbered(0, 39_999), shuffled(40_000).join(""), 16_000],
  ["two lines again and again", "a\nb\nb\n".repeat(30_000), "b\na\na\n".repeat(30_000), 16_000],
  ["the same line, fewer times", "a\n".repeat(200_000), "a\n".repeat(199_000), 600],
])("diff() of large files with %s costs little for each byte", (_, before, after, maxPerByte) => {
  const context = contextOf({ "/app/a": before, "/app/b": after });
  diff(context, "a", "b");
  expect(context.spent() / (before.length + after.length)).toBeLessThan(maxPerByte);
});

test("diff() stops in the middle of a long comparison", () => {
  const context = contextOf(
    { "/app/a": numbered(0, 39_999), "/app/b": shuffled(40_000).join("") },
    { budget: 200_000_000 },
  );
  expect(() => diff(context, "a", "b")).toThrow(BudgetSpent);
  expect(Math.max(...context.charges)).toBeLessThan(36_000_000);
});
