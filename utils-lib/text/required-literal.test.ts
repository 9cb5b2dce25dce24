import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "./pattern.ts";
import { requiredLiteral } from "./required-literal.ts";

test.each([
  ["ERROR timeout=\\d+ \\w+@", "ERROR timeout="],
  ["[a-z]+[0-9]+@", "@"],
  ["^abc$", "abc"],
  ["ab?cd", "cd"],
  ["ab*cd", "cd"],
  ["ab+cd", "ab"],
  ["abc{0,2}d", "ab"],
  ["ab{2}c", "a"],
  ["a{b", "b"],
  ["a\\.b", "a.b"],
  ["a\\d\\.bc", ".bc"],
  ["(abc)?de", "de"],
  ["(abc|def)gh", "gh"],
  ["x(a(b)c)yz", "yz"],
  ["(?:abc)d", "d"],
  ["(?P<name>abc)d", "d"],
  ["[(]ab[)]c", "ab"],
  ["[]|]ab", "ab"],
  ["[[:alpha:]|]ab", "ab"],
  ["\\p{Greek}ab", "ab"],
  ["a😀?b", "a"],
  ["a😀b", "a😀b"],
  ["abc|def", ""],
  ["(?i)abc", ""],
  ["a(?i:b)cde", ""],
  ["\\Qab\\E", ""],
  ["a\nb", "a"],
  ["\ufffd", ""],
  ["\ud800", ""],
  [".*", ""],
  ["", ""],
])("requiredLiteral(%j) is %j", (pattern, expected) => {
  expect(requiredLiteral(pattern)).toBe(expected);
});

test("requiredLiteral() is in every line that the pattern matches", () => {
  const piece = fc.constantFrom(
    ..."abc",
    ..."abc",
    ..."abc",
    "(a|b)",
    "(ab)?",
    "[ab]",
    "[^a]",
    "\\w",
    ".",
    "^",
    "$",
    "*",
    "+",
    "?",
    "{2}",
    "{0,1}",
    "\\.",
    "|",
    "\\b",
    "(?:c)",
  );
  const pattern = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(""));
  const line = fc.string({ unit: fc.constantFrom(..."abc."), maxLength: 10 });
  fc.assert(
    fc.property(pattern, fc.array(line, { minLength: 20, maxLength: 20 }), (source, lines) => {
      const literal = requiredLiteral(source);
      let compiled: ReturnType<typeof compilePattern>;
      try {
        compiled = compilePattern(source);
      } catch {
        return;
      }
      const missing = lines.filter((one) => compiled.test(one) && !one.includes(literal));
      expect(missing).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
