import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { runWasi, type WasiRun, type WasiRunOptions } from "../support/wasi-run.ts";
import { compile } from "./compile.ts";

/** A tree with files in `/app`, and secrets outside. */
function createTree(): SyncFileSystem {
  const fs = createFileSystem().sync;
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
../../etc/passwd: Capabilities insufficient
/app/../etc/passwd: Capabilities insufficient
up/etc/passwd: Capabilities insufficient
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
