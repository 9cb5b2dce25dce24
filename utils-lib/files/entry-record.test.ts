import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { entryRecord } from "./entry-record.ts";

test.each([
  [0o644, "-rw-r--r--"],
  [0o755, "-rwxr-xr-x"],
  [0o000, "----------"],
  [0o777, "-rwxrwxrwx"],
  [0o4755, "-rwsr-xr-x"],
  [0o4644, "-rwSr--r--"],
  [0o2671, "-rw-rws--x"],
  [0o2664, "-rw-rwSr--"],
  [0o1777, "-rwxrwxrwt"],
  [0o1776, "-rwxrwxrwT"],
])("entryRecord() writes mode %o as %s", (mode, permissions) => {
  const { fs } = contextOf({ "/app/f": "hello" });
  fs.chmod("/app/f", mode);
  expect(entryRecord("f", fs.lstat("/app/f"))).toMatchObject({ permissions, size: 5 });
});

test.each([
  ["/app", "directory", "d", true],
  ["/app/l", "symlink", "l", false],
])("entryRecord() of %s tells a %s", (path, type, letter, is_dir) => {
  const { fs } = contextOf({ "/app/l": { link: "/etc" } });
  const record = entryRecord("n", fs.lstat(path));
  expect(record).toMatchObject({ name: "n", type, is_dir });
  expect(record.permissions.charAt(0)).toBe(letter);
});

test("entryRecord() gives times in seconds with their fraction", () => {
  const { fs } = contextOf({ "/app/f": "" });
  fs.utimes("/app/f", { mtimeNs: 1_500_000_000_250_000_000n });
  expect(entryRecord("f", fs.lstat("/app/f")).modified).toBe(1_500_000_000.25);
});
