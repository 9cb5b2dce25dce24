import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { guardEntry } from "./guard-entry.ts";

const tree = {
  "/app/file": "",
  "/app/dir/inner": "",
  "/app/out": { link: "/etc/passwd" },
  "/app/into": { link: "dir" },
  "/app/away": { link: "/etc" },
  "/app/loop": { link: "loop" },
  "/etc/passwd": "",
};

test.each([
  ["file", "/app/file", "/app/file"],
  ["out", "/app/out", "/app/out"],
  ["loop", "/app/loop", "/app/loop"],
  ["into/inner", "/app/into/inner", "/app/dir/inner"],
  ["missing", "/app/missing", "/app/missing"],
  ["/app", "/app", "/app"],
  ["/app/dir/..", "/app", "/app"],
])("guardEntry(%j) resolves all but the last component", (path, named, real) => {
  expect(guardEntry(contextOf(tree), path)).toEqual({ path: named, realPath: real });
});

test("guardEntry() gives names in / when that is the root", () => {
  const context = contextOf(tree, { root: "/", cwd: "/" });
  expect(guardEntry(context, "etc")).toEqual({ path: "/etc", realPath: "/etc" });
  expect(guardEntry(context, "/").realPath).toBe("/");
});

test.each(["/", "/etc", "/app2", "../etc", "away/passwd", "away/x/y"])(
  "guardEntry(%j) raises with the path as it was given",
  (path) => {
    expect(() => guardEntry(contextOf(tree), path)).toThrow(
      expect.objectContaining({
        code: "PATH_ESCAPE_ATTEMPT",
        message: `Path must be within /app: ${path}`,
      }),
    );
  },
);

test("guardEntry() passes on what else is wrong above the entry", () => {
  expect(() => guardEntry(contextOf(tree), "loop/x")).toThrow(
    expect.objectContaining({ code: "ELOOP" }),
  );
});
