/** Command lines in the shell of a sandbox, and programs that start each other through it. */
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({
    files: {
      "/app/a.py": "# TODO one\nprint(1)\n",
      "/app/x.py": "import sys\nprint('py', open('/app/out.txt').read())\nsys.exit(3)\n",
      "/app/run.sh": '#!/bin/bash\necho "script $0 $1"\n',
    },
    limits: { fuel: 5_000_000_000 },
  });
});
afterAll(() => sandbox.close());

test("exec() runs a command line on the sandbox's files, and Python on what it left", async () => {
  const command =
    "grep -rn TODO --include='*.py' . | head -3 > out.txt && python3 x.py; echo rc=$?";
  const { stdout, exitCode, files } = await sandbox.exec(command);
  expect(stdout).toBe("py ./a.py:1:# TODO one\n\nrc=3\n");
  expect(exitCode).toBe(0);
  expect(files.created).toEqual(["/app/out.txt"]);
  expect(await sandbox.fs.readFile("/app/out.txt", "utf8")).toBe("./a.py:1:# TODO one\n");
});

test.each([
  ["a directory", "pwd", { cwd: "/tmp" }, "/tmp\n"],
  ["variables", 'echo "$NAME"', { env: { NAME: "Ada" } }, "Ada\n"],
  ["stdin", "tr a-z A-Z", { stdin: "text" }, "TEXT"],
  ["a script", "bash run.sh b", {}, "script run.sh b\n"],
  ["a script of its own", "chmod +x run.sh && ./run.sh b", {}, "script ./run.sh b\n"],
  ["Python in a pipe", "echo 'print(6*7)' | python3 - | tr 4 5", {}, "52\n"],
  ["JavaScript", "node -e 'console.log(process.argv[1])' x", {}, "x\n"],
])("exec() takes %s", async (_what, command, options, stdout) => {
  expect(await sandbox.exec(command, options)).toMatchObject({ stdout, stderr: "", exitCode: 0 });
});

test("exec() forgets everything but files between calls", async () => {
  await sandbox.exec("cd /tmp; x=5; f() { :; }; echo kept > /app/kept.txt");
  const { stdout } = await sandbox.exec(
    'pwd; echo "[$x]"; type f >/dev/null 2>&1 || echo gone; cat kept.txt',
  );
  expect(stdout).toBe("/app\n[]\ngone\nkept\n");
});

test("exec() cuts long output and says so", async () => {
  const { stdout, stdoutTruncated } = await sandbox.exec("seq 1000", { maxOutputLength: 60 });
  const notice = "Full output was 3893 characters, showing first 10";
  expect(stdout).toBe(`1\n2\n3\n4\n5\n\n\n... [Output truncated. ${notice}]`);
  expect(stdoutTruncated).toBe(true);
});

test.each([
  ["out-of-fuel", "echo start; while true; do :; done", { limits: { fuel: 50_000_000 } }],
  ["timed-out", "echo start; while true; do :; done", { timeoutMs: 300, limits: { fuel: 1e14 } }],
  ["timed-out", "echo start; sleep 60; echo late", { timeoutMs: 300 }],
] as const)("exec() ends as %s: %s", async (outcome, command, options) => {
  const result = await sandbox.exec(command, options);
  expect(result).toMatchObject({ outcome, stdout: "start\n", ok: false });
  expect(result.stateLost).toBeUndefined();
  expect((await sandbox.exec("echo usable")).stdout).toBe("usable\n");
});

test("exec() ends as cancelled when its signal aborts", async () => {
  const cancel = new AbortController();
  const running = sandbox.exec("while true; do :; done", {
    signal: cancel.signal,
    limits: { fuel: 1e14 },
    timeoutMs: 30_000,
  });
  setTimeout(() => cancel.abort(), 200);
  expect((await running).outcome).toBe("cancelled");
});

test("exec() refuses what it does not know", async () => {
  await expect(sandbox.exec("ls", { shell: "zsh" } as never)).rejects.toThrow('"shell"');
  await expect(sandbox.exec(5 as never)).rejects.toThrow(TypeError);
  await expect(sandbox.exec("ls", { cwd: "/none" })).rejects.toThrow("ENOENT");
});

test("run() runs scripts, given as text or as a file", async () => {
  expect((await sandbox.run({ shell: 'echo "$0 $1"', args: ["a"] })).stdout).toBe("bash a\n");
  const script = await sandbox.run({ file: "/app/run.sh", args: ["a"] });
  expect(script.stdout).toBe("script /app/run.sh a\n");
});

test("exec() passes on the output of a loop while it runs", async () => {
  const controller = new AbortController();
  let heard = "";
  const { outcome, stdout } = await sandbox.exec("while :; do echo $((i += 1)); done", {
    limits: { fuel: 1e14 },
    signal: controller.signal,
    onStdout(chunk) {
      heard += new TextDecoder().decode(chunk);
      if (heard.includes("3\n")) controller.abort();
    },
  });
  expect(outcome).toBe("cancelled");
  expect(stdout.startsWith("1\n2\n3\n")).toBe(true);
});

test("Python starts the shell and its commands", async () => {
  const program = `
import subprocess
print(subprocess.run(["grep", "-c", "TODO", "a.py"], capture_output=True, text=True).stdout)
print(subprocess.run("ls *.py | wc -l", shell=True, capture_output=True, text=True).stdout)
`;
  await using own = await openSandbox({
    files: { "/app/a.py": "# TODO\n" },
    programs: ["shell"],
  });
  expect((await own.run({ python: program })).stdout).toBe("1\n\n1\n\n");
});

test("JavaScript starts the shell, which starts JavaScript", async () => {
  const program = `
import { execSync } from "node:child_process";
console.log(execSync("ls *.js | wc -l; node child.js | tr a-z A-Z").toString());
`;
  await using own = await openSandbox({
    files: { "/app/child.js": 'console.log("child")' },
    programs: ["shell"],
  });
  expect((await own.run({ javascript: program })).stdout).toBe("1\nCHILD\n\n");
});

test.each([
  [
    "python",
    `
import subprocess
try:
    subprocess.run("while true; do :; done", shell=True)
except BaseException as error:
    print("caught")
print("after")
`,
  ],
  [
    "javascript",
    `
import { execSync } from "node:child_process";
try { execSync("while true; do :; done"); } catch { console.log("caught"); } finally { console.log("after"); }
`,
  ],
] as const)(
  "a shell that runs out of fuel ends the %s program that started it",
  async (language, source) => {
    await using own = await openSandbox({ programs: ["shell"] });
    const result = await own.run({ [language]: source, limits: { fuel: 200_000_000 } });
    expect(result).toMatchObject({ outcome: "out-of-fuel", stdout: "" });
    expect((await own.exec("echo usable")).stdout).toBe("usable\n");
  },
);
