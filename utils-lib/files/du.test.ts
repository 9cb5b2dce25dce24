import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";

test("du() counts a file with several names once, in one of their directories", () => {
  const context = contextOf({ "/app/a/f": "1234", "/app/b/g": "56", "/app/b/l": { link: "g" } });
  context.fs.link("/app/a/f", "/app/b/again");
  context.fs.link("/app/a/f", "/app/a/too");
  const { "/app": all, "/app/a": a, "/app/b": b } = Object(callUtility(context, "du", []));
  expect(all).toBe(6);
  expect([
    [4, 2],
    [0, 6],
  ]).toContainEqual([a, b]);
});

test("du() sums what lies so deep that no path reaches it", () => {
  const { sync: fs } = createFileSystem({ maxDepth: 100 });
  fs.mkdir("/app");
  const name = "d".repeat(250);
  let base = fs.open("/app", { directory: true });
  for (let depth = 0; depth < 30; depth++) {
    fs.mkdir(name, undefined, { base });
    const next = fs.open(name, { directory: true }, undefined, { base });
    fs.close(base);
    base = next;
  }
  fs.write(fs.open("f", { write: true, create: true }, undefined, { base }), new Uint8Array(9));
  expect(callUtility({ ...contextOf(), fs }, "du", ["/app", 0])).toEqual({ "/app": 9 });
});

test("du() names directories below / when that is the root, and through a symlink as named", () => {
  const tree = { "/app/d/f": "1", "/app/l": { link: "d" } };
  expect(callUtility(contextOf(tree, { root: "/", cwd: "/" }), "du", ["/"])).toEqual({
    "/": 1,
    "/app": 1,
    "/app/d": 1,
  });
  expect(callUtility(contextOf(tree), "du", ["l"])).toEqual({ "/app/l": 1 });
});

test("du() refuses a result that is too large", () => {
  const tree = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`/app/${index}`, null]),
  );
  expect(() => callUtility(contextOf(tree, { maxResultBytes: 5_000 }), "du", [])).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});
