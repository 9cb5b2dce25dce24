import { expect, test } from "vitest";
import {
  BudgetSpent,
  contextOf,
  type TestContext,
  type Tree,
} from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";

/** A context with another filesystem mounted at `/app/m`. */
function withMount(tree: Tree, budget?: number): TestContext {
  const context = contextOf({ ...tree, "/app/m": null }, budget === undefined ? {} : { budget });
  const other = createFileSystem().sync;
  other.mkdir("/there");
  other.writeFile("/there/f", Uint8Array.of(116));
  context.fs.mount("/app/m", other);
  return context;
}

const tree = { "/app/d/f": "f", "/app/d/l": { link: "f" }, "/app/file": "file" };

test.each([
  ["d", "m/new", { "/app/m/new/": "755", "/app/m/new/f": "644 f", "/app/m/new/l@": "f" }],
  ["file", "m", { "/app/m/file": "644 file" }],
  ["d/l", "m/l", { "/app/m/l@": "f" }],
  ["file", "m/there/f", { "/app/m/there/f": "644 file" }],
  ["m/there", "moved", { "/app/moved/f": "644 t" }],
])("mv(%j, %j) from one mount to another copies and removes", (src, dst, expected) => {
  const context = withMount(tree);
  callUtility(context, "mv", [src, dst]);
  const after = treeText(context.fs);
  expect(after).toMatchObject(expected);
  expect(context.fs.exists(`/app/${src}`, { follow: false })).toBe(false);
});

test.each([
  ["m", "elsewhere", "EBUSY"],
  ["d", "m/there/f", "ENOTDIR"],
])("mv(%j, %j) with mounts raises and changes nothing", (src, dst, code) => {
  const context = withMount(tree);
  const before = treeText(context.fs);
  expect(() => callUtility(context, "mv", [src, dst])).toThrow(expect.objectContaining({ code }));
  expect(treeText(context.fs)).toEqual(before);
});

test("mv() across mounts does not fill a directory that is not empty", () => {
  const context = withMount({ ...tree, "/app/m2/there/x": "" });
  expect(() => callUtility(context, "mv", ["m/there", "m2"])).toThrow(
    expect.objectContaining({ code: "ENOTEMPTY" }),
  );
});

test("mv() across mounts, stopped at any charge, has moved nothing", () => {
  const whole = withMount(tree);
  callUtility(whole, "mv", ["d", "m"]);
  const before = treeText(withMount(tree).fs);
  let budget = -1;
  for (const fuel of whole.charges) {
    budget += fuel;
    const context = withMount(tree, budget);
    expect(() => callUtility(context, "mv", ["d", "m"])).toThrow(BudgetSpent);
    expect(treeText(context.fs)).toEqual(before);
    expect(context.fs.usage().openFiles).toBe(0);
  }
});

test("mv() into a symlinked directory moves to where that leads, if it is inside", () => {
  const context = contextOf({
    "/app/f": "f",
    "/app/real/x": "",
    "/app/l": { link: "real" },
    "/app/out": { link: "/etc" },
    "/etc/x": "",
  });
  expect(() => callUtility(context, "mv", ["f", "out"])).toThrow("Path must be within /app: out");
  callUtility(context, "mv", ["f", "l"]);
  expect(context.fs.exists("/app/real/f")).toBe(true);
});
