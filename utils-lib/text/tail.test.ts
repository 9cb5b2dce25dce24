import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes } from "../cost.ts";

const twelve = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`);
const tree = {
  "/app/twelve": twelve.join(""),
  "/app/open": "a\r\nb",
  "/app/blank": "\n\n\n",
  "/app/empty": "",
  "/app/folder/x": "",
  "/app/passwd": { link: "/etc/passwd" },
};

function tail(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "tail", args);
}

test.each([
  [["twelve"], twelve.slice(2).join("")],
  [["twelve", 2], "line 11\nline 12\n"],
  [["twelve", { lines: 1 }], "line 12\n"],
  [["twelve", 100], twelve.join("")],
  [["twelve", 0], ""],
  [["twelve", { from_line: 11 }], "line 11\nline 12\n"],
  [["twelve", { from_line: 1 }], twelve.join("")],
  [["twelve", { from_line: 13 }], ""],
  [["open", 1], "b"],
  [["open", 2], "a\r\nb"],
  [["open", { from_line: 2 }], "b"],
  [["blank", 2], "\n\n"],
  [["blank", { from_line: 3 }], "\n"],
  [["empty"], ""],
  [["empty", { from_line: 2 }], ""],
])("tail(%j) gives the last lines as they are", (args, expected) => {
  expect(tail(contextOf(tree), ...args)).toBe(expected);
});

test.each([
  [["missing"], { code: "ENOENT" }],
  [["folder"], { code: "EISDIR" }],
  [["passwd"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["twelve", { from_line: 0 }], { name: "TypeError" }],
])("tail(%j) raises", (args, expected) => {
  const context = contextOf(tree);
  expect(() => tail(context, ...args)).toThrow(expect.objectContaining(expected));
  expect(context.fs.usage().openFiles).toBe(0);
});

test("tail() gives what a plain split gives, wherever blocks end", () => {
  const piece = fc.oneof(
    fc.constantFrom("\n", "a\n", "é", "\r\n", "\n\n\n"),
    fc.nat(blockBytes).map((length) => "x".repeat(length)),
    fc.nat(3_000).map((count) => "ab\n".repeat(count)),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  const count = fc.oneof(fc.nat(6), fc.nat(6_000));
  fc.assert(
    fc.property(text, count, (content, lines) => {
      const context = contextOf({ "/app/f": content });
      const all = content.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      expect(tail(context, "f", lines)).toBe(all.slice(Math.max(0, all.length - lines)).join(""));
      expect(tail(context, "f", { from_line: lines + 1 })).toBe(all.slice(lines).join(""));
    }),
    { numRuns: 100 },
  );
});

test("tail() cost and reads follow what it returns, not the size of the file", () => {
  const small = contextOf({ "/app/f": "0123456789\n".repeat(10_000) });
  const large = contextOf({ "/app/f": "0123456789\n".repeat(1_000_000) });
  const read = vi.spyOn(large.fs, "read");
  expect(tail(large, "f")).toBe(tail(small, "f"));
  expect(large.spent()).toBe(small.spent());
  expect(read).toHaveBeenCalledTimes(2);
});

test("tail() decodes what is not UTF-8 as U+FFFD", () => {
  const bytes = Uint8Array.of(0x61, 0x0a, 0xef, 0xbb, 0xbf, 0xff, 0x0a, 0xe2, 0x82);
  expect(tail(contextOf({ "/app/f": bytes }), "f", 2)).toBe("\ufeff\ufffd\n\ufffd");
});

test("tail() stops before a block that the budget does not cover", () => {
  const context = contextOf({ "/app/f": "x".repeat(10_000) }, { budget: 5_000 });
  expect(() => tail(context, "f")).toThrow(BudgetSpent);
  expect(context.fs.usage().openFiles).toBe(0);
});

test("tail() refuses a result that would fill the host", () => {
  const context = contextOf({ "/app/f": "x".repeat(100_000) }, { maxResultBytes: 50_000 });
  expect(() => tail(context, "f")).toThrow(expect.objectContaining({ code: "RESULT_TOO_LARGE" }));
});
