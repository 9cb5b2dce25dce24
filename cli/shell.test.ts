/** The shell to talk to, with the real shell behind it, in this process. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
} from "../runtime/index.ts";
import { loadInterpreter } from "../runtime/shell/load-interpreter.ts";
import { runShellStep } from "../runtime/shell/run-step.ts";
import { GuestSession, type SessionHost } from "../sandbox/guest-session.ts";
import type { RunOptions, RunResult, SandboxOptions } from "../sandbox/node.ts";
import type { StepState } from "../sandbox/step-state.ts";
import { exitedRun } from "../test/support/exited-run.ts";
import { runScript } from "../test/support/run-script.ts";
import { createFileSystem } from "../vfs/index.ts";
import { runCommand } from "./command.ts";
import type { CommandSandbox } from "./command-io.ts";

await loadInterpreter();

let folder: string;
let stdout: string;
let stderr: string;
let signals: AbortSignal[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shell-"));
  stdout = "";
  stderr = "";
  signals = [];
  // Node edits no lines in a terminal that is called dumb.
  vi.stubEnv("TERM", "xterm");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function openSandbox({ mounts = [], env = {} }: SandboxOptions): Promise<CommandSandbox> {
  const fs = createFileSystem();
  for (const path of ["/app", "/tmp"]) await fs.mkdir(path);
  for (const mount of mounts) await mount.load(fs.sync);
  const run = async (options: RunOptions, step: StepState): Promise<RunResult> => {
    const { state } = step.begin();
    if (options.signal) signals.push(options.signal);
    const kernel = createKernel({
      fs: fs.sync,
      env,
      fuel: createFuelAccount(BigInt(options.limits?.fuel ?? 2_000_000_000)),
      clock: createVirtualClock(),
      entropy: createSeededEntropy(1),
      args: ["bash"],
      stdout: (chunk) => options.onStdout?.(new Uint8Array(chunk)),
      stderr: (chunk) => options.onStderr?.(new Uint8Array(chunk)),
    });
    const done = runShellStep({ source: options.shell ?? "", path: "bash" }, kernel, state);
    kernel.close();
    const isKept = step.end(10, { state: done.state, cwd: kernel.cwd, value: done.value });
    const value = isKept ? { value: JSON.parse(done.value ?? "null") } : { rolledBack: true };
    return { ...exitedRun, ...done.end, ...value };
  };
  const host = { fs, run } as unknown as SessionHost;
  return {
    fs,
    run: async ({ shell = "" }) => ({ ...exitedRun, stdout: runScript(shell).stdout }),
    session: async (language) => new GuestSession(language, host),
    close: async () => {},
  };
}

interface Typist {
  type(text: string): void;
  end(): void;
  interrupt(): void;
}

function talk(
  argv: readonly string[],
  { isTTY = false }: { readonly isTTY?: boolean } = {},
): { readonly exitCode: Promise<number> } & Typist {
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  output.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  let listener: (() => void) | undefined;
  const exitCode = runCommand(["shell", ...argv], {
    stdin,
    stdinPatienceMs: 0,
    stdout: output,
    stderr: { write: (chunk) => (stderr += Buffer.from(chunk).toString()) },
    onInterrupt: (given) => {
      listener = given;
      return () => {};
    },
    openSandbox,
  });
  return {
    exitCode,
    type: (text) => void stdin.write(text),
    end: () => void stdin.end(),
    interrupt: () => listener?.(),
  };
}

async function shell(lines: string, ...argv: readonly string[]): Promise<number> {
  const { exitCode, type, end } = talk(argv);
  type(lines);
  end();
  return exitCode;
}

test.each([
  ["cd /tmp\npwd\n", "/tmp\n", 0],
  ["x=1\necho $x\nfalse\n", "1\n", 1],
  ["echo a\nexit 7\necho b\n", "a\n", 7],
  ["for i in 1 2\ndo\necho $i\ndone\n", "1\n2\n", 0],
  ["cat <<EOF\na\n\nb\nEOF\necho c\n", "a\n\nb\nc\n", 0],
  ["echo 'a\nb'\n", "a\nb\n", 0],
  ["echo a \\\n  b\n", "a b\n", 0],
  ["echo a |\ntr a b\n", "b\n", 0],
  ["false ||\necho no\n", "no\n", 0],
  ["f() {\n  echo $1\n}\nf x\n", "x\n", 0],
  ["echo a # it's || \\\\\necho b\n", "a\nb\n", 0],
  ["echo $((1 << 2))\n", "4\n", 0],
  ["", "", 0],
])("fuelbox shell takes %j line by line", async (lines, expected, code) => {
  expect(await shell(lines)).toBe(code);
  expect(stdout).toBe(expected);
  expect(stderr).toBe("");
});

test("fuelbox shell says what is wrong with a line and goes on", async () => {
  expect(await shell("fi\necho on\n")).toBe(0);
  expect(stderr).toMatch(/^bash: .*syntax error/);
  expect(stdout).toBe("on\n");
});

test("fuelbox shell says what is wrong with a command that never ends", async () => {
  expect(await shell("if true; then\n")).toBe(2);
  expect(stderr).toMatch(/^bash: /);
});

test("fuelbox shell is as it was when a command runs out of fuel", async () => {
  const lines = "x=1\nx=2; while :; do :; done\necho $x $?\n";
  expect(await shell(lines, "--fuel", "5M", "--env", "A=b")).toBe(0);
  expect(stdout).toBe("1 0\n");
  expect(stderr).toContain("out of fuel: the shell is as it was");
});

test("fuelbox shell keeps the lines in a file of the user's", async () => {
  const history = join(folder, "history");
  writeFileSync(history, "echo old\n");
  const { exitCode, type } = talk(["--history", history], { isTTY: true });
  type("echo new\rexit\r");
  expect(await exitCode).toBe(0);
  expect(readFileSync(history, "utf8")).toBe("echo old\necho new\nexit\n");
  expect(stdout).toContain("/app$ ");
});

test("fuelbox shell makes the file of lines for the user alone", async () => {
  const history = join(folder, "new");
  const { exitCode, type } = talk(["--history", history], { isTTY: true });
  type("exit 3\r");
  expect(await exitCode).toBe(3);
  expect(statSync(history).mode & 0o777).toBe(0o600);
});

test("fuelbox shell completes commands and paths on Tab", async () => {
  writeFileSync(join(folder, "long name.txt"), "");
  const { exitCode, type } = talk(["--mount", `${folder}:/app/dir`], { isTTY: true });
  type("uniq");
  type("\t");
  await expect.poll(() => stdout).toContain("uniq ");
  type("\x15ls d\t");
  await expect.poll(() => stdout).toContain("ls dir/");
  type("lo\t");
  await expect.poll(() => stdout).toContain("long\\ name.txt");
  type("\rexit\r");
  expect(await exitCode).toBe(0);
  expect(stdout).toContain("dir/long name.txt");
});

test("fuelbox shell forgets a line on Ctrl-C, and leaves on Ctrl-D", async () => {
  const { exitCode, type } = talk([], { isTTY: true });
  type("echo 'not");
  await expect.poll(() => stdout).toContain("not");
  type("\x03");
  await expect.poll(() => stdout).toContain("^C");
  type("echo $((40 + 2))\r");
  await expect.poll(() => stdout).toContain("42");
  type("\x04");
  expect(await exitCode).toBe(0);
});

test("fuelbox shell hands an interrupt to the command that runs", async () => {
  const { exitCode, type, interrupt, end } = talk([]);
  type("echo a\n");
  await expect.poll(() => stdout).toContain("a");
  interrupt();
  expect(signals[0]?.aborted).toBe(true);
  type("echo b\n");
  end();
  expect(await exitCode).toBe(0);
  expect(signals[1]?.aborted).toBe(false);
});

test.each([
  [["extra"], "use fuelbox exec"],
  [["--fuel", "x"], "Cannot read fuel"],
  [["--env", "x"], "Cannot read variable"],
])("fuelbox shell refuses %j", async (argv, message) => {
  expect(await shell("", ...argv)).toBe(2);
  expect(stderr).toContain(message);
});

test("fuelbox shell says when it cannot read the lines of before", async () => {
  expect(await shell("", "--history", folder)).toBe(2);
  expect(stderr).toContain("Cannot read");
});
