import { expect, test } from "vitest";
import { runJavaScript } from "../../test/support/run-javascript.ts";

/** An expression, and what it is or what it throws. */
type Row = readonly [expression: string, shown: string];

const calls: readonly Row[] = [
  [`fs.writeFileSync("a.txt", "héllo wörld\\n")`, "undefined"],
  [`fs.readFileSync("a.txt", "utf8")`, "'héllo wörld\\n'"],
  [`fs.readFileSync("a.txt", { encoding: "latin1" })`, "'hÃ©llo wÃ¶rld\\n'"],
  [`fs.readFileSync("a.txt", "hex")`, "'68c3a96c6c6f2077c3b6726c640a'"],
  [`fs.readFileSync("a.txt", "base64")`, "'aMOpbGxvIHfDtnJsZAo='"],
  [`fs.readFileSync(new Uint8Array([97, 46, 116, 120, 116])).length`, "14"],
  [`fs.readFileSync(url.pathToFileURL("/app/w/a.txt"), "utf8").length`, "12"],
  [`fs.appendFileSync("a.txt", new Uint8Array([33])), fs.statSync("a.txt").size`, "15"],
  [`fs.writeFileSync("b64", "aGk=", "base64"), fs.readFileSync("b64", "utf8")`, "'hi'"],
  [`fs.writeFileSync("u16", "hé", "utf16le"), fs.readFileSync("u16", "utf16le")`, "'hé'"],
  [
    `fs.writeFileSync("bad", new Uint8Array([97, 255, 226, 130])), fs.readFileSync("bad", "utf8")`,
    "'a��'",
  ],
  [`fs.writeFileSync("lone", "\\ud800"), fs.readFileSync("lone", "hex")`, "'efbfbd'"],
  [
    `[fs.existsSync("a.txt"), fs.existsSync("no"), fs.existsSync(), fs.existsSync("a.txt/x")]`,
    "[ true, false, false, false ]",
  ],
  [`fs.readFileSync("no")`, "Error ENOENT open no: ENOENT: no such file or directory, open 'no'"],
  [`fs.readFileSync("")`, "Error ENOENT open : ENOENT: no such file or directory, open ''"],
  [`fs.readFileSync(".")`, "Error EISDIR read: EISDIR: illegal operation on a directory, read"],
  [
    `fs.writeFileSync("no/x", "")`,
    "Error ENOENT open no/x: ENOENT: no such file or directory, open 'no/x'",
  ],
  [`fs.mkdirSync("a.txt")`, "Error EEXIST mkdir a.txt: EEXIST: file already exists, mkdir 'a.txt'"],
  [
    `fs.mkdirSync("d/e/f")`,
    "Error ENOENT mkdir d/e/f: ENOENT: no such file or directory, mkdir 'd/e/f'",
  ],
  [`fs.mkdirSync("d/e/f", { recursive: true })`, "'/app/w/d'"],
  [`fs.mkdirSync("d/e/f", { recursive: true })`, "undefined"],
  [
    `fs.mkdirSync("a.txt", { recursive: true })`,
    "Error EEXIST mkdir a.txt: EEXIST: file already exists, mkdir 'a.txt'",
  ],
  [
    `fs.writeFileSync("d/e/x", "1"), fs.readdirSync("d", { recursive: true })`,
    "[ 'e', 'e/f', 'e/x' ]",
  ],
  [
    `fs.readdirSync("d/e", { withFileTypes: true }).map((e) => [e.name, e.isDirectory(), e.isFile(), e.parentPath])`,
    "[ [ 'f', true, false, 'd/e' ], [ 'x', false, true, 'd/e' ] ]",
  ],
  [
    `fs.readdirSync("no")`,
    "Error ENOENT scandir no: ENOENT: no such file or directory, scandir 'no'",
  ],
  [
    `fs.readdirSync("a.txt")`,
    "Error ENOTDIR scandir a.txt: ENOTDIR: not a directory, scandir 'a.txt'",
  ],
  [`fs.rmdirSync("d")`, "Error ENOTEMPTY rmdir d: ENOTEMPTY: directory not empty, rmdir 'd'"],
  [`fs.unlinkSync("no")`, "Error ENOENT unlink no: ENOENT: no such file or directory, unlink 'no'"],
  [`fs.rmSync("no")`, "Error ENOENT lstat no: ENOENT: no such file or directory, lstat 'no'"],
  [`fs.rmSync("no", { force: true })`, "undefined"],
  [
    `fs.rmSync("d")`,
    "SystemError ERR_FS_EISDIR rm d: Path is a directory: rm returned EISDIR (is a directory) d",
  ],
  [`fs.rmSync("d", { recursive: true }), fs.existsSync("d")`, "false"],
  [`fs.renameSync("b64", "moved"), fs.existsSync("b64")`, "false"],
  [
    `fs.renameSync("no", "x")`,
    "Error ENOENT rename no x: ENOENT: no such file or directory, rename 'no' -> 'x'",
  ],
  [`fs.copyFileSync("moved", "copy"), fs.readFileSync("copy", "utf8")`, "'hi'"],
  [
    `fs.copyFileSync("moved", "copy", fs.constants.COPYFILE_EXCL)`,
    "Error EEXIST copyfile moved copy: EEXIST: file already exists, copyfile 'moved' -> 'copy'",
  ],
  [
    `fs.copyFileSync("no", "x")`,
    "Error ENOENT copyfile no x: ENOENT: no such file or directory, copyfile 'no' -> 'x'",
  ],
  [`fs.symlinkSync("moved", "link"), fs.readlinkSync("link")`, "'moved'"],
  [
    `[fs.lstatSync("link").isSymbolicLink(), fs.statSync("link").isFile(), fs.realpathSync("link")]`,
    "[ true, true, '/app/w/moved' ]",
  ],
  [
    `fs.readlinkSync("moved")`,
    "Error EINVAL readlink moved: EINVAL: invalid argument, readlink 'moved'",
  ],
  [
    `fs.symlinkSync("x", "link")`,
    "Error EEXIST symlink x link: EEXIST: file already exists, symlink 'x' -> 'link'",
  ],
  [`fs.linkSync("moved", "hard"), fs.statSync("hard").nlink`, "2"],
  [`fs.chmodSync("moved", 0o600), (fs.statSync("moved").mode & 0o777).toString(8)`, "'600'"],
  [`fs.utimesSync("moved", 1000, new Date(2_000_500)), fs.statSync("moved").mtimeMs`, "2000500"],
  [`fs.statSync("moved").mtime`, "1970-01-01T00:33:20.500Z"],
  [`fs.statSync("moved", { bigint: true }).mtimeNs`, "2000500000000n"],
  [`fs.truncateSync("moved", 1), fs.readFileSync("moved", "utf8")`, "'h'"],
  [`fs.statSync("no")`, "Error ENOENT stat no: ENOENT: no such file or directory, stat 'no'"],
  [`fs.statSync("no", { throwIfNoEntry: false })`, "undefined"],
  [`fs.accessSync("no")`, "Error ENOENT access no: ENOENT: no such file or directory, access 'no'"],
  [
    `fs.realpathSync("no")`,
    "Error ENOENT lstat /app/w/no: ENOENT: no such file or directory, lstat '/app/w/no'",
  ],
  [`fs.mkdtempSync("tmp-").length`, "10"],
  [
    `fs.cpSync("copy", "c1/copy"), fs.cpSync("c1", "c2", { recursive: true }), fs.readdirSync("c2")`,
    "[ 'copy' ]",
  ],
  [
    `fs.cpSync("c1", "c3")`,
    "Error ERR_FS_EISDIR: Recursive option not enabled, cannot copy a directory: cp returned EISDIR (c1 is a directory (not copied)) c1",
  ],
  [`fs.openSync("no")`, "Error ENOENT open no: ENOENT: no such file or directory, open 'no'"],
  [`fs.openSync("copy", "wx")`, "Error EEXIST open copy: EEXIST: file already exists, open 'copy'"],
  [
    `fs.openSync("copy", "q")`,
    "TypeError ERR_INVALID_ARG_VALUE: The argument 'flags' is invalid. Received 'q'",
  ],
  [
    `(() => { const fd = fs.openSync("fd", "w+"); const n = fs.writeSync(fd, "abcdef"); fs.writeSync(fd, new Uint8Array([88, 89]), 1, 1, 2); const b = new Uint8Array(4); const m = fs.readSync(fd, b, 1, 2, 1); const size = fs.fstatSync(fd).size; fs.ftruncateSync(fd, 2); fs.closeSync(fd); return [n, m, [...b], size, fs.readFileSync("fd", "utf8")] })()`,
    "[ 6, 2, [ 0, 98, 89, 0 ], 6, 'ab' ]",
  ],
  [
    `(() => { const fd = fs.openSync("fd"); const texts = [fs.readFileSync(fd, "utf8"), fs.readFileSync(fd, "utf8")]; fs.closeSync(fd); return texts })()`,
    "[ 'ab', '' ]",
  ],
  [
    `fs.readSync(3, new Uint8Array(1), 0, 2)`,
    `RangeError ERR_OUT_OF_RANGE: The value of "length" is out of range. It must be >= 0 && <= 1. Received 2`,
  ],
  [`fs.closeSync(99)`, "Error EBADF close: EBADF: bad file descriptor, close"],
  [`fs.readSync(99, new Uint8Array(1))`, "Error EBADF read: EBADF: bad file descriptor, read"],
  [`fs.readSync(1, new Uint8Array(1))`, "Error EBADF read: EBADF: bad file descriptor, read"],
  [`fs.writeSync(0, "x")`, "Error EBADF write: EBADF: bad file descriptor, write"],
  [`fs.fstatSync(1).isCharacterDevice()`, "true"],
  [
    `fs.readFileSync("a\\0b")`,
    "TypeError ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'",
  ],
  [
    `fs.readFileSync("a\\0b", "utf8")`,
    "TypeError ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'",
  ],
  [
    `fs.readFileSync(1.5)`,
    `TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received type number (1.5)`,
  ],
  [
    `fs.readFileSync("copy", "utf9")`,
    "TypeError ERR_INVALID_ARG_VALUE: The argument 'encoding' is invalid encoding. Received 'utf9'",
  ],
  [
    `fs.writeFileSync("x", {})`,
    `TypeError ERR_INVALID_ARG_TYPE: The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object`,
  ],
  [`fs.writeFileSync("/dev/stdout", "to stdout\\n")`, "undefined"],
  [
    `process.chdir("no")`,
    "Error ENOENT chdir /app/w no: ENOENT: no such file or directory, chdir '/app/w' -> 'no'",
  ],
  [
    `fs.readFileSync("/etc/passwd")`,
    "Error ENOENT open /etc/passwd: ENOENT: no such file or directory, open '/etc/passwd'",
  ],
  [
    `fs.readFileSync("../../../etc/passwd")`,
    "Error ENOENT open ../../../etc/passwd: ENOENT: no such file or directory, open '../../../etc/passwd'",
  ],
  [`await fsp.writeFile("p", "async")`, "undefined"],
  [`await fsp.readFile("p", "utf8")`, "'async'"],
  [
    `await fsp.readFile("no")`,
    "Error ENOENT open no: ENOENT: no such file or directory, open 'no'",
  ],
  [`(await fsp.stat("p")).size`, "5"],
  [
    `await fsp.open("p").then(async (h) => { const r = await h.read(new Uint8Array(3), 0, 3, 1); const lines = []; for await (const l of h.readLines()) lines.push(l); await h.close(); return [r.bytesRead, [...r.buffer], lines] })`,
    "[ 3, [ 115, 121, 110 ], [ 'async' ] ]",
  ],
  [`await new Promise((r) => fs.readFile("p", "utf8", (...a) => r(a)))`, "[ null, 'async' ]"],
  [`await new Promise((r) => fs.stat("no", (e) => r(e.code)))`, "'ENOENT'"],
  [`await util.promisify(fs.readFile)("p", "utf8")`, "'async'"],
  [
    `fs.readFile("p")`,
    `TypeError ERR_INVALID_ARG_TYPE: The "cb" argument must be of type function. Received type string ('p')`,
  ],
];

test("node:fs does what Node does, call by call", async () => {
  const body = calls.map(([expression]) => `await show(async () => (${expression}));`).join("\n");
  const { stdout, stderr } = await runJavaScript({
    source: `import fs from "node:fs"; import fsp from "node:fs/promises"; import util from "node:util"; import url from "node:url";
      const show = async (run) => {
        let text;
        try { text = util.inspect(await run(), { compact: 9 }) }
        catch (e) { text = [e.name, e.code, e.syscall, e.path, e.dest].filter((x) => x !== undefined).join(" ") + ": " + e.message }
        console.error(text);
      };
      fs.mkdirSync("w"); process.chdir("w");
      ${body}`,
  });
  expect(stderr.split("\n").slice(0, -1)).toEqual(calls.map(([, shown]) => shown));
  expect(stdout).toBe("to stdout\n");
});

test("readSync() writes only the part of the buffer that it was given", async () => {
  const { stdout } = await runJavaScript({
    source: `import fs from "node:fs"; fs.writeFileSync("f", new Uint8Array(64).fill(1));
      const all = new Uint8Array(64).fill(255); const part = all.subarray(8, 40); const fd = fs.openSync("f");
      console.log(fs.readSync(fd, part, 4, 8, 0), crypto.getRandomValues(all.subarray(50, 50)).length, all.join(""))`,
  });
  expect(stdout).toBe(`8 0 ${"255".repeat(12)}${"1".repeat(8)}${"255".repeat(44)}\n`);
});

test("descriptors are closed when the program ends", async () => {
  const { fs } = await runJavaScript({
    source: `import fs from "fs"; fs.writeFileSync("f", ""); for (let i = 0; i < 9; i++) fs.openSync("f")`,
  });
  expect(fs.usage().openFiles).toBe(0);
});

test("a full filesystem is told by its code", async () => {
  const { stdout } = await runJavaScript({
    source: `import fs from "fs"; try { for (let i = 0; ; i++) fs.openSync("f" + i, "w") } catch (e) { console.log(e.code, e.syscall) }`,
    maxFds: 16,
  });
  expect(stdout).toBe("EMFILE open\n");
});
