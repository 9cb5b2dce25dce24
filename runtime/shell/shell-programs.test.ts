import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createKernel } from "../create-kernel.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { openShellEngine } from "./engine.ts";
import { loadInterpreter } from "./load-interpreter.ts";
import { findShellProgram } from "./shell-programs.ts";

await loadInterpreter();
const encoder = new TextEncoder();

function kernelWith(args: readonly string[] = ["x"], fuel = 1_000_000_000n) {
  const fs = createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);
  fs.writeFile("/app/s.sh", encoder.encode('#!/bin/sh -e\necho "$0 $1"; false; echo never\n'));
  return createKernel({ fs, args, fuel: createFuelAccount(fuel), findProgram: findShellProgram });
}

test.each([
  [["sh", "-c", 'echo "$0 $1"', "zero", "one"], "zero one\n", "", 0],
  [["bash", "-ec", "false; echo never"], "", "", 1],
  [["/bin/bash", "-o", "pipefail", "-c", "false | true"], "", "", 1],
  [["bash", "--norc", "-l", "/app/s.sh", "a"], "/app/s.sh a\nnever\n", "", 0],
  [["/app/s.sh", "a"], "/app/s.sh a\n", "", 1],
  [["sh", "none"], "", "sh: none: No such file or directory\n", 127],
  [["sh", "-c"], "", "sh: -c: option requires an argument\n", 2],
  [["sh", "-Z"], "", "sh: -Z: invalid option\n", 2],
  [["sh", "--zzz"], "", "sh: --zzz: invalid option\n", 2],
  [["grep", "-c", "echo $x", "s.sh"], "0\n", "", 1],
  [["/usr/bin/wc", "-l", "s.sh"], "2 s.sh\n", "", 0],
])("findShellProgram() runs %j", (argv, stdout, stderr, exitCode) => {
  const decoder = new TextDecoder();
  const end = kernelWith().spawn(argv);
  expect([decoder.decode(end.stdout), decoder.decode(end.stderr), end.exitCode]).toEqual([
    stdout,
    stderr,
    exitCode,
  ]);
});

test("findShellProgram() takes a script from stdin", () => {
  const end = kernelWith().spawn(["sh"], { stdin: encoder.encode("echo from stdin\n") });
  expect(new TextDecoder().decode(end.stdout)).toBe("from stdin\n");
});

test("findShellProgram() leaves other programs alone", () => {
  expect(() => kernelWith().spawn(["python3"])).toThrow("ENOENT");
  expect(() => kernelWith().spawn(["nope"])).toThrow("ENOENT");
});

test("a shell says of programs that are not there that they are not", () => {
  const { stderr, exit } = runScript("python3 -c 1");
  expect([stderr, exit]).toEqual(["bash: python3: command not found\n", 127]);
});

test("openShellEngine() runs scripts, and says how they end", async () => {
  const engine = openShellEngine();
  await engine.prepare?.(0);
  const path = "bash";
  expect(await engine.run({ source: "exit 4", path }, kernelWith())).toMatchObject({
    outcome: "exited",
    exitCode: 4,
  });
  const kernel = kernelWith(["x"], 10_000_000n);
  expect(engine.runNow?.({ source: "while :; do :; done", path }, kernel)).toMatchObject({
    outcome: "out-of-fuel",
    exitCode: 152,
  });
});
