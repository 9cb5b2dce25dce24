import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { allRights, type Descriptor, FdTable } from "./fd-table.ts";

function open(maxFds = 8): { fs: SyncFileSystem; fds: FdTable; file: () => Descriptor } {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", new Uint8Array(3));
  const file = (): Descriptor => ({
    kind: "file",
    file: fs.open("/f", { read: true }),
    type: "file",
    flags: 0,
    rights: allRights,
  });
  return { fs, fds: new FdTable(fs, maxFds), file };
}

const codeOf = (action: () => unknown): unknown => {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test("add() gives the lowest free number", () => {
  const { fds, file } = open();
  expect([fds.add(file()), fds.add(file()), fds.add(file())]).toEqual([0, 1, 2]);
  fds.close(1);
  expect([fds.add(file()), fds.add(file())]).toEqual([1, 3]);
});

test("add() gives no number below the lowest asked for", () => {
  const { fds, file } = open();
  expect([fds.add(file(), 5), fds.add(file()), fds.add(file(), 5)]).toEqual([5, 0, 6]);
  expect(fds.get(3)).toBeUndefined();
});

test("add() fails with EMFILE when the numbers are used up, and leaves the file to the caller", () => {
  const { fs, fds, file } = open(2);
  fds.add(file());
  fds.add(file());
  const third = file();
  expect(codeOf(() => fds.add(third))).toBe("EMFILE");
  expect(codeOf(() => fds.add(third, 9))).toBe("EMFILE");
  expect(fs.usage().openFiles).toBe(3);
});

test.each([1, -1, 0.5, 2 ** 32 - 1])("the number %s is EBADF when nothing stands for it", (fd) => {
  const { fds, file } = open();
  fds.add(file());
  expect(fds.get(fd)).toBeUndefined();
  expect(codeOf(() => fds.require(fd, "read"))).toBe("EBADF");
  expect(codeOf(() => fds.close(fd))).toBe("EBADF");
  expect(codeOf(() => fds.renumber(fd, 0))).toBe("EBADF");
  expect(codeOf(() => fds.renumber(0, fd))).toBe("EBADF");
});

test("close() closes the file once no number stands for it", () => {
  const { fs, fds, file } = open();
  const descriptor = file();
  const first = fds.add(descriptor);
  const second = fds.add(descriptor);
  fds.close(first);
  expect(fs.usage().openFiles).toBe(1);
  fds.close(second);
  expect(fs.usage().openFiles).toBe(0);
});

test("renumber() moves a number and closes what stood there", () => {
  const { fs, fds, file } = open();
  const moved = file();
  fds.add(moved);
  fds.add(file());
  fds.renumber(0, 1);
  expect([fds.get(0), fds.get(1)]).toEqual([undefined, moved]);
  expect(fs.usage().openFiles).toBe(1);
});

test("renumber() changes nothing when both numbers are the same", () => {
  const { fs, fds, file } = open();
  const descriptor = file();
  fds.add(descriptor);
  fds.renumber(0, 0);
  expect(fds.get(0)).toBe(descriptor);
  expect(fs.usage().openFiles).toBe(1);
});

test("closeAll() leaves no file open, not even one with two numbers", () => {
  const { fs, fds, file } = open();
  const shared = file();
  for (const descriptor of [shared, shared, file()]) fds.add(descriptor);
  fds.add({ kind: "stream", stream: {}, flags: 0, rights: allRights });
  fds.closeAll();
  fds.closeAll();
  expect(fs.usage().openFiles).toBe(0);
  expect(fds.get(0)).toBeUndefined();
});
