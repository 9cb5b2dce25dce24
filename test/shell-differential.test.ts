/** The rewritten interpreter beside the original: the same scripts, the same output. */
import { Bash } from "just-bash/browser";
import { expect, test } from "vitest";
import { createKernel } from "../runtime/create-kernel.ts";
import { createFuelAccount, createVirtualClock } from "../runtime/index.ts";
import { loadInterpreter } from "../runtime/shell/index.ts";
import { openShellRealm } from "../runtime/shell/shell-realm.ts";
import { createFileSystem } from "../vfs/index.ts";
import { scripts } from "./shell/scripts.ts";

await loadInterpreter();
const realm = openShellRealm();
const options = { cwd: "/tmp", env: { NAME: "Ada" }, defenseInDepth: false } as const;

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

async function original(script: string): Promise<Result> {
  const { stdout, stderr, exitCode } = await new Bash(options).exec(script, { rawScript: true });
  return { stdout, stderr, exitCode };
}

/** Its own filesystem and commands, nothing of ours. */
function rewritten(script: string): Result {
  const written = { stdout: "", stderr: "" };
  const kernel = createKernel({
    fs: createFileSystem().sync,
    fuel: createFuelAccount(10_000_000_000n),
    clock: createVirtualClock(),
    args: ["bash"],
  });
  const { exitCode, ...rest } = realm.during(
    {
      kernel,
      runFile: () => undefined,
      output: (stream, piece) => {
        written[stream] += piece;
      },
    },
    () => {
      const shell = new realm.interpreter.Bash(options);
      const running = shell.exec(script, { rawScript: true });
      return realm.promises.wait(running) as Result;
    },
  );
  return { stdout: written.stdout + rest.stdout, stderr: written.stderr + rest.stderr, exitCode };
}

test("there are enough scripts to tell", () => {
  expect(scripts.length).toBeGreaterThan(200);
});

test.each(scripts)("the shell runs %j as the original does", async (script) => {
  const expected = await original(script);
  // Of what cannot be read ours says what bash says; see runtime/shell/bad-input.test.ts.
  const isUnread = /^bash: (?:syntax error|line \d+): /.test(expected.stderr);
  expect(rewritten(script)).toEqual(
    isUnread ? { ...expected, stderr: expect.stringContaining("bash: -c: line ") } : expected,
  );
});
