import { expect, test } from "vitest";
import { createWasmPrograms } from "../../runtime/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { runWasi, type WasiRun, type WasiRunOptions } from "../support/wasi-run.ts";
import { compile } from "./compile.ts";

/** A tree with files in `/app`, and secrets outside; the room is for files of which most is not there. */
function createTree(): SyncFileSystem {
  const fs = createFileSystem({ maxBytes: 2 ** 34 }).sync;
  for (const directory of ["/app", "/app/data", "/app/data/zz", "/app2", "/etc"])
    fs.mkdir(directory);
  for (let index = 0; index < 500; index += 1) {
    fs.writeFile(`/app/data/file-${String(index).padStart(3, "0")}`, new Uint8Array(index));
  }
  const log = Array.from({ length: 100 }, (_, index) => (index % 40 === 7 ? "ERROR" : "fine"));
  fs.writeFile("/app/log.txt", new TextEncoder().encode(`${log.join("\n")}\n`));
  for (const secret of ["/etc/passwd", "/app2/secret"]) fs.writeFile(secret, new Uint8Array(9));
  return fs;
}

function run(name: string, options: WasiRunOptions = {}): Promise<WasiRun> {
  return runWasi(compile(name), { args: [name], fs: createTree(), ...options });
}

interface Row {
  readonly name: string;
  readonly options?: WasiRunOptions;
  readonly exitCode?: number;
  readonly stdout: string;
}

const rows: readonly Row[] = [
  { name: "hello", exitCode: 7, stdout: "hello from C, pipe\n" },
  {
    name: "arguments",
    options: { args: ["arguments", "--x", "Zoë 🎈", ""], env: { GREETING: "grüß" } },
    stdout:
      "argv[0] = arguments\nargv[1] = --x\nargv[2] = Zoë 🎈\nargv[3] = \n" +
      "GREETING = grüß\nMISSING = (none)\n",
  },
  {
    name: "files",
    stdout: `one.txt: 10 bytes, '0123456789'
at 11
/app/one.txt: 13 bytes, '#123456789Abc'
middle was 4567
one.txt: 9 bytes, '#123....8'
one.txt: No such file or directory
soft is a link: 1
hard links: 2, size 9
rmdir: Directory not empty
rmdir: done
`,
  },
  {
    name: "escape",
    stdout: `/etc/passwd: No such file or directory
../../etc/passwd: Operation not permitted
/app/../etc/passwd: Operation not permitted
up/etc/passwd: Operation not permitted
/app2/secret: No such file or directory
/proc/self/environ: No such file or directory
`,
  },
  {
    name: "directory",
    stdout: `./
../
file-000
file-498
file-499
zz/
503 503 503
`,
  },
  {
    name: "grep",
    stdout: `{"ok":[["/app/log.txt",8,"ERROR"],["/app/log.txt",48,"ERROR"],["/app/log.txt",88,"ERROR"]]}
{"error":{"code":"PATH_ESCAPE_ATTEMPT","message":"Path must be within /app: /etc/passwd"}}
{"error":{"code":"BAD_REQUEST","message":"Cannot read the request: it is not JSON {op, args}"}}
`,
  },
  {
    name: "stdio",
    stdout: `a:0,0.00,x|1,0.33,x|2,0.67,x| (end 1, error 0)
wx again: File exists
r of none: No such file or directory
w of a directory: Is a directory
scanned 3, last 2 0.67 x
write to it: 1
pushed back: !
after: Z
a:0,0.00,x|Z,0.33,x|2,0.67,x| (end 1, error 0)
first: 0
a:0,0.00,x|Z,0.33,x|2,0.67,x|end (end 1, error 0)
big: 160000 bytes, last line 0123456789abcde
reopened: 0,0.00,x
remove: 0, again: No such file or directory
`,
  },
  {
    name: "dirent",
    stdout: `sub: directory, same inode
soft: link, same inode
file: file, same inode
seekdir: same
seen 3000, removed 3000, left 0
rmdir: 0
openat: 1, again: File exists
up: Operation not permitted
fdopendir: 5
opendir of a file: Not a directory
rmdir of a full one: Directory not empty
`,
  },
  {
    name: "stat",
    stdout: `new: file, 5 bytes, 1 links
same: 1
same device: 1, same inode: 0
soft: link, 3 bytes, 1 links
new: file, 5 bytes, 2 links
atime 1.000000500, mtime 2.000000007
atime 1, mtime 1000000000.999999999
mtime 1000000000, of the link 3
access: 0 -1
stat of none: No such file or directory
stat of new/: Not a directory
without a name: file, 5 bytes, 0 links
soft dangles: No such file or directory
`,
  },
  {
    name: "rename",
    stdout: `a -> b: done
b: A
a: No such file or directory
b -> empty: Is a directory
empty -> b: Not a directory
empty -> full: Directory not empty
full -> full/inside: Invalid argument
full -> empty: done
empty/x: X
empty/x -> x: done
x -> ../x: Operation not permitted
none -> y: No such file or directory
x -> none/y: No such file or directory
x -> x: done
x -> moved: done
moved: still
other -> moved: done
moved: O
soft -> moved
soft: O
soft -> softer: done
softer -> moved
symlink again: File exists
absolute: Operation not permitted
loop: Symbolic link loop
dangling: No such file or directory
nowhere: came
third -> softer: done
softer: T
moved: O
link: 0, File exists
moved: both
link of a directory: Operation not permitted
unlink of a directory: Is a directory
`,
  },
  {
    name: "poll",
    stdout: `poll: 3, in 1, out 1, file 1
with a wrong one: 1, 1
select: 2, 1 1
slept 20 tenths
`,
  },
  {
    name: "large",
    stdout: `seek: 5368709120
write: 3
size: 5368709123
current: 5368709123
end: 5368709120
read: 3 far
pwrite past 2 GiB: 6
pread: 6 middle
hole: 4 0
fseeko: 0, ftello: 5368709121
fgetc: a
truncate: 0
size: 2684354560
too far: File too large
before the start: Invalid argument
`,
  },
  { name: "recursion", options: { args: ["recursion", "1000"] }, stdout: "1001\n" },
  { name: "sort", stdout: "ad1ab406d9ece468\n" },
  { name: "times", stdout: "2025-01-01, slept 3.0 s\n" },
  {
    name: "echo",
    options: { stdin: new TextEncoder().encode("line one\nline two") },
    stdout: "LINE ONE\nLINE TWO",
  },
];

test.each(rows)("$name prints what it should, at the same cost twice", async (row) => {
  const first = await run(row.name, row.options);
  expect(first.stdout).toBe(row.stdout);
  expect(first.end).toMatchObject({ outcome: "exited", exitCode: row.exitCode ?? 0 });
  expect(first.fs.usage().openFiles).toBe(0);
  const second = await run(row.name, row.options);
  expect(second.fuelUsed).toBe(first.fuelUsed);
});

test("hello prints to stderr too", async () => {
  expect((await run("hello")).stderr).toBe("and from stderr\n");
});

test("memory is given until the limit, and given again when it is free", async () => {
  const { end, stdout } = await run("memory", { maxMemoryBytes: 16 * 2 ** 20 });
  expect(stdout).toBe("15 blocks, again 15\n");
  expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
  expect(end.memoryPeakBytes).toBeGreaterThan(15 * 2 ** 20);
  expect(end.memoryPeakBytes).toBeLessThanOrEqual(16 * 2 ** 20);
});

test("recursion without end is stack-overflow, at the same cost twice", async () => {
  const first = await run("recursion", { args: ["recursion", "100000000"] });
  expect(first.end).toMatchObject({ outcome: "stack-overflow", exitCode: 139 });
  const second = await run("recursion", { args: ["recursion", "100000000"] });
  expect(second.fuelUsed).toBe(first.fuelUsed);
});

test("a loop without end is out-of-fuel", async () => {
  const { end, fuelUsed } = await run("spin", { fuelLimit: 5_000_000n });
  expect(end).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
  expect(fuelUsed).toBe(5_000_000n);
});

test("a program that may not pay for its utility is out-of-fuel", async () => {
  const { end, stdout } = await run("grep", { fuelLimit: 3_000n });
  expect(end).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
  expect(stdout).toBe("");
});

test("a program starts others, by a path and by a name", async () => {
  const fs = createTree();
  fs.writeFile("/app/echo.wasm", compile("echo"));
  fs.writeFile("/app/arguments", compile("arguments"));
  const { stdout, end } = await run("spawn", { fs, findProgram: createWasmPrograms() });
  expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(answers).toMatchObject([
    { ok: { exitCode: 0, stdout: "SHOUT", stderr: "" } },
    {
      ok: {
        exitCode: 0,
        stdout: "argv[0] = arguments\nargv[1] = a b\nGREETING = hi\nMISSING = (none)\n",
      },
    },
    { error: { code: "ENOENT" } },
  ]);
});
