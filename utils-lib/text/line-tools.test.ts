/** `uniq`, `cut`, `paste`, `nl` and `tr`, which go through files line by line or character by character. */
import { expect, test } from "vitest";
import { BudgetSpent, contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes } from "../cost.ts";
import { maxLineBytes } from "./line-blocks.ts";

const tree = {
  "/app/runs": "a\na\nb\nB\na\n\n\nc",
  "/app/crlf": "a\r\na\na\r\n",
  "/app/users": "ada:7:admin\nno delimiter\n::\ngrace:8\n",
  "/app/wide": "añ😀z\nab\n\n",
  "/app/tabs": "1\t2\t3\n",
  "/app/names": "Ada\nGrace",
  "/app/years": "1815\n1906\n1936\n",
  "/app/poem": "roses\n\nviolets",
  "/app/text": "Hello,  World 123\n\tend\n",
  "/app/accents": "é è ê\n",
  "/app/empty": "",
  "/app/bad": Uint8Array.of(0x61, 0xff, 0x09, 0x62, 0x0a, 0xe2, 0x82),
  "/app/folder": null,
  "/app/passwd": { link: "/etc/passwd" },
};

test.each([
  ["uniq", ["runs"], "a\nb\nB\na\n\nc\n"],
  [
    "uniq",
    ["runs", { count: true }],
    "      2 a\n      1 b\n      1 B\n      1 a\n      2 \n      1 c\n",
  ],
  ["uniq", ["runs", { repeated: true }], "a\n\n"],
  ["uniq", ["runs", { unique: true }], "b\nB\na\nc\n"],
  ["uniq", ["runs", { unique: true, repeated: true }], ""],
  ["uniq", ["runs", { ignore_case: true }], "a\nb\na\n\nc\n"],
  ["uniq", ["crlf"], "a\r\na\na\r\n"],
  ["uniq", ["empty", { count: true }], ""],
  ["uniq", ["bad"], "a\ufffd\tb\n\ufffd\n"],

  ["cut", ["users", "1", ":"], "ada\nno delimiter\n\ngrace\n"],
  ["cut", ["users", "1,3", ":"], "ada:admin\nno delimiter\n:\ngrace\n"],
  [
    "cut",
    ["users", "3,1-2", { delimiter: ":", output_delimiter: " - " }],
    "ada - 7 - admin\nno delimiter\n -  - \ngrace - 8\n",
  ],
  ["cut", ["users", "2-", { delimiter: ":", only_delimited: true }], "7:admin\n:\n8\n"],
  ["cut", ["users", "-2", ":"], "ada:7\nno delimiter\n:\ngrace:8\n"],
  ["cut", ["users", "9", ":"], "\nno delimiter\n\n\n"],
  ["cut", ["users", "2", " de"], "ada:7:admin\nlimiter\n::\ngrace:8\n"],
  ["cut", ["tabs", "3,2"], "2\t3\n"],
  ["cut", ["wide", { chars: "2-3" }], "ñ😀\nb\n\n"],
  ["cut", ["wide", { chars: "1,4" }], "az\na\n\n"],
  ["cut", ["wide", { bytes: "1-2" }], "a\ufffd\nab\n\n"],
  ["cut", ["wide", { bytes: "2-3,7-" }], "ñ\ufffdz\nb\n\n"],
  ["cut", ["wide", { bytes: "4-" }], "😀z\n\n\n"],
  ["cut", ["empty", "1"], ""],

  ["paste", [["names", "years"]], "Ada\t1815\nGrace\t1906\n\t1936\n"],
  ["paste", [["names", "years", "names"], ",;"], "Ada,1815;Ada\nGrace,1906;Grace\n,1936;\n"],
  ["paste", [["names", "years"], ""], "Ada1815\nGrace1906\n1936\n"],
  ["paste", [["names", "years"], "+", true], "Ada+Grace\n1815+1906+1936\n"],
  ["paste", ["years", { delimiter: "é😀", serial: true }], "1815é1906😀1936\n"],
  ["paste", [["empty", "names"], "|"], "|Ada\n|Grace\n"],
  ["paste", ["empty", { serial: true }], "\n"],
  ["paste", [[]], ""],

  ["nl", ["poem"], "     1\troses\n       \n     2\tviolets\n"],
  ["nl", ["poem", { all: true, width: 3, separator: ": " }], "  1: roses\n  2: \n  3: violets\n"],
  ["nl", ["years", { start: 10, increment: -5, width: 1 }], "10\t1815\n5\t1906\n0\t1936\n"],
  ["nl", ["empty"], ""],

  ["tr", ["text", "a-z", "A-Z"], "HELLO,  WORLD 123\n\tEND\n"],
  ["tr", ["text", "[:lower:]", "[:upper:]"], "HELLO,  WORLD 123\n\tEND\n"],
  ["tr", ["text", "[:digit:][:punct:]", { delete: true }], "Hello  World \n\tend\n"],
  ["tr", ["text", "a-zA-Z\\n", { delete: true, complement: true }], "HelloWorld\nend\n"],
  ["tr", ["text", " ", { squeeze: true }], "Hello, World 123\n\tend\n"],
  ["tr", ["text", "a-zA-Z", "\\n", { complement: true, squeeze: true }], "Hello\nWorld\nend\n"],
  ["tr", ["text", "l", "lo", { delete: true, squeeze: true }], "Heo,  Word 123\n\tend\n"],
  ["tr", ["text", "1-3", "x"], "Hello,  World xxx\n\tend\n"],
  ["tr", ["text", "\\011\\40", "_"], "Hello,__World_123\n_end\n"],
  ["tr", ["text", "1-", "abc"], "Hello,  World a23\n\tend\n"],
  ["tr", ["text", "ll", "ab"], "Hebbo,  Worbd 123\n\tend\n"],
  ["tr", ["text", "\\", "/"], "Hello,  World 123\n\tend\n"],
  ["tr", ["accents", "éèê", "e"], "e e e\n"],
  ["tr", ["accents", "è-ê", "😀-😂"], "😁 😀 😂\n"],
  ["tr", ["accents", "é ", { delete: true, complement: true }], "é  "],
  ["tr", ["accents", "é", { squeeze: true, complement: true }], "é è ê\n"],
  ["tr", ["wide", "😀a", "x😁"], "😁ñxz\n😁b\n\n"],
  ["tr", ["bad", "a", "b"], "b\ufffd\tb\n\ufffd"],
] as const)("%s(%j) is %j", (name, args, expected) => {
  expect(callUtility(contextOf(tree), name, args)).toBe(expected);
});

test.each([
  [
    "cut",
    ["users", "0"],
    "INVALID_PATTERN",
    'Cannot use list "0": positions must be at least 1 and ranges must rise',
  ],
  [
    "cut",
    ["users", "3-1"],
    "INVALID_PATTERN",
    'Cannot use list "3-1": positions must be at least 1 and ranges must rise',
  ],
  [
    "cut",
    ["users", "a"],
    "INVALID_PATTERN",
    'Cannot use list "a": items must be like 3, 2-5, -4 or 7-',
  ],
  [
    "cut",
    ["users", "-"],
    "INVALID_PATTERN",
    'Cannot use list "-": items must be like 3, 2-5, -4 or 7-',
  ],
  [
    "cut",
    ["users", ""],
    "INVALID_PATTERN",
    'Cannot use list "": items must be like 3, 2-5, -4 or 7-',
  ],
  ["cut", ["users", "1,".repeat(3_000)], "INVALID_PATTERN", /longer than 4096 characters$/],
  ["cut", ["users"], undefined, 'Cannot call "cut": give one of "fields", "chars" and "bytes"'],
  [
    "cut",
    ["users", "1", { chars: "1" }],
    undefined,
    'Cannot call "cut": give one of "fields", "chars" and "bytes"',
  ],
  [
    "cut",
    ["users", "1", ""],
    undefined,
    'Cannot call "cut": parameter "delimiter" must not be empty',
  ],
  [
    "tr",
    ["text", "z-a", "b"],
    "INVALID_PATTERN",
    'Cannot use set "z-a": ranges must rise from one character to another',
  ],
  [
    "tr",
    ["text", "a-[:digit:]", "b"],
    "INVALID_PATTERN",
    /ranges must rise from one character to another$/,
  ],
  [
    "tr",
    ["text", "[:word:]", "b"],
    "INVALID_PATTERN",
    'Cannot use set "[:word:]": there is no class "word"',
  ],
  [
    "tr",
    ["text", "\u{10000}-\u{10ffff}", "b"],
    "INVALID_PATTERN",
    /it must not have more than 65536 characters$/,
  ],
  ["tr", ["text", "a"], undefined, 'Cannot call "tr": give "replacements", "delete" or "squeeze"'],
  [
    "tr",
    ["text", "a", "b", { delete: true }],
    undefined,
    'Cannot call "tr": "delete" takes no "replacements" without "squeeze"',
  ],
  [
    "nl",
    ["poem", { width: 101 }],
    undefined,
    'Cannot call "nl": parameter "width" must be at most 100, got 101',
  ],
] as const)("%s(%j) refuses", (name, args, code, message) => {
  const expected = code === undefined ? { name: "TypeError" } : { code };
  expect(() => callUtility(contextOf(tree), name, args)).toThrow(
    expect.objectContaining({
      ...expected,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    }),
  );
});

test.each([
  ["uniq", []],
  ["cut", ["1"]],
  ["paste", []],
  ["nl", []],
  ["tr", ["a", "b"]],
  ["sort", []],
  ["diff", ["poem"]],
])("%s() raises for what is no file to read", (name, rest) => {
  for (const [file, code] of [
    ["missing", "ENOENT"],
    ["folder", "EISDIR"],
    ["passwd", "PATH_ESCAPE_ATTEMPT"],
  ] as const) {
    const context = contextOf(tree);
    expect(() => callUtility(context, name, [file, ...rest])).toThrow(
      expect.objectContaining({ code }),
    );
    expect(context.fs.usage().openFiles).toBe(0);
  }
});

const lineTools = [
  ["uniq", [{ count: true }]],
  ["uniq", [{ ignore_case: true }]],
  ["cut", ["2", ","]],
  ["cut", [{ chars: "3" }]],
  ["paste", []],
  ["nl", []],
  ["tr", ["a-m", "n-z"]],
  ["sort", []],
  ["sort", [{ numeric: true, key: 2, delimiter: "," }]],
  ["sort", [{ ignore_case: true, stable: true }]],
  ["wc", []],
  ["grep", []],
  ["diff", ["f"]],
] as const;

/** `grep` takes its pattern first. */
const argsOf = (name: string, rest: readonly unknown[]): readonly unknown[] =>
  name === "grep" ? ["m,", "f"] : ["f", ...rest];

const kilobyte = "2026-11-20,some,ordinary,row,12345\nn,2,1,3,4,5,\n"
  .repeat(22)
  .slice(0, 1_023)
  .concat("\n");

test.each(lineTools)("%s(%j) of 1 MB costs 900 to 1,100 times what 1 KB costs", (name, rest) => {
  const [small, large] = [1, 1_024].map((times) => {
    const context = contextOf({ "/app/f": kilobyte.repeat(times), "/app/e": "" });
    const fixed = contextOf({ "/app/f": "", "/app/e": "" });
    callUtility(context, name, argsOf(name, rest));
    callUtility(fixed, name, argsOf(name, rest));
    return context.spent() - fixed.spent();
  });
  expect((large ?? 0) / (small ?? 1)).toBeGreaterThan(900);
  expect((large ?? 0) / (small ?? 1)).toBeLessThan(1_100);
});

test.each(lineTools)("%s(%j) stops at any charge and leaves no file open", (name, rest) => {
  const files = { "/app/f": kilobyte.repeat(100) };
  const whole = contextOf(files);
  callUtility(whole, name, argsOf(name, rest));
  let before = 0;
  for (const charge of whole.charges) {
    const context = contextOf(files, { budget: before + charge - 1 });
    if (charge > 0) {
      expect(() => callUtility(context, name, argsOf(name, rest))).toThrow(BudgetSpent);
      expect(context.fs.usage().openFiles).toBe(0);
    }
    before += charge;
    if (before > 3_000_000) break;
  }
});

test.each([
  ["uniq", []],
  ["cut", ["1"]],
  ["nl", []],
  ["grep", []],
])("%s() refuses a line that would fill the host", (name, rest) => {
  const context = contextOf({ "/app/f": new Uint8Array(maxLineBytes + 1).fill(0x61) });
  expect(() => callUtility(context, name, argsOf(name, rest))).toThrow(
    expect.objectContaining({ code: "LINE_TOO_LONG" }),
  );
});

test.each([
  ["paste", [["f", "f", "f"]]],
  ["tr", ["f", "\\n", "x"]],
  ["nl", ["f"]],
  ["uniq", ["f", { count: true }]],
  ["cut", ["f", "1"]],
  ["sort", ["f"]],
  ["sort", ["f", { unique: true, ignore_case: true }]],
  ["diff", ["f", "e"]],
])("%s(%j) refuses what would fill the host", (name, args) => {
  const text = Array.from({ length: 10_000 }, (_, index) => `${index}\n`).join("");
  const context = contextOf({ "/app/f": text, "/app/e": "" }, { maxResultBytes: 40_000 });
  expect(() => callUtility(context, name, args)).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

test("lines and characters that stand across blocks are whole", () => {
  const line = `${"é".repeat(blockBytes)},${"ü".repeat(3)}\n`;
  const context = contextOf({ "/app/f": line.repeat(2) });
  expect(callUtility(context, "cut", ["f", "2", ","])).toBe("üüü\nüüü\n");
  expect(callUtility(context, "uniq", ["f"])).toBe(line);
  expect(callUtility(context, "tr", ["f", "é", "e"])).toBe(line.replaceAll("é", "e").repeat(2));
  expect(callUtility(context, "cut", ["f", { chars: `${blockBytes + 1}-` }])).toBe(",üüü\n,üüü\n");
});
