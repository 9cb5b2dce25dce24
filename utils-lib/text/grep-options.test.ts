/** The options of `grep`: case, inversion, lines around, the most matches, and which files. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes } from "../cost.ts";
import { createAsciiFolder } from "./fold-ascii.ts";

const tree = {
  "/app/log": "one\nTwo\nthree\r\nfour\nfive\nsix\nTWO\nseven\n",
  "/app/unicode": "Straße ÉTÉ\n\u212aelvin\nſharp\n",
  "/app/src/a.py": "import re\n",
  "/app/src/a.txt": "import text\n",
  "/app/src/deep/b.py": "import os\n",
  "/app/src/deep/node_modules/c.py": "import sys\n",
  "/app/src/binary.py": "import nothing\0\n",
  "/app/src/late": `import\n${"x".repeat(blockBytes)}\0\n`,
};

function grep(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "grep", args);
}

/** Line numbers only. */
function numbers(context: TestContext, ...args: readonly unknown[]): unknown {
  const found = grep(context, ...args);
  return Array.isArray(found) ? found.map(([, number]) => number) : found;
}

test.each([
  [
    ["two", { ignore_case: true }],
    [2, 7],
  ],
  [
    ["two", { ignore_case: true, regex: false }],
    [2, 7],
  ],
  [
    ["^T.O$", { ignore_case: true }],
    [2, 7],
  ],
  [
    ["TWO|Six", { ignore_case: true }],
    [2, 6, 7],
  ],
  [
    ["t", { invert: true }],
    [1, 2, 4, 5, 6, 7, 8],
  ],
  [
    ["T", { invert: true, ignore_case: true }],
    [1, 4, 5, 6, 8],
  ],
  [["", { regex: false, invert: true }], []],
  [
    ["four", { before: 1 }],
    [-3, 4],
  ],
  [
    ["four", { after: 2 }],
    [4, -5, -6],
  ],
  [
    ["four", { context: 1 }],
    [-3, 4, -5],
  ],
  [
    ["four", { context: 1, after: 2 }],
    [-3, 4, -5, -6],
  ],
  [
    ["o", { context: 1 }],
    [1, 2, -3, 4, -5],
  ],
  [
    ["one|seven", { context: 1 }],
    [1, -2, -7, 8],
  ],
  [
    ["one|seven", { before: 100 }],
    [1, -2, -3, -4, -5, -6, -7, 8],
  ],
  [
    ["o|seven", { max_count: 2 }],
    [1, 2],
  ],
  [
    ["o|seven", { max_count: 1, after: 2 }],
    [1, -2, -3],
  ],
  [
    ["e", { max_count: 2, invert: true }],
    [2, 4],
  ],
  [
    ["e", { max_count: 2, invert: true, before: 1 }],
    [-1, 2, -3, 4],
  ],
  [["nothing", { context: 3 }], []],
])("grep(%j) finds lines %j", (args, expected) => {
  const [pattern, options] = args;
  expect(numbers(contextOf(tree), pattern, "log", options)).toEqual(expected);
});

test("grep() gives lines around matches without their ends, as they are", () => {
  expect(grep(contextOf(tree), "four", "log", { context: 1 })).toEqual([
    ["/app/log", -3, "three"],
    ["/app/log", 4, "four"],
    ["/app/log", -5, "five"],
  ]);
});

test.each([
  ["été", [1]],
  ["strasse", []],
  ["kelvin", [2]],
  ["sharp", [3]],
  ["ſHARP", [3]],
])("grep(%j) ignores the case of all letters", (pattern, expected) => {
  const context = contextOf(tree);
  expect(numbers(context, pattern, "unicode", { ignore_case: true })).toEqual(expected);
  const options = { ignore_case: true, regex: false };
  expect(numbers(context, pattern, "unicode", options)).toEqual(expected);
});

test.each([
  [
    {},
    [
      "/app/src/a.py",
      "/app/src/a.txt",
      "/app/src/deep/b.py",
      "/app/src/deep/node_modules/c.py",
      "/app/src/late",
    ],
  ],
  [{ include: "*.py" }, ["/app/src/a.py", "/app/src/deep/b.py", "/app/src/deep/node_modules/c.py"]],
  [{ include: ["*.txt", "b.*"] }, ["/app/src/a.txt", "/app/src/deep/b.py"]],
  [{ include: "*.py", exclude: "node_modules" }, ["/app/src/a.py", "/app/src/deep/b.py"]],
  [{ include: "*.py", exclude: ["deep/", "a.*"] }, []],
  [{ exclude: "deep/**" }, ["/app/src/a.py", "/app/src/a.txt", "/app/src/late"]],
  [{ recursive: false }, ["/app/src/a.py", "/app/src/a.txt", "/app/src/late"]],
  [{ recursive: false, include: "*.py", binary: true }, ["/app/src/a.py", "/app/src/binary.py"]],
  [{ include: [] }, []],
])("grep() with %j searches these files", (options, expected) => {
  const found = grep(contextOf(tree), "import", "src", options);
  expect(Array.isArray(found) ? found.map(([file]) => file) : found).toEqual(expected);
});

test("grep() asks no glob about a file that is named", () => {
  const context = contextOf(tree);
  const options = { include: "*.txt", exclude: "*.py" };
  expect(numbers(context, "import", "src/a.py", options)).toEqual([1]);
  expect(numbers(context, "import", "src/binary.py")).toEqual([]);
  expect(numbers(context, "import", "src/binary.py", { binary: true })).toEqual([1]);
});

test.each([
  [{ include: "" }, "INVALID_PATTERN"],
  [{ exclude: "../x" }, "INVALID_PATTERN"],
])("grep() refuses %j", (options, code) => {
  expect(() => grep(contextOf(tree), "x", "src", options)).toThrow(
    expect.objectContaining({ code }),
  );
});

test("grep() leaves a binary file alone after its first block, however long its lines are", () => {
  const context = contextOf({ "/app/f": new Uint8Array(20 * 2 ** 20) });
  expect(grep(context, "x", "f")).toEqual([]);
  expect(context.spent()).toBeLessThan(12 * blockBytes);
});

/** What grep must find, by the language's own means. */
function reference(
  lines: readonly string[],
  { before, after, invert, max }: { before: number; after: number; invert: boolean; max: number },
): unknown {
  const selected = lines
    .map((line, index) => (line.toLowerCase().includes("n") !== invert ? index : -1))
    .filter((index) => index >= 0)
    .slice(0, max);
  const last = selected.at(-1) ?? -1;
  return lines
    .map((line, index): [string, number, string] | undefined => {
      if (selected.includes(index)) return ["/app/f", index + 1, line];
      const near = selected.some((one) => index >= one - before && index <= one + after);
      return near && index <= last + after ? ["/app/f", -(index + 1), line] : undefined;
    })
    .filter((match) => match !== undefined);
}

test("grep() finds the lines around that a plain scan finds, wherever blocks end", () => {
  const line = fc.oneof(
    fc.constantFrom("n", "N", "", "x", "é", "xxn"),
    fc.nat(blockBytes).map((length) => "x".repeat(length)),
  );
  const options = fc.record({
    before: fc.nat(3),
    after: fc.nat(3),
    invert: fc.boolean(),
    max: fc.constantFrom(1, 2, 5, 1_000),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 24 }), options, (lines, wanted) => {
      const context = contextOf({ "/app/f": lines.map((one) => `${one}\n`).join("") });
      const { before, after, invert, max } = wanted;
      const found = grep(context, "n", "f", {
        before,
        after,
        invert,
        max_count: max,
        ignore_case: true,
      });
      expect(found).toEqual(reference(lines, wanted));
    }),
    { numRuns: 300 },
  );
});

test("grep() refuses to hold lines before a match that would fill the host", () => {
  const context = contextOf({ "/app/f": "x\n".repeat(100_000) }, { maxResultBytes: 2 ** 20 });
  expect(() => grep(context, "y", "f", { before: 1_000_000 })).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
  expect(grep(context, "y", "f", { before: 1_000 })).toEqual([]);
});

test("grep() pays for the lines that it looks at", () => {
  const context = contextOf({ "/app/f": "x\n".repeat(100_000) }, { budget: 1_000_000 });
  expect(() => grep(context, "y", "f", { context: 1 })).toThrow(BudgetSpent);
});

test("createAsciiFolder() puts ASCII into capitals and refuses anything else", () => {
  const fold = createAsciiFolder();
  const text = (block: Uint8Array | undefined): string | undefined =>
    block && new TextDecoder().decode(block);
  const bytes = Uint8Array.from({ length: 128 }, (_, code) => code);
  const upper = [...bytes]
    .map((code) => String.fromCharCode(code))
    .join("")
    .toUpperCase();
  expect(text(fold(bytes))).toBe(upper);
  expect(text(fold(bytes.subarray(97, 100)))).toBe("ABC");
  expect(text(fold(bytes.subarray(5, 5)))).toBe("");
  expect(fold(Uint8Array.of(0x61, 0x62, 0xc3))).toBeUndefined();
});

test.each(["(a+)+$", "(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){40}a{40}$", "(.*a){12}[0-9]"])(
  "grep(%j) and sed() cost in proportion to the text, whatever the expression",
  (pattern) => {
    const [small, large, sedSmall, sedLarge] = [2 ** 17, 2 ** 20, 2 ** 13, 2 ** 16].map(
      (length, index) => {
        const text = `${"a".repeat(length - 2)}!\n`;
        const context = contextOf({ "/app/f": text });
        if (index < 2) grep(context, pattern, "f");
        else callUtility(context, "sed", [pattern, "x", text]);
        return context.spent();
      },
    );
    expect((large ?? 0) / (small ?? 0)).toBeLessThan(8.1);
    expect(large).toBeLessThan(600_000_000);
    expect((sedLarge ?? 0) / (sedSmall ?? 0)).toBeLessThan(8.1);
  },
);

test("grep finds the same lines by a choice of texts and by the expression that it is", () => {
  const words = fc.stringMatching(/^[abü]{1,3}$/);
  const lines = fc.array(fc.stringMatching(/^[abcü ]{0,12}$/), { maxLength: 30 });
  const options = fc.record(
    {
      invert: fc.boolean(),
      before: fc.nat(2),
      after: fc.nat(2),
      max_count: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 2, maxLength: 8 }),
      lines,
      options,
      (texts, text, more) => {
        const context = contextOf({ "/app/log": text.join("\n") });
        const choice = grep(context, texts.join("|"), "/app/log", more);
        expect(choice).toEqual(grep(context, `(?:${texts.join("|")})`, "/app/log", more));
      },
    ),
  );
});
