import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { baseName, dirName, isWithin, joinPath, normalizePath } from "./path.ts";

const path = fc
  .array(fc.constantFrom("a", "..", ".", "", "b.c", "/"), { maxLength: 6 })
  .map((parts) => parts.join("/"));

test.each([
  ["a", undefined, "/a"],
  ["", undefined, "/"],
  ["..", "/", "/"],
  ["../x", "/app", "/x"],
  ["./a//b/", "/app", "/app/a/b"],
  ["/etc/../app", "/app", "/app"],
  ["a", "app", "/app/a"],
])("normalizePath(%o, %o) is %o", (text, base, expected) => {
  expect(normalizePath(text, base)).toBe(expected);
});

test.each([
  ["/app", "/app", true],
  ["/app/", "/app", true],
  ["/app/a", "/app/", true],
  ["/app2", "/app", false],
  ["/ap", "/app", false],
  ["/app/../etc/passwd", "/app", false],
  ["/app/a/../b", "/app", true],
  ["/", "/app", false],
  ["/anything", "/", true],
])("isWithin(%o, %o) is %o", (inner, outer, expected) => {
  expect(isWithin(inner, outer)).toBe(expected);
});

test("normalizePath() is what node:path resolves", () => {
  fc.assert(
    fc.property(path, path, (text, base) => {
      expect(normalizePath(text, base)).toBe(posix.resolve("/", base, text));
    }),
  );
});

test("joinPath(), baseName() and dirName() are what node:path says, but for last slashes", () => {
  const trimmed = (text: string) => (text.length > 1 ? text.replace(/\/+$/, "") || "/" : text);
  fc.assert(
    fc.property(path, path, (one, other) => {
      expect(joinPath(one, other)).toBe(trimmed(posix.join(one, other)));
      expect(baseName(one)).toBe(posix.basename(one));
      expect(dirName(one)).toBe(trimmed(posix.dirname(one)));
    }),
  );
});
