import fc from "fast-check";
import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { staysInLine } from "./stays-in-line.ts";

function sed(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "sed", args);
}

test.each([
  [["hello", "goodbye", "Hello world, hello universe"], "Hello world, goodbye universe"],
  [["(\\w+)@(\\w+)", "\\2 at \\1", "ada@home, bob@work"], "home at ada, work at bob"],
  [["(?P<first>a)(?P<rest>b*)", "[\\g<rest>|\\g<first>|\\g<0>]", "abbxa"], "[bb|a|abb]x[|a|a]"],
  [["(a)|(b)", "<\\1,\\2>", "ab"], "<a,><,b>"],
  [["x*", "-", "abxd"], "-a-b--d-"],
  [["^", "> ", "one\ntwo"], "> one\ntwo"],
  [["(?m)^", "> ", "one\ntwo\n"], "> one\n> two\n> "],
  [["$", "!", "one\n"], "one\n!"],
  [["o*\\b", "-", "oo\no\n"], "--\n--\n"],
  [["b*", "-", "\n"], "-\n-"],
  [["\\s+", " ", "a \n\t b\n\n"], "a b "],
  [["[^a]+", "", "a\nb\na"], "aa"],
  [["(?s)b.*c", "", "ab\nxc\n"], "a\n"],
  [[".", "x", "a\nüb\n"], "x\nxx\n"],
  [["a", "\\n\\t\\\\\\.\\101\\0", "a"], "\n\t\\\\.A\0"],
  [["a", "\\g<0>0", "a"], "a0"],
  [["😀", "", "a😀b"], "ab"],
  [["", "-", "a😀"], "-a-😀-"],
  [["a", "b", "aaaa", 2], "bbaa"],
  [["a", "b", "a\na\na\n", { count: 2 }], "b\nb\na\n"],
  [["(?i)A", "b", "aA"], "bb"],
  [["z", "b", ""], ""],
  [["", "b", ""], "b"],
  [["\\bfoo\\b", "x", "foo foobar barfoo foo"], "x foobar barfoo x"],
  [["a.*b|a", "x", "a1b\na1\n"], "x\nx1\n"],
  [["a$", "x", "aaa"], "aax"],
  [["\\Qa.b\\E", "x", "a.bazb"], "xazb"],
])("sed(%j) is %j", (args, expected) => {
  expect(sed(contextOf(), ...args)).toBe(expected);
});

test.each([
  ["(", "x", 'Cannot compile pattern "(": missing closing )'],
  ["a", "\\1", 'Cannot use replacement "\\\\1": there is no group "1"'],
  ["(a)", "\\g<2>", 'Cannot use replacement "\\\\g<2>": there is no group "2"'],
  ["(?P<a>a)", "\\g<b>", 'Cannot use replacement "\\\\g<b>": there is no group "b"'],
  ["a", "\\q", 'Cannot use replacement "\\\\q": there is no escape "\\\\q"'],
  ["(?=a)", "", 'Cannot compile pattern "(?=a)": invalid or unsupported Perl syntax'],
])("sed(%j, %j) refuses", (pattern, replacement, message) => {
  expect(() => sed(contextOf(), pattern, replacement, "text")).toThrow(
    expect.objectContaining({ code: "INVALID_PATTERN", message }),
  );
});

test("sed() replaces what the language replaces, line by line and in the whole text", () => {
  const piece = fc.constantFrom("a", "b", "[ab]", ".", "\\w", "(a|b)", "(?:ab)", "\\b", "x");
  const repeated = fc
    .tuple(piece, fc.constantFrom("", "", "*", "+", "?", "{2}"))
    .map(([one, times]) => (one === "\\b" ? one : one + times));
  const pattern = fc
    .array(fc.tuple(repeated, fc.constantFrom("", "", "|", "$", "^")), {
      minLength: 1,
      maxLength: 4,
    })
    .map((pieces) => pieces.map(([one, between]) => one + between).join(""));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "x", "\n", " "), maxLength: 12 });
  fc.assert(
    fc.property(pattern, text, (source, given) => {
      expect(sed(contextOf(), source, "<\\g<0>>", given)).toBe(
        given.replace(new RegExp(source, "gu"), "<$&>"),
      );
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["abc", true],
  ["a.*b|[a-z]+", true],
  ["(?i)a(?:b)(?P<c>c)", true],
  ["\\d\\w\\.\\b", true],
  ["[\\]\\d_-]", true],
  ["^a", false],
  ["a$", false],
  ["\\s", false],
  ["\\W", false],
  ["[^a]", false],
  ["[\\s]", false],
  ["[[:space:]]", false],
  ["[\t-z]", false],
  ["(?s).", false],
  ["(?-i)a", false],
  ["a\nb", false],
  ["\\n", false],
  ["\\A", false],
  ["\\x{a}", false],
  ["\\p{Zl}", false],
])("staysInLine(%j) is %s", (pattern, expected) => {
  expect(staysInLine(pattern)).toBe(expected);
});

const spentOn = (pattern: string, text: string): number => {
  const context = contextOf();
  sed(context, pattern, "x", text);
  return context.spent();
};

test.each([
  ["a", "ba"],
  ["\\w+", "word "],
  ["\\s+", "word "],
  ["(a+)+$", "a"],
  ["(a|a)*!", "a"],
  ["o", "long line of words\n"],
])("sed(%j) costs in proportion to the text", (pattern, unit) => {
  const small = spentOn(pattern, unit.repeat(1_000));
  const large = spentOn(pattern, unit.repeat(10_000));
  expect(large / small).toBeLessThan(10.5);
});

test("sed() is paid for what is read to the end of the text for each match", () => {
  const pattern = "a[^b]*b|a";
  const context = contextOf({}, { budget: 10_000_000 });
  expect(() => sed(context, pattern, "x", "a".repeat(2_000))).toThrow(BudgetSpent);
  expect(spentOn(pattern, "a".repeat(300))).toBeGreaterThan((16 * 300 * 300) / 2);
});

test("sed() pays before it looks for a match", () => {
  const context = contextOf({}, { budget: 30_000 });
  expect(() => sed(context, "\\s", "x", " ".repeat(5_000))).toThrow(BudgetSpent);
});

test("sed() refuses a result that would fill the host", () => {
  const context = contextOf({}, { maxResultBytes: 2 ** 20 });
  const text = "a".repeat(20_000);
  expect(() => sed(context, "a", "b".repeat(1_000), text)).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});
