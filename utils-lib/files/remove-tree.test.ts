import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { callUtility } from "../call-utility.ts";

function removeTree(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "remove_tree", args);
}

const tree = {
  "/app/t/a.log": "",
  "/app/t/b/c.log": "",
  "/app/t/b/d.txt": "",
  "/app/t/x.log/inner": "",
  "/app/t/l.log": { link: "/app/kept.log" },
  "/app/t/dir": { link: "/app/kept" },
  "/app/kept.log": "",
  "/app/kept/f.log": "",
};

test.each([
  ["*.log", ["/app/t/b/", "/app/t/b/d.txt", "/app/t/dir@", "/app/t/x.log/", "/app/t/x.log/inner"]],
  [
    "b/*",
    [
      "/app/t/a.log",
      "/app/t/b/",
      "/app/t/dir@",
      "/app/t/l.log@",
      "/app/t/x.log/",
      "/app/t/x.log/inner",
    ],
  ],
  [
    "{d,dir}*",
    [
      "/app/t/a.log",
      "/app/t/b/",
      "/app/t/b/c.log",
      "/app/t/l.log@",
      "/app/t/x.log/",
      "/app/t/x.log/inner",
    ],
  ],
  ["nothing", Object.keys(treeText(contextOf(tree).fs, "/app/t"))],
])("remove_tree() with %j removes matching files and links only", (pattern, left) => {
  const context = contextOf(tree);
  removeTree(context, "t", pattern);
  expect(Object.keys(treeText(context.fs, "/app/t"))).toEqual(left);
  expect(Object.keys(treeText(context.fs, "/app/kept"))).toEqual(["/app/kept/f.log"]);
});

test("remove_tree() clears the root with a pattern", () => {
  const context = contextOf(tree);
  removeTree(context, "/app", "*");
  expect(Object.keys(treeText(context.fs))).toEqual([
    "/app/kept/",
    "/app/t/",
    "/app/t/b/",
    "/app/t/x.log/",
  ]);
});

test("remove_tree() removes nothing when the budget does not cover all", () => {
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`/app/t/${index}`, ""]),
  );
  const context = contextOf(files, { budget: 100_000 });
  expect(() => removeTree(context, "t")).toThrow(BudgetSpent);
  expect(context.fs.readdir("/app/t")).toHaveLength(500);
});

test("remove_tree() names the path of what cannot go", () => {
  const context = contextOf({ "/app/t/d/f": "" });
  context.fs.setReadOnly("/app/t/d", true);
  expect(() => removeTree(context, "t")).toThrow(
    expect.objectContaining({ code: "EROFS", path: "/app/t/d/f" }),
  );
  expect(context.fs.usage().openFiles).toBe(0);
});
