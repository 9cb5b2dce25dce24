import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";

test("tree() sorts each directory by code unit and draws names as they are", () => {
  const context = contextOf({ "/app/b": "", "/app/B": "", "/app/é": "", "/app/a\nb/c": "" });
  expect(callUtility(context, "tree", [])).toBe(
    "/app\n├── B\n├── a\nb/\n│   └── c\n├── b\n└── é\n",
  );
});

test("tree() goes as deep as paths reach, however deep the tree is", () => {
  const { sync: fs } = createFileSystem({ maxDepth: 5_000 });
  fs.mkdir("/app");
  let base = fs.open("/app", { directory: true });
  for (let depth = 0; depth < 3_000; depth++) {
    fs.mkdir("d", undefined, { base });
    const next = fs.open("d", { directory: true }, undefined, { base });
    fs.close(base);
    base = next;
  }
  const drawn = String(callUtility({ ...contextOf(), fs }, "tree", []));
  expect(drawn.split("\n").length).toBeGreaterThan(2_000);
  expect(drawn.startsWith("/app\n└── d/\n    └── d/\n")).toBe(true);
});

test("tree() refuses a result that is too large before it has made it", () => {
  const tree = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`/app/${index}`, ""]));
  expect(() => callUtility(contextOf(tree, { maxResultBytes: 1_000 }), "tree", [])).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

test("tree() charges the same whatever the order of the names in their directory", () => {
  const names = ["/app/a", "/app/b/x", "/app/c"];
  const [forth, back] = [names, names.toReversed()].map((paths) => {
    const context = contextOf(Object.fromEntries(paths.map((path) => [path, ""])));
    return [callUtility(context, "tree", []), context.spent()];
  });
  expect(forth).toEqual(back);
});
