/** The command with a sandbox that only pretends to run: what goes in, what comes out. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunOptions, RunResult, SandboxOptions } from "../sandbox/node.ts";
import { exitedRun } from "../test/support/exited-run.ts";
import { noSession } from "../test/support/no-session.ts";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { runCommand } from "./command.ts";
import type { CommandIo, CommandSandbox } from "./command-io.ts";

type Guest = (fs: SyncFileSystem, options: RunOptions) => Partial<RunResult> | undefined;

const encode = (text: string) => new TextEncoder().encode(text);
let folder: string;
let stdout: string;
let stderr: string;
let closed: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "command-"));
  stdout = "";
  stderr = "";
  closed = 0;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file below the test's folder. */
function file(path: string, content: string | Uint8Array = "1;\n"): string {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, content);
  return full;
}

function run(argv: readonly string[], guest: Guest = () => undefined): Promise<number> {
  const decode = (chunk: string | Uint8Array) => Buffer.from(chunk).toString();
  const io: CommandIo = {
    stdin: Object.assign((async function* () {})(), { isTTY: true }),
    stdinPatienceMs: 0,
    stdout: {
      write: (chunk: string | Uint8Array) => {
        stdout += decode(chunk);
      },
    },
    stderr: {
      write: (chunk: string | Uint8Array) => {
        stderr += decode(chunk);
      },
    },
    onInterrupt: () => () => {},
    openSandbox: (options: SandboxOptions) => pretend(options, guest),
  };
  return runCommand(argv, io);
}

async function pretend(options: SandboxOptions, guest: Guest): Promise<CommandSandbox> {
  const fs = createFileSystem();
  for (const mount of options.mounts ?? []) await mount.load(fs.sync);
  return {
    fs,
    session: noSession,
    async run(runOptions) {
      const result = { ...exitedRun, ...guest(fs.sync, runOptions) };
      for (const mount of options.mounts ?? []) await mount.flush?.(fs.sync, result.files);
      return result;
    },
    async close() {
      closed += 1;
    },
  };
}

test("the guest gets the program, arguments, environment, limits and seed", async () => {
  const program = file("dir/main.mjs", "console.log(1);\n");
  const seen: RunOptions[] = [];
  const code = await run(
    [
      ...["run", "--fuel", "5k", program, "--memory", "1m", "--timeout", "2s"],
      ...["--env", "A=1", "--deterministic", "7", "--", "-x", "y"],
    ],
    (fs, options) => {
      seen.push(options);
      expect(new TextDecoder().decode(fs.readFile("/app/main.mjs"))).toBe("console.log(1);\n");
      return undefined;
    },
  );
  expect(code).toBe(0);
  expect(seen[0]).toMatchObject({
    file: "/app/main.mjs",
    args: ["-x", "y"],
    env: { A: "1" },
    limits: { fuel: 5_000, memoryBytes: 1_048_576, timeoutMs: 2_000 },
    deterministic: 7,
    stdin: new Uint8Array(),
  });
  expect(closed).toBe(1);
});

test("--trace is for WASI programs alone", async () => {
  const seen: RunOptions[] = [];
  const note = (_: SyncFileSystem, options: RunOptions): undefined => void seen.push(options);
  expect(await run(["run", "--trace", file("a.wasm")], note)).toBe(0);
  expect(seen[0]).toMatchObject({ file: "/app/a.wasm", trace: true });
  expect(await run(["run", "--trace", file("a.mjs")], note)).toBe(2);
  expect(stderr).toContain("must be a .wasm program");
  expect(seen).toHaveLength(1);
});

test("output streams as it comes, and one line sums up", async () => {
  await run(["run", file("a.mjs")], (_, { onStdout, onStderr }) => {
    onStdout?.(encode("out\n"));
    onStderr?.(encode("err\n"));
    return undefined;
  });
  expect(stdout).toBe("out\n");
  expect(stderr).toBe(
    "err\nfuelbox: exited 0, fuel 10 of 2,000,000,000, memory 0 of 128 MiB, 0.00 s, no files changed\n",
  );
});

test("--json prints exactly the result", async () => {
  await run(["run", "--json", file("a.mjs")], (_, { onStdout }) => {
    onStdout?.(encode("not twice"));
    return { stdout: "not twice" };
  });
  expect(JSON.parse(stdout)).toEqual({ ...exitedRun, stdout: "not twice" });
  expect(stdout).not.toContain("not twice\n");
  expect(stderr).toBe("");
});

test.each([
  ["out-of-fuel", 152],
  ["timed-out", 124],
  ["exited", 7],
] as const)("the exit code of %s is %i", async (outcome, exitCode) => {
  expect(await run(["run", file("a.mjs")], () => ({ outcome, exitCode, ok: false }))).toBe(
    exitCode,
  );
});

test("--stdin FILE is the guest's standard input", async () => {
  const input = file("in.txt", "hello");
  await run(["run", file("a.mjs"), "--stdin", input], (_, { stdin }) => {
    expect(stdin).toEqual(encode("hello"));
    return undefined;
  });
  expect(closed).toBe(1);
});

test("a mount may be at /app itself, with FILE in it, and be read-only", async () => {
  const program = file("proj/main.mjs", "1;\n");
  file("proj/lib.mjs", "2;\n");
  const code = await run(["run", program, "--mount", `${join(folder, "proj")}:/app:ro`], (fs) => {
    expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["lib.mjs", "main.mjs"]);
    expect(() => fs.writeFile("/app/x", encode("x"))).toThrow("EROFS");
    return undefined;
  });
  expect(stderr).toContain("exited 0");
  expect(code).toBe(0);
});

test("FILE wins over a file of the same name in a mount, and the host keeps its own", async () => {
  const program = file("main.mjs", "mine\n");
  file("proj/main.mjs", "other\n");
  const mount = `${join(folder, "proj")}:/app:rw`;
  const code = await run(["run", program, "--mount", mount], (fs) => {
    expect(new TextDecoder().decode(fs.readFile("/app/main.mjs"))).toBe("mine\n");
    return undefined;
  });
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "proj/main.mjs"), "utf8")).toBe("other\n");
});

test("FILE replaces a link of the same name, not what the link points to", async () => {
  const program = file("main.mjs", "mine\n");
  file("proj/lib.mjs", "lib\n");
  symlinkSync("lib.mjs", join(folder, "proj/main.mjs"));
  await run(["run", program, "--mount", `${join(folder, "proj")}:/app`], (fs) => {
    expect(new TextDecoder().decode(fs.readFile("/app/lib.mjs"))).toBe("lib\n");
    return undefined;
  });
  expect(closed).toBe(1);
});

test("rw writes back, cow and ro do not", async () => {
  for (const mode of ["rw", "cow"]) file(`${mode}/a.txt`, "old");
  const mounts = ["rw", "cow"].flatMap((mode) => [
    "--mount",
    `${join(folder, mode)}:/app/${mode}:${mode}`,
  ]);
  await run(["run", file("a.mjs"), ...mounts], (fs) => {
    for (const mode of ["rw", "cow"]) fs.writeFile(`/app/${mode}/a.txt`, encode("new"));
    const modified = ["/app/cow/a.txt", "/app/rw/a.txt"];
    return { files: { created: [], modified, deleted: [] } };
  });
  expect(readFileSync(join(folder, "rw/a.txt"), "utf8")).toBe("new");
  expect(readFileSync(join(folder, "cow/a.txt"), "utf8")).toBe("old");
});

test("--out DIR gets created and modified files, below the path they have in /app", async () => {
  const out = join(folder, "deep/out");
  const code = await run(["run", file("a.mjs"), "--out", out], (fs) => {
    fs.mkdir("/app/sub");
    fs.writeFile("/app/sub/made.txt", encode("made"));
    fs.writeFile("/app/changed.txt", encode("changed"));
    fs.symlink("/etc/passwd", "/app/bad");
    const created = ["/app/bad", "/app/sub/made.txt"];
    return { files: { created, modified: ["/app/changed.txt"], deleted: ["/app/gone.txt"] } };
  });
  expect(code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(["changed.txt", "sub"]);
  expect(readFileSync(join(out, "sub/made.txt"), "utf8")).toBe("made");
  expect(stderr).toContain('Warning: Left out "/app/bad"');
});

test.each<[string, (path: (name: string) => string) => readonly string[], string]>([
  ["a missing file", (path) => ["run", path("absent.mjs")], "no such file or directory"],
  ["a directory as FILE", (path) => ["run", path("dir")], "it is a directory"],
  ["an extension that is not supported", (path) => ["run", path("a.rb")], ".rb is not supported"],
  ["no extension", (path) => ["run", path("plain")], "a file without extension is not supported"],
  ["source that is not UTF-8", (path) => ["run", path("latin1.mjs")], "it is not valid UTF-8"],
  [
    "a mount that does not exist",
    (path) => ["run", path("a.mjs"), "--mount", `${path("absent")}:/app/data`],
    'Cannot mount "/app/data": no such file or directory (mount "',
  ],
  [
    "a mount that has a directory where FILE goes",
    (path) => ["run", path("a.mjs"), "--mount", `${path("dir")}:/app`],
    'Cannot place the program at "/app/a.mjs"',
  ],
  [
    "an input that does not exist",
    (path) => ["run", path("a.mjs"), "--stdin", path("absent")],
    "no such file",
  ],
  [
    "a file as --out",
    (path) => ["run", path("a.mjs"), "--out", path("plain")],
    "it is not a directory",
  ],
  ["a bad number", (path) => ["run", path("a.mjs"), "--fuel", "x"], 'Cannot read fuel "x"'],
  ["an unknown option", (path) => ["run", path("a.mjs"), "--frob"], 'Unknown option "--frob"'],
  ["an unknown command", () => ["frob"], 'Unknown command "frob"'],
])("%s is refused in one line with exit code 2, and nothing is written", async (_, argv, line) => {
  const out = join(folder, "out");
  for (const name of ["a.mjs", "a.rb", "plain", "dir/a.mjs/x"]) file(name);
  file("latin1.mjs", Uint8Array.of(0x22, 0xe9, 0x22));
  const args = argv((name) => join(folder, name));
  const code = await run(args.includes("--out") ? args : [...args, "--out", out]);
  expect(stderr).toContain(line);
  expect(stderr).toMatch(/^fuelbox: [^\n]+\n$/);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(existsSync(out)).toBe(false);
});

test("a fault of ours is one line and exit code 70", async () => {
  const code = await run(["run", file("a.mjs")], () => {
    throw new Error("first\nsecond");
  });
  expect(code).toBe(70);
  expect(stderr).toBe("fuelbox: first second\n");
  expect(closed).toBe(1);
});

test("help goes to standard output; without arguments to standard error", async () => {
  expect(await run(["run", "--help"])).toBe(0);
  expect(stdout).toContain("Usage: fuelbox run");
  expect(stderr).toBe("");
  expect(await run([])).toBe(2);
  expect(stderr).toContain("Usage: fuelbox");
});
