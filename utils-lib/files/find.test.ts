import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { cost } from "../cost.ts";

const tree = {
  "/app/a.py": "",
  "/app/sub/b.py": "",
  "/app/sub/deep/c.py": "",
  "/app/sub.txt": "",
  "/app/.hidden.py": "",
  "/app/dir.py/note": "",
  "/app/link.py": { link: "a.py" },
  "/app/outside.py": { link: "/etc/passwd.py" },
  "/app/dangling.py": { link: "nothing.py" },
  "/app/loop.py": { link: "loop.py" },
  "/app/linked": { link: "sub" },
  "/etc/passwd.py": "",
};

function find(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "find", args);
}

test("find() lists two files recursively and one when not", () => {
  const context = contextOf({ "/app/a.py": "", "/app/sub/b.py": "" });
  expect(find(context, "*.py")).toEqual(["/app/a.py", "/app/sub/b.py"]);
  expect(find(context, "*.py", "/app", false)).toEqual(["/app/a.py"]);
});

test.each([
  [
    ["*.py"],
    ["/app/.hidden.py", "/app/a.py", "/app/link.py", "/app/sub/b.py", "/app/sub/deep/c.py"],
  ],
  [
    ["*.py", "sub"],
    ["/app/sub/b.py", "/app/sub/deep/c.py"],
  ],
  [["*.py", "/app/sub/", false], ["/app/sub/b.py"]],
  [
    ["*.py", { recursive: false }],
    ["/app/.hidden.py", "/app/a.py", "/app/link.py"],
  ],
  [["sub/*.py", { recursive: false }], ["/app/sub/b.py"]],
  [
    ["**/*.py", "/app/sub", false],
    ["/app/sub/b.py", "/app/sub/deep/c.py"],
  ],
  [["deep/*", "/app"], ["/app/sub/deep/c.py"]],
  [["*.{txt,md}"], ["/app/sub.txt"]],
  [["[ab].py"], ["/app/a.py", "/app/sub/b.py"]],
  [["note"], ["/app/dir.py/note"]],
  [["*", "sub/deep"], ["/app/sub/deep/c.py"]],
  [
    ["*", "linked"],
    ["/app/linked/b.py", "/app/linked/deep/c.py"],
  ],
  [["*", "missing"], []],
  [["*", "a.py"], []],
  [["*", "a.py/x"], []],
  [["nothing"], []],
])("find(%j) gives sorted absolute paths of files", (args, expected) => {
  expect(find(contextOf(tree), ...args)).toEqual(expected);
});

test.each([
  [{ type: "directory" }, ["/app/dir.py"]],
  [{ type: "symlink" }, ["/app/dangling.py", "/app/link.py", "/app/loop.py", "/app/outside.py"]],
  [{ min_depth: 2 }, ["/app/sub/b.py", "/app/sub/deep/c.py"]],
  [{ min_depth: 2, max_depth: 2 }, ["/app/sub/b.py"]],
  [{ max_depth: 0 }, []],
  [{ min_depth: 3, max_depth: 2 }, []],
  [{ recursive: false, max_depth: 5 }, ["/app/.hidden.py", "/app/a.py", "/app/link.py"]],
  [
    { exclude: [] },
    ["/app/.hidden.py", "/app/a.py", "/app/link.py", "/app/sub/b.py", "/app/sub/deep/c.py"],
  ],
  [{ exclude: "sub" }, ["/app/.hidden.py", "/app/a.py", "/app/link.py"]],
  [{ exclude: ["sub/deep/", ".*", "l*"] }, ["/app/a.py", "/app/sub/b.py"]],
  [{ exclude: "[ab].py" }, ["/app/.hidden.py", "/app/link.py", "/app/sub/deep/c.py"]],
  [
    { min_size: 0 },
    ["/app/.hidden.py", "/app/a.py", "/app/link.py", "/app/sub/b.py", "/app/sub/deep/c.py"],
  ],
  [{ min_size: 1 }, []],
  [{ max_size: 0, max_depth: 1 }, ["/app/.hidden.py", "/app/a.py", "/app/link.py"]],
  [{ max_size: -1 }, []],
])("find() with %j filters", (options, expected) => {
  expect(find(contextOf(tree), "*.py", options)).toEqual(expected);
});

test("find() measures what a symlink leads to only where it counts as a file", () => {
  const context = contextOf({ "/app/big": "x".repeat(100), "/app/l": { link: "big" } });
  expect(find(context, "*", { min_size: 50 })).toEqual(["/app/big", "/app/l"]);
  expect(find(context, "*", { min_size: 50, type: "any" })).toEqual(["/app/big"]);
  expect(find(context, "*", { max_size: 3, type: "symlink" })).toEqual(["/app/l"]);
});

test("find() does not enter what is excluded, nor pay for it", () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`/app/lib/f${index}`, ""]),
  );
  const context = contextOf({ ...many, "/app/f": "" });
  expect(find(context, "f*", { exclude: "lib" })).toEqual(["/app/f"]);
  expect(context.spent()).toBeLessThan(80_000);
});

test("find() charges for each pattern that a name is compared with", () => {
  const [few, many] = [1, 1_000].map((count) => {
    const context = contextOf({ "/app/name": "" });
    find(context, "*", { exclude: Array.from({ length: count }, (_, index) => `no-${index}`) });
    return context.spent();
  });
  expect((many ?? 0) - (few ?? 0)).toBe(999 * 4 * cost.scannedByte);
});

test.each([
  [{ exclude: "" }, "INVALID_PATTERN"],
  [{ exclude: ["a", "/b"] }, "INVALID_PATTERN"],
  [{ type: "files" }, undefined],
  [{ min_depth: -1 }, undefined],
  [{ max_size: Number.NaN }, undefined],
])("find() refuses %j", (options, code) => {
  const matcher = code === undefined ? TypeError : expect.objectContaining({ code });
  expect(() => find(contextOf(tree), "*", options)).toThrow(matcher);
});

test("find() sorts whole paths by code unit", () => {
  const context = contextOf({ "/app/b/x": "", "/app/b.x": "", "/app/b-x": "", "/app/a/z": "" });
  expect(find(context, "*")).toEqual(["/app/a/z", "/app/b-x", "/app/b.x", "/app/b/x"]);
});

test("find() starts at / when the root allows it", () => {
  const context = contextOf({ "/app/a": "", "/b": "" }, { root: "/", cwd: "/" });
  expect(find(context, "*", "/")).toEqual(["/app/a", "/b"]);
});

test.each([
  ["*", "/etc"],
  ["*", "/app/../../etc"],
  ["*", "/app2"],
  ["../../etc/*", "/app"],
  ["/etc/*", "/app"],
  ["../*", "sub/.."],
])("find(%j, %j) raises when it leaves the root", (pattern, path) => {
  expect(() => find(contextOf(tree), pattern, path)).toThrow(
    expect.objectContaining({ code: "PATH_ESCAPE_ATTEMPT" }),
  );
});

test("find() refuses a pattern with .. that stays inside", () => {
  expect(() => find(contextOf(tree), "../*", "sub")).toThrow(
    'Cannot find "../*": the pattern must not contain ".."',
  );
});

test("find() lists nothing below what no path can reach", () => {
  const context = contextOf();
  const { fs } = context;
  const name = "d".repeat(250);
  let base = fs.open("/app", { directory: true });
  for (let depth = 0; depth < 20; depth++) {
    fs.mkdir(name, undefined, { base });
    const next = fs.open(name, { directory: true }, undefined, { base });
    fs.close(base);
    base = next;
  }
  fs.close(base);
  expect(find(context, "*")).toEqual([]);
});

test("find() charges the same for the same call", () => {
  const context = contextOf(tree);
  find(context, "*.py");
  const { charges } = context;
  const again = contextOf(tree);
  find(again, "*.py");
  expect(again.charges).toEqual(charges);
});

test("find() charges patterns by their size", () => {
  const [plain, classes] = ["a*", "a[!b][!c][!d][!e][!f]*"].map((pattern) => {
    const context = contextOf({ "/app/abcdefghijklmnopqrstuvwxyz": "" });
    find(context, pattern);
    return context.spent();
  });
  expect(plain).toBeLessThan(classes ?? 0);
});

test("find() stops in the middle of a directory and leaves nothing open", () => {
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`/app/f${index}`, ""]),
  );
  const context = contextOf(files, { budget: 100_000 });
  expect(() => find(context, "*")).toThrow(BudgetSpent);
  expect(context.fs.usage().openFiles).toBe(0);
});

test("find() refuses a result that is too large", () => {
  const files = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`/app/f${index}`, ""]),
  );
  expect(() => find(contextOf(files, { maxResultBytes: 5_000 }), "*")).toThrow(
    expect.objectContaining({
      code: "RESULT_TOO_LARGE",
      message: 'Cannot return the result of "find": it is larger than 5000 bytes',
    }),
  );
});

test("find() says so when too many files are open", () => {
  const context = contextOf({ "/app/f": "" });
  for (let index = 0; index < 256; index++) context.fs.open("/app/f", { read: true });
  expect(() => find(context, "*")).toThrow(expect.objectContaining({ code: "EMFILE" }));
});
