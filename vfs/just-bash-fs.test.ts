import { expect, test } from "vitest";
import { createFileSystem, FsError, type JustBashFs, toJustBashFs } from "./index.ts";

/** `/d/f` "data", `/d/l` → f, `/d/e` empty, `/d/full/x` "x". */
async function sample(): Promise<JustBashFs> {
  const fs = createFileSystem({ now: () => 1_700_000_000_123_000_000n });
  await fs.writeFile("/d/f", "data");
  await fs.symlink("f", "/d/l");
  await fs.mkdir("/d/e");
  await fs.writeFile("/d/full/x", "x");
  return toJustBashFs(fs);
}

test.each<[string, (fs: JustBashFs) => Promise<unknown>, string]>([
  [
    "readFile() of nothing",
    (fs) => fs.readFile("/n"),
    "ENOENT: no such file or directory, open '/n'",
  ],
  [
    "readFile() of a directory",
    (fs) => fs.readFile("/d"),
    "EISDIR: illegal operation on a directory, read '/d'",
  ],
  [
    "readFileBuffer() below a file",
    (fs) => fs.readFileBuffer("/d/f/x"),
    "ENOTDIR: not a directory, open '/d/f/x'",
  ],
  [
    "writeFile() to a directory",
    (fs) => fs.writeFile("/d", ""),
    "EISDIR: illegal operation on a directory, open '/d'",
  ],
  [
    "appendFile() to a directory",
    (fs) => fs.appendFile("/d", ""),
    "EISDIR: illegal operation on a directory, open '/d'",
  ],
  ["stat() of nothing", (fs) => fs.stat("/n"), "ENOENT: no such file or directory, stat '/n'"],
  ["lstat() of nothing", (fs) => fs.lstat("/n"), "ENOENT: no such file or directory, lstat '/n'"],
  ["mkdir() of what is there", (fs) => fs.mkdir("/d"), "EEXIST: file already exists, mkdir '/d'"],
  [
    "mkdir() in nothing",
    (fs) => fs.mkdir("/n/d"),
    "ENOENT: no such file or directory, mkdir '/n/d'",
  ],
  [
    "mkdir() over a file",
    (fs) => fs.mkdir("/d/f", { recursive: true }),
    "EEXIST: file already exists, mkdir '/d/f'",
  ],
  [
    "readdir() of nothing",
    (fs) => fs.readdir("/n"),
    "ENOENT: no such file or directory, scandir '/n'",
  ],
  [
    "readdir() of a file",
    (fs) => fs.readdirWithFileTypes("/d/f"),
    "ENOTDIR: not a directory, scandir '/d/f'",
  ],
  ["rm() of nothing", (fs) => fs.rm("/n"), "ENOENT: no such file or directory, unlink '/n'"],
  [
    "rm() of a full directory",
    (fs) => fs.rm("/d/full"),
    "ENOTEMPTY: directory not empty, rmdir '/d/full'",
  ],
  [
    "cp() of a directory",
    (fs) => fs.cp("/d", "/c"),
    "EISDIR: illegal operation on a directory, cp '/d'",
  ],
  [
    "cp() into itself",
    (fs) => fs.cp("/d", "/d/c", { recursive: true }),
    "EINVAL: invalid argument, copy '/d/c'",
  ],
  ["cp() of nothing", (fs) => fs.cp("/n", "/c"), "ENOENT: no such file or directory, lstat '/n'"],
  ["mv() of nothing", (fs) => fs.mv("/n", "/c"), "ENOENT: no such file or directory, rename '/n'"],
  ["mv() into itself", (fs) => fs.mv("/d", "/d/e/d"), "EINVAL: invalid argument, rename '/d'"],
  [
    "symlink() over a file",
    (fs) => fs.symlink("x", "/d/f"),
    "EEXIST: file already exists, symlink '/d/f'",
  ],
  [
    "link() of a directory",
    (fs) => fs.link("/d", "/c"),
    "EPERM: operation not permitted, link '/d'",
  ],
  [
    "readlink() of a file",
    (fs) => fs.readlink("/d/f"),
    "EINVAL: invalid argument, readlink '/d/f'",
  ],
  [
    "realpath() of nothing",
    (fs) => fs.realpath("/n"),
    "ENOENT: no such file or directory, realpath '/n'",
  ],
  [
    "chmod() of nothing",
    (fs) => fs.chmod("/n", 0o600),
    "ENOENT: no such file or directory, chmod '/n'",
  ],
])("%s fails by code and message", async (_, call, message) => {
  const error: unknown = await call(await sample()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FsError);
  expect(error).toMatchObject({ message, code: message.split(":")[0] });
});

test("stat() and lstat() tell types as values", async () => {
  const fs = await sample();
  const mtime = new Date(1_700_000_000_123);
  expect(await fs.stat("/d/l")).toMatchObject({
    isFile: true,
    isDirectory: false,
    isSymbolicLink: false,
    mode: 0o644,
    size: 4,
    mtime,
  });
  expect(await fs.lstat("/d/l")).toMatchObject({ isFile: false, isSymbolicLink: true, size: 1 });
  expect(await fs.stat("/d")).toMatchObject({ isDirectory: true, mode: 0o755 });
});

test("stat() gives two names of a file one identity", async () => {
  const fs = await sample();
  await fs.link("/d/f", "/d/g");
  await fs.cp("/d/f", "/d/c");
  const [f, g, c] = await Promise.all(["/d/f", "/d/g", "/d/c"].map((path) => fs.stat(path)));
  expect(g?.identity).toBe(f?.identity);
  expect(c?.identity).not.toBe(f?.identity);
});

test.each([
  ["utf8", "é€", [0xc3, 0xa9, 0xe2, 0x82, 0xac]],
  ["latin1", "é", [0xe9]],
  ["binary", "\u00ff\u0000", [0xff, 0]],
  ["hex", "00ff", [0, 0xff]],
  ["base64", "AP8=", [0, 0xff]],
] as const)("text in %s goes in and out", async (encoding, text, bytes) => {
  const fs = await sample();
  await fs.writeFile("/t", text, encoding);
  await fs.appendFile("/t", text, { encoding });
  expect([...(await fs.readFileBuffer("/t"))]).toEqual([...bytes, ...bytes]);
  await fs.writeFile("/t", Uint8Array.from(bytes));
  expect(await fs.readFile("/t", encoding)).toBe(text);
  expect(await fs.readFile("/t", { encoding })).toBe(text);
});

test("names are listed sorted, with types and with everything below", async () => {
  const fs = await sample();
  expect(await fs.readdir("/d")).toEqual(["e", "f", "full", "l"]);
  expect((await fs.readdirWithFileTypes("/d")).at(-1)).toEqual({
    name: "l",
    isFile: false,
    isDirectory: false,
    isSymbolicLink: true,
  });
  expect(fs.getAllPaths()).toEqual(["/", "/d", "/d/e", "/d/f", "/d/full", "/d/full/x", "/d/l"]);
});

test("rm() removes empty directories, and full ones when asked", async () => {
  const fs = await sample();
  await fs.rm("/d/e");
  await fs.rm("/none", { force: true });
  await fs.rm("/d/full", { recursive: true });
  expect(await fs.readdir("/d")).toEqual(["f", "l"]);
});

test("cp(), mv(), mkdir() and writing make what they may", async () => {
  const fs = await sample();
  await fs.cp("/d", "/c/d", { recursive: true });
  await fs.mv("/c/d/f", "/c/g");
  await fs.mkdir("/m/n", { recursive: true });
  await fs.mkdir("/m", { recursive: true });
  fs.mkdirSync("/bin");
  fs.mkdirSync("/usr/bin", { recursive: true });
  fs.writeFileSync("/proc/self/comm", "bash\n");
  expect(await fs.readFile("/c/g")).toBe("data");
  expect(await fs.readlink("/c/d/l")).toBe("f");
  expect(await fs.exists("/c/d/l")).toBe(false);
  expect(await fs.readFile("/proc/self/comm")).toBe("bash\n");
  expect(await fs.readdir("/")).toEqual(["bin", "c", "d", "m", "proc", "usr"]);
});

test("chmod(), utimes(), realpath() and resolvePath() answer as POSIX does", async () => {
  const fs = await sample();
  await fs.chmod("/d/l", 0o700);
  await fs.utimes("/d/f", new Date(0), new Date(1000));
  expect(await fs.stat("/d/f")).toMatchObject({ mode: 0o700, mtime: new Date(1000) });
  await fs.symlink("/d", "/s");
  expect(await fs.realpath("/s/l")).toBe("/d/f");
  expect(fs.resolvePath("/d/e", "../f")).toBe("/d/f");
  expect(fs.resolvePath("/d", "/x/./y/")).toBe("/x/y");
});

test("toJustBashFs() takes the synchronous calls alone, too", async () => {
  const { sync } = createFileSystem();
  await toJustBashFs(sync).writeFile("/a", "a");
  expect(sync.exists("/a")).toBe(true);
});
