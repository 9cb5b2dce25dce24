import { expect, test } from "vitest";
import { hostLinkTarget } from "./host-link.ts";

test.each([
  ["a.txt", 0, "a.txt"],
  ["./a.txt", 0, "./a.txt"],
  ["sub/a.txt", 0, "sub/a.txt"],
  ["../a.txt", 1, "../a.txt"],
  ["../../a/b", 2, "../../a/b"],
  ["..", 1, ".."],
  ["/app/data", 0, "."],
  ["/app/data", 2, "../.."],
  ["/app/data/a.txt", 0, "a.txt"],
  ["/app/data/x/a.txt", 2, "../../x/a.txt"],
  ["/app//data/./a.txt", 0, "a.txt"],
])("hostLinkTarget() keeps %s at depth %i within the mount", (target, depth, written) => {
  expect(hostLinkTarget(target, depth, "/app/data")).toBe(written);
});

test.each([
  ["..", 0],
  ["../a.txt", 0],
  ["../../a.txt", 1],
  ["./../a.txt", 0],
  ["sub/../a.txt", 5],
  ["d/../../secret", 5],
  ["../d/../secret", 5],
  ["/etc/passwd", 0],
  ["/", 9],
  ["/app", 9],
  ["/app/data2/x", 9],
  ["/app/data/../x", 9],
  ["C:\\Windows", 0],
  ["sub\\..\\..\\x", 0],
])("hostLinkTarget() refuses %s at depth %i", (target, depth) => {
  expect(hostLinkTarget(target, depth, "/app/data")).toBeUndefined();
});
