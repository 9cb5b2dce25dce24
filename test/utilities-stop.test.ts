/** Utilities that write leave a tree as it was, or whole, wherever they are stopped. */
import { expect, test } from "vitest";
import { callUtility } from "../utils-lib/index.ts";
import { contextOf, type Tree } from "./support/utility-context.ts";
import { sweepBudget, sweepQuota, treeText } from "./support/utility-sweep.ts";

const tree: Tree = {
  "/app/a.txt": "alpha\n",
  "/app/b.txt": "beta, which is longer than the other\n",
  "/app/code.txt": "aGVsbG8=\n",
  "/app/src/one.txt": "1".repeat(70_000),
  "/app/src/deep/er/two.txt": "2",
  "/app/src/deep/link": { link: "../one.txt" },
  "/app/src/empty": null,
  "/app/old/one.txt": "old",
  "/app/old/deep/three.txt": "3",
};

const calls: readonly (readonly [string, ...unknown[]])[] = [
  ["base64", "a.txt", { output: "b.txt" }],
  ["base64", "code.txt", { decode: true, output: "new.bin" }],
  ["chmod", "src", "700", true],
  ["copy_tree", "src", "new"],
  ["copy_tree", "src", "new/below/it"],
  ["cp", "b.txt", "a.txt"],
  ["cp", "a.txt", "src/deep"],
  ["cp", "src", "new", { recursive: true }],
  ["cp", "src", "old", { recursive: true }],
  ["echo", "text", "a.txt"],
  ["echo", "text".repeat(20), "new.txt"],
  ["echo", "text", "a.txt", true],
  ["ln", "a.txt", "other.txt"],
  ["ln", "a.txt", "other.txt", { symbolic: true }],
  ["ln", "a.txt", "b.txt", { force: true }],
  ["mkdir", "x/y/z"],
  ["mv", "src", "old"],
  ["mv", "a.txt", "b.txt"],
  ["remove_tree", "src"],
  ["remove_tree", "src", "*.txt"],
  ["rm", "a.txt"],
  ["rm", "src", true],
  ["touch", "new.txt"],
];

const atOnce = calls.map(([utility, ...args]) => ({ utility, args, title: JSON.stringify(args) }));

test.each(atOnce)(
  "$utility($title) stopped at any charge has changed nothing",
  ({ utility, args }) => {
    const before = treeText(contextOf(tree).fs);
    const left = sweepBudget({ tree, utility, args });
    expect(left.length).toBeGreaterThan(2);
    for (const found of left) expect(found).toEqual(before);
  },
);

test.each(atOnce)(
  "$utility($title) without room for it has changed nothing",
  ({ utility, args }) => {
    const whole = contextOf(smallTree);
    const [before, bytes] = [treeText(whole.fs), whole.fs.usage().bytes];
    callUtility(whole, utility, args);
    const left = sweepQuota({ tree: smallTree, utility, args });
    if (whole.fs.usage().bytes > bytes) expect(left.length).toBeGreaterThan(1);
    for (const found of left) expect(found).toEqual(before);
  },
);

/** As few bytes as will do, because each of them is tried as a limit. */
const smallTree: Tree = { ...tree, "/app/src/one.txt": "11" };

test("copy_tree() over a directory, stopped at any charge or limit, leaves each file old or new", () => {
  const args = ["src", "old"];
  const before = treeText(contextOf(smallTree).fs);
  const done = contextOf(smallTree);
  callUtility(done, "copy_tree", args);
  const after = treeText(done.fs);
  const call = { tree: smallTree, utility: "copy_tree", args };
  const left = [...sweepBudget(call), ...sweepQuota(call)];
  for (const found of left) {
    for (const [path, content] of Object.entries(found)) {
      expect([before[path], after[path]], path).toContain(content);
    }
    expect(Object.keys(found)).toEqual(expect.arrayContaining(Object.keys(before)));
  }
});
