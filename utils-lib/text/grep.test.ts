import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes } from "../cost.ts";
import { maxLineBytes } from "./line-blocks.ts";

const tree = {
  "/app/hello.txt": "Hello [world]\nhello\r\nbye\n",
  "/app/sub/z.log": "ERROR 1\n",
  "/app/sub/a.log": "ok\nERROR 2",
  "/app/sub/link.log": { link: "a.log" },
  "/app/passwd": { link: "/etc/passwd" },
  "/app/empty": "",
  "/etc/passwd": "ERROR root\n",
};

function grep(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "grep", args);
}

test.each([
  [["[world]", "hello.txt", false], [["/app/hello.txt", 1, "Hello [world]"]]],
  [["[world]", "hello.txt", { regex: false }], [["/app/hello.txt", 1, "Hello [world]"]]],
  [
    ["[Hh]ello", "/app/hello.txt"],
    [
      ["/app/hello.txt", 1, "Hello [world]"],
      ["/app/hello.txt", 2, "hello"],
    ],
  ],
  [["^hello$", "hello.txt"], [["/app/hello.txt", 2, "hello"]]],
  [["o$", "hello.txt"], [["/app/hello.txt", 2, "hello"]]],
  [["bye", ["hello.txt", "missing.txt", "hello.txt/x"]], [["/app/hello.txt", 3, "bye"]]],
  [
    ["ERROR", "sub"],
    [
      ["/app/sub/a.log", 2, "ERROR 2"],
      ["/app/sub/link.log", 2, "ERROR 2"],
      ["/app/sub/z.log", 1, "ERROR 1"],
    ],
  ],
  [
    ["ERROR \\d", ["sub/z.log", "sub/a.log"]],
    [
      ["/app/sub/z.log", 1, "ERROR 1"],
      ["/app/sub/a.log", 2, "ERROR 2"],
    ],
  ],
  [["ERROR", [".", "sub/z.log"]], expect.arrayContaining([["/app/sub/z.log", 1, "ERROR 1"]])],
  [["x", []], []],
  [["", "empty", false], []],
  [
    ["", "hello.txt", false],
    [
      ["/app/hello.txt", 1, "Hello [world]"],
      ["/app/hello.txt", 2, "hello"],
      ["/app/hello.txt", 3, "bye"],
    ],
  ],
  [["o\r", "hello.txt", false], []],
  [["o\nb", "hello.txt", false], []],
  [["\ud800", "hello.txt", false], []],
])("grep(%j) gives file, line number and line", (args, expected) => {
  expect(grep(contextOf(tree), ...args)).toEqual(expected);
});

test.each(["/etc/passwd", "../../etc/passwd", "passwd", "/app2", ["hello.txt", "/etc"]])(
  "grep() raises when %j leaves the root",
  (files) => {
    expect(() => grep(contextOf(tree), "root", files)).toThrow(
      expect.objectContaining({ code: "PATH_ESCAPE_ATTEMPT" }),
    );
  },
);

test("grep() does not read through a symlink that leaves the root when it meets one", () => {
  expect(grep(contextOf(tree), "ERROR root", "/app")).toEqual([]);
});

test("grep() raises INVALID_PATTERN before it reads a file", () => {
  expect(() => grep(contextOf(tree), "(", "missing")).toThrow(
    expect.objectContaining({
      code: "INVALID_PATTERN",
      message: 'Cannot compile pattern "(": missing closing )',
    }),
  );
});

test.each([
  ["x", "regex"],
  [".", "literal"],
])("grep(%j) decodes bytes that are not UTF-8 as U+FFFD", (pattern) => {
  const bytes = Uint8Array.of(
    0xef,
    0xbb,
    0xbf,
    0x78,
    0xff,
    0xc3,
    0x0a,
    0x78,
    0xe2,
    0x82,
    0xac,
    0x0d,
  );
  expect(grep(contextOf({ "/app/b": bytes }), pattern, "b")).toEqual([
    ["/app/b", 1, "\ufeffx\ufffd\ufffd"],
    ["/app/b", 2, "x€\r"],
  ]);
});

test.each(["(a+)+$", "(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){40}a{40}$"])(
  "grep(%j) ends on a line that would take a backtracking engine for ever",
  (pattern) => {
    const context = contextOf({ "/app/evil": `${"a".repeat(50_000)}!\n` });
    const started = performance.now();
    grep(context, pattern, "evil");
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);

/** What grep must find, by the language's own means. */
function reference(text: string, matches: (line: string) => boolean): unknown {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines
    .map((line, index): [string, number, string] => {
      const hasReturn = line.endsWith("\r") && (index < lines.length - 1 || text.endsWith("\n"));
      return ["/app/f", index + 1, hasReturn ? line.slice(0, -1) : line];
    })
    .filter(([, , line]) => matches(line));
}

test("grep() finds what a plain scan finds, wherever blocks end", () => {
  const piece = fc.oneof(
    fc.constantFrom("needle", "\n", "\r\n", "é", "n", "need", "\n\n\n\n\n"),
    fc.nat(blockBytes).map((length) => "x".repeat(length)),
    fc.nat(3_000).map((count) => "ab\n".repeat(count)),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (content) => {
      const context = contextOf({ "/app/f": content });
      const expected = reference(content, (line) => line.includes("needle"));
      expect(grep(context, "needle", "f", false)).toEqual(expected);
      expect(grep(context, "ne+dle", "f")).toEqual(expected);
      expect(grep(context, "(?:needle)", "f")).toEqual(expected);
      expect(grep(context, "^$", "f")).toEqual(reference(content, (line) => line === ""));
    }),
    { numRuns: 60 },
  );
});

test("grep() finds a line that is longer than many blocks", () => {
  const line = `${"y".repeat(5 * blockBytes)}needle${"z".repeat(blockBytes)}`;
  const context = contextOf({ "/app/f": `first\n${line}\nlast needle` });
  expect(grep(context, "needle", "f")).toEqual([
    ["/app/f", 2, line],
    ["/app/f", 3, "last needle"],
  ]);
});

test("grep() refuses a line that would fill the host", () => {
  const context = contextOf({ "/app/f": new Uint8Array(maxLineBytes + 1).fill(0x61) });
  expect(() => grep(context, "x", "f")).toThrow(
    expect.objectContaining({
      code: "LINE_TOO_LONG",
      message: `Cannot read "/app/f": a line is longer than ${maxLineBytes} bytes`,
    }),
  );
  expect(context.fs.usage().openFiles).toBe(0);
});

test("grep() refuses a result that would fill the host", () => {
  const context = contextOf({ "/app/f": "\n".repeat(100_000) }, { maxResultBytes: 2 ** 20 });
  expect(() => grep(context, "", "f")).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

const megabyte = "2026-11-20 INFO all is well with request 12345 of user@example.org\n"
  .repeat(15_700)
  .slice(0, 2 ** 20);

test.each([
  ["nothing", true],
  ["nothing", false],
  ["\\bERROR\\b.*timeout", true],
  ["^[A-Z]+$", true],
])("grep(%j) over 1 MiB costs less than 80 million", (pattern, regex) => {
  const context = contextOf({ "/app/f": megabyte });
  expect(grep(context, pattern, "f", regex)).toEqual([]);
  expect(context.spent()).toBeLessThan(80_000_000);
  expect(context.spent()).toBeGreaterThan(4 * 2 ** 20);
});

test("grep() over 10 MB stops when a million of fuel is spent", () => {
  const context = contextOf({ "/app/f": "some ordinary text\n".repeat(550_000) }, { budget: 1e6 });
  expect(() => grep(context, "needle", "f")).toThrow(BudgetSpent);
  expect(context.fs.usage().openFiles).toBe(0);
});

test("grep() charges the same for the same call", () => {
  const [first, second] = [0, 1].map(() => {
    const context = contextOf(tree);
    grep(context, "[Ee]", ["sub", "hello.txt"]);
    return context.charges;
  });
  expect(first).toEqual(second);
});

test("grep() charges a block before it reads it", () => {
  const context = contextOf({ "/app/f": "x\n".repeat(100_000) }, { budget: 100_000 });
  const read = vi.spyOn(context.fs, "read");
  expect(() => grep(context, "y", "f")).toThrow(BudgetSpent);
  expect(read).not.toHaveBeenCalled();
});
