import { expect, test } from "vitest";
import { contextOf } from "../test/support/utility-context.ts";
import { guardPath } from "./path-guard.ts";

const tree = {
  "/app/sub/file": "in",
  "/app2/file": "out",
  "/etc/passwd": "root:x:0:0",
  "/app/passwd": { link: "/etc/passwd" },
  "/app/etc": { link: "/etc" },
  "/app/up": { link: "../etc" },
  "/app/chain": { link: "passwd" },
  "/app/dangling": { link: "/nowhere/at/all" },
  "/app/inside": { link: "sub/../sub/file" },
  "/app/round": { link: "/app2/../app/sub" },
  "/app/home": { link: "/app" },
  "/app/loop": { link: "loop" },
  "/app/tricky": { link: "none/../etc" },
};

test.each([
  ["sub/file", "/app/sub/file", "/app/sub/file"],
  ["/app", "/app", "/app"],
  ["", "/app", "/app"],
  [".", "/app", "/app"],
  ["./sub//./file", "/app/sub/file", "/app/sub/file"],
  ["sub/..", "/app", "/app"],
  ["/app/sub/", "/app/sub", "/app/sub"],
  ["missing/name", "/app/missing/name", "/app/missing/name"],
  ["/etc/../app/x", "/app/x", "/app/x"],
  ["../../../app/x", "/app/x", "/app/x"],
  ["inside", "/app/inside", "/app/sub/file"],
  ["round/file", "/app/round/file", "/app/sub/file"],
  ["home/home/sub", "/app/home/home/sub", "/app/sub"],
  ["passwd/..", "/app", "/app"],
  ["file\nname", "/app/file\nname", "/app/file\nname"],
])("guardPath() lets %j pass when all of it is inside", (given, path, realPath) => {
  expect(guardPath(contextOf(tree), given)).toEqual({ path, realPath });
});

test.each([
  "/etc/passwd",
  "../../etc/passwd",
  "/app/../../etc",
  "..",
  "/",
  "/app2",
  "/app2/file",
  "/application",
  "../app2/file",
  "/App/file",
  "passwd",
  "chain",
  "etc/passwd",
  "etc/missing",
  "up/passwd",
  "dangling",
  "tricky/passwd",
  "home/passwd",
  "~/../../x",
])("guardPath() refuses %j when it leads outside", (given) => {
  expect(() => guardPath(contextOf(tree), given)).toThrow(
    expect.objectContaining({
      name: "PathEscapeError",
      code: "PATH_ESCAPE_ATTEMPT",
      message: `Path must be within /app: ${given}`,
    }),
  );
});

test("guardPath() reports a loop of symlinks as the filesystem does", () => {
  expect(() => guardPath(contextOf(tree), "loop/x")).toThrow(
    expect.objectContaining({ code: "ELOOP", path: "/app/loop/x" }),
  );
});

test("guardPath() starts relative paths at the working directory", () => {
  const context = contextOf(tree, { cwd: "/app/sub" });
  expect(guardPath(context, "file").path).toBe("/app/sub/file");
  expect(guardPath(context, "../inside").path).toBe("/app/inside");
  expect(() => guardPath(context, "../../app2")).toThrow("Path must be within /app: ../../app2");
});

test("guardPath() allows every path when the root is /", () => {
  const context = contextOf(tree, { root: "/", cwd: "/" });
  expect(guardPath(context, "app/passwd").realPath).toBe("/etc/passwd");
  expect(guardPath(context, "../..").realPath).toBe("/");
});

test("guardPath() names another root when there is one", () => {
  expect(() => guardPath(contextOf(tree, { root: "/app/sub" }), "/app")).toThrow(
    "Path must be within /app/sub: /app",
  );
});

test("guardPath() refuses a path that no file can have", () => {
  expect(() => guardPath(contextOf(tree), "a\0b")).toThrow(
    expect.objectContaining({ code: "EINVAL" }),
  );
});
