import { expect, test, vi } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes, cost } from "../cost.ts";

const twelve = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`);
const tree = {
  "/app/twelve": twelve.join(""),
  "/app/open": "a\r\nb",
  "/app/blank": "\n\n\n",
  "/app/empty": "",
  "/app/folder/x": "",
  "/app/passwd": { link: "/etc/passwd" },
  "/etc/passwd": "root\n",
};

function head(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "head", args);
}

test.each([
  [["twelve"], twelve.slice(0, 10).join("")],
  [["twelve", 2], "line 1\nline 2\n"],
  [["twelve", { lines: 1 }], "line 1\n"],
  [["/app/twelve", 100], twelve.join("")],
  [["twelve", 0], ""],
  [["twelve", null], twelve.slice(0, 10).join("")],
  [["open", 1], "a\r\n"],
  [["open", 2], "a\r\nb"],
  [["blank", 2], "\n\n"],
  [["empty"], ""],
])("head(%j) gives the first lines as they are", (args, expected) => {
  expect(head(contextOf(tree), ...args)).toBe(expected);
});

test.each([
  [
    "missing",
    { code: "ENOENT", message: "ENOENT: no such file or directory, open '/app/missing'" },
  ],
  ["folder", { code: "EISDIR" }],
  ["twelve/x", { code: "ENOTDIR" }],
  ["passwd", { code: "PATH_ESCAPE_ATTEMPT" }],
  ["/etc/passwd", { code: "PATH_ESCAPE_ATTEMPT" }],
])("head(%j) raises", (file, expected) => {
  const context = contextOf(tree);
  expect(() => head(context, file)).toThrow(expect.objectContaining(expected));
  expect(context.fs.usage().openFiles).toBe(0);
});

test("head() decodes across blocks and replaces bytes that are not UTF-8", () => {
  const text = `${"x".repeat(4_095)}é${"y".repeat(8_190)}😀\n`;
  expect(head(contextOf({ "/app/f": text }), "f")).toBe(text);
  const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0a, 0xe2, 0x82);
  expect(head(contextOf({ "/app/f": bytes }), "f")).toBe("\ufeffa\ufffd\n\ufffd");
});

test("head() cost and reads follow what it returns, not the size of the file", () => {
  const lines = "0123456789\n".repeat(1_000_000);
  const context = contextOf({ "/app/f": lines });
  const read = vi.spyOn(context.fs, "read");
  head(context, "f");
  expect(read).toHaveBeenCalledTimes(1);
  expect(context.spent()).toBe(
    cost.call +
      cost.path +
      2 * cost.component +
      cost.file +
      4_096 * cost.scannedByte +
      110 * cost.resultByte,
  );
});

test("head() reads larger blocks as it goes on, up to the published size", () => {
  const context = contextOf({ "/app/f": "0123456789\n".repeat(100_000) });
  const read = vi.spyOn(context.fs, "read");
  head(context, "f", 50_000);
  const sizes = read.mock.calls.map(([, target]) => target.length);
  expect(sizes.slice(0, 6)).toEqual([4_096, 8_192, 16_384, 32_768, blockBytes, blockBytes]);
  expect(Math.max(...sizes)).toBe(blockBytes);
});

test("head() stops before a block that the budget does not cover", () => {
  const context = contextOf({ "/app/f": "x".repeat(10_000) }, { budget: 5_000 });
  const read = vi.spyOn(context.fs, "read");
  expect(() => head(context, "f")).toThrow(BudgetSpent);
  expect(read).not.toHaveBeenCalled();
  expect(context.fs.usage().openFiles).toBe(0);
});

test("head() refuses a result that would fill the host", () => {
  const context = contextOf({ "/app/f": "x".repeat(10_000) }, { maxResultBytes: 5_000 });
  expect(() => head(context, "f")).toThrow(expect.objectContaining({ code: "RESULT_TOO_LARGE" }));
});
