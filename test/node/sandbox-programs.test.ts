/** Programs start programs in a real worker, and TypeScript runs in one. */
import { openSandbox, type RunOptions, type RunResult, type SandboxOptions } from "fuelbox";
import { expect, test } from "vitest";

async function run(program: RunOptions, options: SandboxOptions = {}): Promise<RunResult> {
  await using sandbox = await openSandbox(options);
  return await sandbox.run(program);
}

const pythonChild =
  "import subprocess, sys\nprint(subprocess.run([sys.argv[1], sys.argv[2], 'print(6*7)' if sys.argv[1] != 'node' else 'console.log(6*7)'], capture_output=True, text=True).stdout)\n";
const nodeChild =
  "import { spawnSync } from 'node:child_process';\nconst [, , name, flag] = process.argv;\nconst { error, stdout } = spawnSync(name, [flag, name === 'node' ? 'console.log(6*7)' : 'print(6*7)']);\nconsole.log(error?.code ?? String(stdout).trim());\n";

test.each([
  [
    "a Python program starts Python",
    { python: pythonChild, args: ["python3", "-c"] },
    {},
    "42\n\n",
  ],
  [
    "a JavaScript program starts JavaScript",
    { javascript: nodeChild, args: ["node", "-e"] },
    {},
    "42\n",
  ],
  [
    "a JavaScript program starts Python that it mentions",
    { javascript: `// python3\n${nodeChild}`, args: ["python3", "-c"] },
    {},
    "42\n",
  ],
  [
    "a JavaScript program starts no Python that it does not mention",
    { javascript: nodeChild, args: ["python3", "-c"] },
    {},
    "ENOENT\n",
  ],
  [
    "a JavaScript program starts Python where the sandbox has it",
    { javascript: nodeChild, args: ["python3", "-c"] },
    { programs: ["python"] },
    "42\n",
  ],
  [
    "a Python program starts JavaScript where the sandbox has it",
    { python: pythonChild, args: ["node", "-e"] },
    { programs: ["javascript"] },
    "42\n\n",
  ],
] as const)("%s", async (_what, program, options, stdout) => {
  expect(await run(program, options)).toMatchObject({ stdout, stderr: "", ok: true });
});

test("what a program can start does not depend on the runs before", async () => {
  await using sandbox = await openSandbox();
  const program = { javascript: nodeChild, args: ["python3", "-c"], deterministic: true } as const;
  const first = await sandbox.run(program);
  await sandbox.run({ python: "print(1)" });
  const second = await sandbox.run(program);
  expect([first.stdout, second.stdout]).toEqual(["ENOENT\n", "ENOENT\n"]);
  expect(second.fuel.used).toBe(first.fuel.used);
});

test("a program that started others can be ended with them, and the next one runs", async () => {
  await using sandbox = await openSandbox({ programs: ["javascript", "python"] });
  const python =
    "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])\n";
  const start = performance.now();
  const stopped = await sandbox.run({ python, limits: { timeoutMs: 500, fuel: 1e12 } });
  expect(stopped).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(await sandbox.run({ python: "print('on')" })).toMatchObject({ stdout: "on\n" });
});

test("recursion in programs that started each other ends in errors of their own", async () => {
  const leaf =
    "function f(n) { return n === 0 ? 0 : 1 + f(n - 1); } try { f(1e7) } catch (e) { console.log(e.constructor.name) }";
  const javascript = `import { spawnSync } from "node:child_process";
    const down = (n) => n === 0 ? spawnSync("node", ["-e", ${JSON.stringify(leaf)}]) : down(n - 1);
    for (const depth of [10, 2000]) { const r = down(depth); console.log(r.status, String(r.stdout).trim()); }`;
  const { stdout, outcome } = await run({ javascript });
  expect([stdout.split("\n")[0], outcome]).toEqual(["0 RangeError", "exited"]);
});

test("tools answer programs that others have started", async () => {
  const tools = { add: { description: "Adds.", execute: async (n: unknown) => Number(n) + 1 } };
  const child = "import { add } from 'sandbox_tools'; console.log(await add(1))";
  const files = {
    "/app/child.mjs": child,
    "/app/child.py": "from sandbox_tools import add\nprint(add(2))\n",
  };
  const javascript =
    "import { execFileSync } from 'node:child_process';\nconsole.log(execFileSync('node', ['child.mjs']) + '' + execFileSync('python3', ['child.py']));";
  const options: SandboxOptions = { tools, files, programs: ["python"] };
  expect(await run({ javascript }, options)).toMatchObject({ stdout: "2\n3\n\n", ok: true });
  const alone = await run({ javascript }, { ...options, sharedMemory: false });
  expect(alone.stderr).toContain("TOOL_NEEDS_SHARED_MEMORY");
});

test("TypeScript runs as source text, as a file, and through imports", async () => {
  await using sandbox = await openSandbox({
    files: {
      "/app/lib.ts":
        "export enum Kind { A = 'a' }\nexport const twice = <T>(value: T): [T, T] => [value, value];\n",
    },
  });
  const typescript =
    "import { Kind, twice } from './lib';\nconst kinds: Kind[] = twice(Kind.A);\nconsole.log(kinds, process.argv[1]);\n";
  expect(await sandbox.run({ typescript })).toMatchObject({
    stdout: "[ 'a', 'a' ] /app/main.mts\n",
    ok: true,
  });
  await sandbox.fs.writeFile(
    "/app/x.ts",
    "import { twice } from './lib.ts';\nconst n: number[] = twice(1);\nthrow new Error(String(n));\n",
  );
  const failed = await sandbox.run({ file: "/app/x.ts" });
  expect(failed.error).toMatchObject({ type: "Error", message: "1,1", file: "/app/x.ts", line: 3 });
});
