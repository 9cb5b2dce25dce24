import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob } from "./glob.ts";

function matches(pattern: string, path: string, recursive = true): boolean {
  const glob = compileGlob(pattern, recursive);
  const components = path.split("/");
  return components.length <= glob.maxDepth && glob.matches(path, components.at(-1) ?? "");
}

test.each([
  ["*.py", "a.py", true],
  ["*.py", "sub/b.py", true],
  ["*.py", "a.pyc", false],
  ["*", ".hidden", true],
  ["*.py", ".py", true],
  ["a.py", "sub/a.py", true],
  ["a.py", "sub/xa.py", false],
  ["?.py", "a.py", true],
  ["?.py", "é.py", true],
  ["?.py", "😀.py", true],
  ["?.py", "ab.py", false],
  ["[ab].py", "b.py", true],
  ["[ab].py", "c.py", false],
  ["[!ab].py", "c.py", true],
  ["[^ab].py", "a.py", false],
  ["[a-c]*", "b1", true],
  ["[c-a]*", "b1", false],
  ["[]a]", "]", true],
  ["[a", "[a", true],
  ["[!]", "[!]", true],
  ["[a\\]", "\\", true],
  ["a\\*b", "a\\xb", true],
  ["*.{js,ts}", "sub/x.ts", true],
  ["*.{js,ts}", "x.jsx", false],
  ["{a,b{c,d}}.x", "bd.x", true],
  ["{a,b", "{a,b", true],
  ["a,b}", "a,b}", true],
  ["{a}", "a", true],
  ["sub/*.py", "sub/b.py", true],
  ["sub/*.py", "deep/sub/b.py", true],
  ["sub/*.py", "sub/x/b.py", false],
  ["sub/*.py", "xsub/b.py", false],
  ["**/*.py", "b.py", true],
  ["**/*.py", "x/y/b.py", true],
  ["x/**/b.py", "x/b.py", true],
  ["x/**/b.py", "x/y/z/b.py", true],
  ["x/**", "x/y/z", true],
  ["**", "x/y/z", true],
  ["a**b", "axb", true],
  ["x/a**b", "x/a/b", false],
  ["x/{**,y}/b", "x/p/q/b", true],
  ["{**/,x}b", "p/q/b", true],
  ["a,**/b", "a,b", false],
  ["a,**/b", "a,x/b", true],
  ["./a.py", "a.py", true],
  ["x/[+-9]", "x/0", true],
  ["x[+-9]y", "x/y", false],
  ["a\nb*", "a\nbc", true],
])("compileGlob() says of %j and %j: %s", (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

test.each([
  ["*.py", "a.py", true],
  ["sub/*.py", "sub/b.py", true],
  ["sub/*.py", "x/sub/b.py", false],
  ["**/*.py", "x/y/b.py", true],
  ["**/*.py", "b.py", true],
  ["*/*.py", "x/b.py", true],
])(
  "compileGlob() anchors %j at the start when it is not recursive: %j %s",
  (pattern, path, expected) => {
    expect(matches(pattern, path, false)).toBe(expected);
  },
);

test.each([
  ["*.py", true, Infinity],
  ["*.py", false, 1],
  ["a/b/*.py", false, 3],
  ["**/*.py", false, Infinity],
  ["{a,b/c}", false, Infinity],
])(
  "compileGlob() knows how deep %j can match when recursive is %s",
  (pattern, recursive, depth) => {
    expect(compileGlob(pattern, recursive).maxDepth).toBe(depth);
  },
);

test.each([
  ["", 'Cannot find "": the pattern must not be empty'],
  ["./", 'Cannot find "./": the pattern must not be empty'],
  ["/app/*.py", 'Cannot find "/app/*.py": the pattern must be relative to the path'],
  ["a/../b", 'Cannot find "a/../b": the pattern must not contain ".."'],
])("compileGlob() refuses %j", (pattern, message) => {
  expect(() => compileGlob(pattern, true)).toThrow(
    expect.objectContaining({ code: "INVALID_PATTERN", message }),
  );
});

test("compileGlob() refuses a pattern that is too long", () => {
  expect(() => compileGlob("a".repeat(1_025), true)).toThrow(
    expect.objectContaining({
      code: "INVALID_PATTERN",
      message: `Cannot find "${"a".repeat(80)}": the pattern must not be longer than 1024 characters`,
    }),
  );
});

test.each(["{", "{*", "{,", "{a,"])(
  "compileGlob() takes %j nested as deeply as its length allows",
  (level) => {
    const levels = Math.floor(1_024 / (level.length + 1));
    const pattern = level.repeat(levels) + "}".repeat(levels);
    expect(compileGlob(pattern, true).matches("b", "b")).toBe(level === "{*");
  },
);

test("compileGlob() stays fast on a pattern of many stars", () => {
  const glob = compileGlob("*a".repeat(500), true);
  const started = performance.now();
  expect(glob.matches("", `${"a".repeat(254)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});

/** The textbook definition, component by component. */
function reference(pattern: readonly string[], path: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return path.length === 0;
  if (head === "**") {
    if (rest.length === 0) return path.length > 0;
    return path.some((_, skipped) => reference(rest, path.slice(skipped)));
  }
  const [name, ...names] = path;
  return name !== undefined && referenceName(head, name) && reference(rest, names);
}

function referenceName(pattern: string, name: string): boolean {
  if (pattern === "") return name === "";
  if (pattern.startsWith("*")) {
    return (
      referenceName(pattern.slice(1), name) ||
      (name !== "" && referenceName(pattern, name.slice(1)))
    );
  }
  return (
    name !== "" &&
    (pattern.startsWith("?") || pattern.charAt(0) === name.charAt(0)) &&
    referenceName(pattern.slice(1), name.slice(1))
  );
}

test("compileGlob() agrees with a textbook matcher on stars, question marks and directories", () => {
  const text = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 });
  const component = fc.oneof(
    text("ab*?").filter((one) => !one.includes("**")),
    fc.constant("**"),
  );
  fc.assert(
    fc.property(
      fc.array(component, { minLength: 1, maxLength: 3 }),
      fc.array(text("ab."), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (pattern, path, recursive) => {
        fc.pre(path.every((name) => name !== "." && name !== ".."));
        const expected = recursive ? reference(["**", ...pattern], path) : reference(pattern, path);
        expect(matches(pattern.join("/"), path.join("/"), recursive)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});
