import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { callUtility } from "../call-utility.ts";
import { parseMode } from "./mode-text.ts";

test.each([
  ["755", 0o644, 0o755],
  ["0600", 0o777, 0o600],
  ["7", 0o777, 0o007],
  ["4755", 0o644, 0o4755],
  ["+x", 0o644, 0o755],
  ["+w", 0o444, 0o644],
  ["a+w", 0o444, 0o666],
  ["-x", 0o755, 0o644],
  ["u+x", 0o644, 0o744],
  ["go-r", 0o644, 0o600],
  ["u=rw,go=r", 0o777, 0o644],
  ["u=", 0o755, 0o055],
  ["=r", 0o777, 0o444],
  ["a+X", 0o644, 0o644],
  ["a+X", 0o744, 0o755],
  ["u+s,+t", 0o755, 0o5755],
  ["g+s", 0o755, 0o2755],
  ["u+rwx,o-rwx", 0o044, 0o740],
  ["+", 0o644, 0o644],
])("parseMode(%j) makes %o into the mode of chmod", (text, mode, expected) => {
  expect(parseMode(text)?.(mode, false)).toBe(expected);
});

test("parseMode() gives X to directories", () => {
  expect(parseMode("a+X")?.(0o644, true)).toBe(0o755);
});

test.each([
  "",
  "8",
  "77777",
  "x",
  "rwx",
  "u",
  "u+q",
  "u+x,",
  "u+x;o+x",
  "+x -w",
  "u+x,".repeat(50),
])("parseMode(%j) is nothing", (text) => {
  expect(parseMode(text)).toBeUndefined();
});

const tree = {
  "/app/d/run": "",
  "/app/d/deep/f": "",
  "/app/d/link": { link: "/app/kept" },
  "/app/kept": "",
};

test("chmod() changes a tree and no symlink's target in it", () => {
  const context = contextOf(tree);
  callUtility(context, "chmod", ["d", "go=", true]);
  expect(treeText(context.fs)).toEqual({
    "/app/d/": "700",
    "/app/d/deep/": "700",
    "/app/d/deep/f": "600 ",
    "/app/d/link@": "/app/kept",
    "/app/d/run": "600 ",
    "/app/kept": "644 ",
  });
});

test("chmod() follows a symlink that it is given, and changes one thing without recursive", () => {
  const context = contextOf(tree);
  callUtility(context, "chmod", ["d/link", "600"]);
  callUtility(context, "chmod", ["d", "700"]);
  expect(treeText(context.fs)).toMatchObject({
    "/app/kept": "600 ",
    "/app/d/": "700",
    "/app/d/run": "644 ",
  });
});

test("chmod() names the path of what cannot be changed, and a mode that it does not know", () => {
  const context = contextOf(tree);
  context.fs.setReadOnly("/app/d/deep/f", true);
  expect(() => callUtility(context, "chmod", ["d", "700", true])).toThrow(
    expect.objectContaining({ code: "EROFS", path: "/app/d/deep/f" }),
  );
  expect(() => callUtility(context, "chmod", ["d", "u+q"])).toThrow(
    'Cannot call "chmod": parameter "mode" must be octal, such as "755", or symbolic, such as "u+x", got "u+q"',
  );
});
