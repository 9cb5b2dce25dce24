import { expect, test } from "vitest";
import { createFileSystem, createFileSystemFacade, FsError } from "./index.ts";

const text = (content: string) => new TextEncoder().encode(content);

test("readFile() gives bytes, or text when asked for it", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/t", "\ufeffgrüße");
  expect(await fs.readFile("/t")).toEqual(text("\ufeffgrüße"));
  expect(await fs.readFile("/t", "utf8")).toBe("\ufeffgrüße");
  expect(await fs.readText("/t")).toBe("\ufeffgrüße");
  await fs.writeFile("/t", new Uint8Array([0xff, 0x61]));
  expect(await fs.readText("/t")).toBe("\ufffda");
});

test("writeFile() and appendFile() make missing directories", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/a/b/c.txt", "1");
  await fs.appendFile("/x/y.txt", "2");
  await fs.appendFile("/x/y.txt", text("3"));
  await fs.writeFile("relative/f", "4");
  expect(await fs.readdir("/", { recursive: true })).toEqual([
    "a",
    "a/b",
    "a/b/c.txt",
    "relative",
    "relative/f",
    "x",
    "x/y.txt",
  ]);
  expect(await fs.readText("/x/y.txt")).toBe("23");
});

test("mkdir() makes all that is missing, unless told otherwise", async () => {
  const fs = createFileSystem();
  await fs.mkdir("/a/b/c/");
  await fs.mkdir("/a/b", { mode: 0o700 });
  await fs.mkdir("/a/b/d", { mode: 0o700 });
  expect((await fs.stat("/a/b")).mode).toBe(0o40755);
  expect((await fs.stat("/a/b/d")).mode).toBe(0o40700);
  await fs.symlink("b", "/a/link");
  await fs.mkdir("/a/link/../via");
  expect(await fs.readdir("/a")).toEqual(["b", "link", "via"]);
  await fs.writeFile("/f", "");
  await expect(fs.mkdir("/f")).rejects.toMatchObject({ code: "EEXIST" });
  await expect(fs.mkdir("/f/x")).rejects.toMatchObject({ code: "ENOTDIR" });
  await expect(fs.mkdir("/a", { recursive: false })).rejects.toMatchObject({ code: "EEXIST" });
  await expect(fs.mkdir("/n/x", { recursive: false })).rejects.toMatchObject({ code: "ENOENT" });
  await fs.mkdir("/n", { recursive: false });
});

test("readdir() gives sorted names, or entries with their type", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/b", "");
  await fs.mkdir("/a");
  expect(await fs.readdir("/")).toEqual(["a", "b"]);
  const entries = await fs.readdir("/", { withTypes: true });
  expect(entries.map(({ name, type }) => [name, type])).toEqual([
    ["a", "directory"],
    ["b", "file"],
  ]);
});

test("rm() removes files, trees when told so, and nothing when forced", async () => {
  const fs = createFileSystem();
  const empty = fs.sync.usage();
  await fs.writeFile("/d/e/f", "1");
  await fs.symlink("/d", "/d/e/loop");
  await fs.mkdir("/d/x/y");
  await expect(fs.rm("/d")).rejects.toMatchObject({ code: "EISDIR" });
  await expect(fs.rm("/no")).rejects.toMatchObject({ code: "ENOENT" });
  await expect(fs.rm("/no", { recursive: true })).rejects.toMatchObject({ code: "ENOENT" });
  await expect(fs.rm("/d", { force: true })).rejects.toMatchObject({ code: "EISDIR" });
  await fs.rm("/no", { force: true });
  await fs.rm("/no", { recursive: true, force: true });
  await fs.rm("/d", { recursive: true });
  await fs.writeFile("/f", "");
  await fs.rm("/f");
  expect(fs.sync.usage()).toEqual(empty);
  await fs.writeFile("/f", "");
  await fs.rm("/f", { recursive: true });
  expect(await fs.readdir("/")).toEqual([]);
});

test("rm() removes trees whose paths are longer than a path may be", async () => {
  const fs = createFileSystem();
  const name = "x".repeat(255);
  let base = fs.sync.open("/", {});
  for (let depth = 0; depth < 40; depth++) {
    fs.sync.mkdir(name, 0o777, { base });
    const next = fs.sync.open(name, {}, undefined, { base });
    fs.sync.close(base);
    base = next;
  }
  fs.sync.writeFile("deep", text("x"), { base });
  fs.sync.close(base);
  await fs.rm(`/${name}`, { recursive: true });
  expect(fs.sync.usage()).toMatchObject({ nodes: 1, bytes: 0, openFiles: 0 });
});

test("rm() leaves no file open when it is refused", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/d/e/f", "1");
  fs.sync.setReadOnly("/d/e", true);
  await expect(fs.rm("/d", { recursive: true })).rejects.toMatchObject({ code: "EROFS" });
  expect((await fs.usage()).openFiles).toBe(0);
  expect(await fs.readText("/d/e/f")).toBe("1");
});

test("copy() copies trees with modes, times and symlinks", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/d/e/f", "content");
  await fs.symlink("e/f", "/d/l");
  await fs.chmod("/d/e/f", 0o600);
  await fs.utimes("/d/e/f", { mtimeNs: 5n });
  await fs.utimes("/d/e", { mtimeNs: 6n });
  await fs.copy("/d", "/new/copy");
  expect(await fs.readText("/new/copy/l")).toBe("content");
  expect(await fs.readlink("/new/copy/l")).toBe("e/f");
  expect(await fs.stat("/new/copy/e/f")).toMatchObject({ mode: 0o100600, mtimeNs: 5n });
  expect(await fs.stat("/new/copy/e")).toMatchObject({ mtimeNs: 6n });
  await fs.writeFile("/d/e/f", "changed");
  expect(await fs.readText("/new/copy/e/f")).toBe("content");
  await fs.copy("/d", "/new/copy");
  expect(await fs.readText("/new/copy/e/f")).toBe("changed");
  await fs.copy("/d/l", "/new/copy/e/f");
  expect(await fs.readlink("/new/copy/e/f")).toBe("e/f");
});

test.each([
  ["/d", "/d", "EINVAL"],
  ["/d", "/d/e/x", "EINVAL"],
  ["/d", "/way/x", "EINVAL"],
  ["/", "/d/x", "EINVAL"],
  ["/f", "/f", "EINVAL"],
  ["/no", "/x", "ENOENT"],
  ["/f", "/d", "EISDIR"],
  ["/d", "/f", "EEXIST"],
])("copy(%o, %o) throws %s", async (from, to, code) => {
  const fs = createFileSystem();
  await fs.writeFile("/d/e/g", "1");
  await fs.writeFile("/f", "2");
  await fs.symlink("/d/e", "/way");
  await expect(fs.copy(from, to)).rejects.toMatchObject({ code });
  expect(await fs.readText("/f")).toBe("2");
  expect(await fs.exists("/x")).toBe(false);
});

test("the other calls do as the synchronous ones", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/f", "abc");
  await fs.link("/f", "/g");
  await fs.rename("/f", "/h");
  await fs.symlink("h", "/l");
  await fs.truncate("/g", 2);
  expect(await fs.readText("/l")).toBe("ab");
  expect(await fs.lstat("/l")).toEqual(fs.sync.lstat("/l"));
  expect(await fs.stat("/l")).toEqual(fs.sync.stat("/h"));
  expect(await fs.realpath("/l")).toBe("/h");
  expect(await fs.exists("/f")).toBe(false);
  expect(await fs.usage()).toEqual(fs.sync.usage());
  const refused = fs.stat("/f");
  await expect(refused).rejects.toBeInstanceOf(FsError);
  await expect(refused).rejects.toThrow("ENOENT: no such file or directory, stat '/f'");
});

test("every changing call waits for the gate, and reads answer at once", async () => {
  const { sync } = createFileSystem();
  sync.writeFile("/f", text("old"));
  sync.mkdir("/d");
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const fs = createFileSystemFacade(sync, { beforeWrite: () => gate });
  const image = [...sync.image()];
  const content = text("new");
  const changes = [
    fs.writeFile("/w", content),
    fs.appendFile("/f", "!"),
    fs.truncate("/f", 3),
    fs.mkdir("/m"),
    fs.copy("/f", "/c"),
    fs.chmod("/f", 0o600),
    fs.utimes("/f", { mtimeNs: 1n }),
    fs.symlink("f", "/s"),
    fs.link("/f", "/h"),
    fs.rename("/d", "/e"),
    fs.rm("/e", { recursive: true }),
  ];
  content.fill(0);
  expect(await fs.readText("/f")).toBe("old");
  expect(await fs.readdir("/")).toEqual(["d", "f"]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect([...sync.image()]).toEqual(image);
  open();
  await Promise.all(changes);
  expect(await fs.readdir("/")).toEqual(["c", "f", "h", "m", "s", "w"]);
  expect(await fs.readText("/w")).toBe("new");
});

test("a gate that fails refuses the change", async () => {
  const { sync } = createFileSystem();
  const beforeWrite = () => Promise.reject(new Error("closed"));
  const fs = createFileSystemFacade(sync, { beforeWrite });
  await expect(fs.writeFile("/f", "x")).rejects.toThrow("closed");
  expect(sync.readdir("/")).toEqual([]);
});
