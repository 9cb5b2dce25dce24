import { expect, test } from "vitest";
import { pythonOutput } from "../../../test/support/run-python.ts";
import { createFileSystem } from "../../../vfs/index.ts";
import { errno } from "../../wasi/errno.ts";
import { linuxErrno, ownErrno, shownErrno } from "./errno-numbers.ts";

test("shownErrno() gives Linux's number for each number that the kernel answers", () => {
  const shown = Object.entries(errno)
    .filter(([name]) => !["SUCCESS", "EFBIG", "ENOTCAPABLE"].includes(name))
    .map(([name, number]) => [name, shownErrno(number)]);
  const linux = shown.map(([name]) => [name, linuxErrno[String(name)]]);
  expect(shown).toEqual(linux);
  expect(shownErrno(200)).toBe(200);
});

test("ownErrno() undoes shownErrno(), and knows no others", () => {
  for (const name of ["ENOENT", "EEXIST", "EXDEV", "E2BIG"]) {
    const number = linuxErrno[name] ?? 0;
    expect(shownErrno(ownErrno(number))).toBe(number);
  }
  expect(ownErrno(60)).toBe(0);
  expect(ownErrno(0)).toBe(0);
});

test("a file that gets too large is a full quota to a program, which its buffers do not try again", async () => {
  const source =
    "import errno\nfile = open('f', 'wb')\ntry:\n    for i in range(4): file.write(b'x' * 400_000)\nexcept OSError as error:\n    print(error, error.errno == errno.EDQUOT, errno.EFBIG)";
  const fs = createFileSystem({ maxFileBytes: 1_000_000 }).sync;
  const output = await pythonOutput(`${source}\nimport os\nos._exit(0)`, { fs });
  expect(output).toBe("[Errno 122] Quota exceeded True 27\n");
});
