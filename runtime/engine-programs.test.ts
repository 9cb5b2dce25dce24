import { expect, test, vi } from "vitest";
import { openParent, spawnText } from "../test/support/run-programs.ts";
import { createEnginePrograms } from "./engine-programs.ts";
import { maxDepth } from "./nested-limits.ts";

vi.setConfig({ testTimeout: 60_000 });

const files = {
  "/app/hello.py": "import sys\nprint('hello', *sys.argv)\nsys.exit(3)\n",
  "/app/package.py": "print(__name__)\n",
  "/app/hello.js": "console.log('hello', ...process.argv); process.exitCode = 4;\n",
  "/app/hello.mjs":
    "import fs from 'node:fs'; console.log(typeof fs.readFileSync, import.meta.url);\n",
  "/app/script": "#!/usr/bin/env -S python3 -u\nimport sys\nprint(sys.argv)\n",
  "/app/tool": "#!/usr/bin/node\nconsole.log(process.argv.slice(1));\n",
  "/app/bash": "#!/bin/bash\necho hi\n",
  "/app/data.txt": "no program\n",
};

test.each([
  [["python3", "-c", "import sys; print(sys.argv)", "a"], 0, "['-c', 'a']\n"],
  [["python", "-cprint(6*7)"], 0, "42\n"],
  [["/usr/bin/python3", "-uB", "-W", "ignore", "hello.py", "x y"], 3, "hello hello.py x y\n"],
  [["python3", "-Xutf8", "/app/hello.py"], 3, "hello /app/hello.py\n"],
  [["python3", "-m", "package"], 0, "__main__\n"],
  [["python3", "-m", "json.tool", "--compact", "/app/j.json"], 0, '{"a":1}\n'],
  [["python3", "--version"], 0, "Python 3.14.2\n"],
  [["python3", "-V"], 0, "Python 3.14.2\n"],
  [["/app/script", "a"], 0, "['/app/script', 'a']\n"],
  [["./script"], 0, "['/app/./script']\n"],
  [["node", "-e", "console.log(process.argv)", "a"], 0, "[ '/usr/bin/node', 'a' ]\n"],
  [["node", "--eval=console.log(1)"], 0, "1\n"],
  [["node", "-p", "6 * 7"], 0, "42\n"],
  [["node", "--no-warnings", "hello.js", "b"], 4, "hello /usr/bin/node /app/hello.js b\n"],
  [["/usr/local/bin/node", "hello"], 4, "hello /usr/bin/node /app/hello.js\n"],
  [["node", "/app/hello.mjs"], 0, "function file:///app/hello.mjs\n"],
  [["node", "--input-type=module", "-e", "console.log(typeof require)"], 0, "undefined\n"],
  [["nodejs", "-v"], 0, "v20.19.0\n"],
  [["/app/tool", "c"], 0, "[ '/app/tool', 'c' ]\n"],
])("createEnginePrograms() runs %j", (argv, exitCode, stdout) => {
  const parent = openParent({ files: { ...files, "/app/j.json": '{ "a": 1 }' } });
  expect(spawnText(parent, argv)).toEqual({ exitCode, stdout, stderr: "" });
});

test.each([
  [["python3"], "import sys\nprint(sys.argv)", "['']\n"],
  [["python3", "-", "a"], "import sys\nprint(sys.argv)", "['-', 'a']\n"],
  [["python3", "-c", "print(input())"], "line\n", "line\n"],
  [["node"], "console.log(process.argv.length)", "1\n".replace("1", "2")],
  [["node", "-", "a"], "console.log(process.argv.slice(1))", "[ '-', 'a' ]\n"],
  [["node", "-e", "process.stdout.write(require('fs').readFileSync(0))"], "\u00e9\n", "\u00e9\n"],
])("createEnginePrograms() gives %j its stdin", (argv, stdin, stdout) => {
  const result = spawnText(openParent(), argv, { stdin: new TextEncoder().encode(stdin) });
  expect(result).toEqual({ exitCode: 0, stdout, stderr: "" });
});

test.each([
  [["python3", "gone.py"], 2, "python3: can't open file '/app/gone.py': [Errno 2] No such file"],
  [["python3", "-m", "gone"], 1, "/usr/bin/python3: No module named gone"],
  [["python3", "-z"], 2, "Unknown option: -z\nusage: python3 "],
  [["python3", "--gone"], 2, "Unknown option: --gone\n"],
  [["python3", "-c"], 2, "Unknown option: -c\n"],
  [["python3", "-c", "1/0"], 1, "Traceback (most recent call last):\n"],
  [["python3", "-c", "import os; os.abort()"], 134, "python3: The program called abort"],
  [["node", "gone.js"], 1, "Error: Cannot find module '/app/gone.js'"],
  [["node", "--gone"], 9, "node: bad option: --gone"],
  [["node", "-e"], 9, "node: -e requires an argument"],
  [["node", "-e", "throw new Error('no')"], 1, "/app/[eval]:1\nthrow new Error('no')"],
])("createEnginePrograms() tells why %j has failed", (argv, exitCode, stderr) => {
  const result = spawnText(openParent({ files }), argv);
  expect(result).toMatchObject({ exitCode, stdout: "" });
  expect(result.stderr.startsWith(stderr)).toBe(true);
});

test.each([
  [["perl"], "ENOENT"],
  [["/app/bash"], "ENOENT"],
  [["/app/data.txt"], "ENOEXEC"],
  [["/app/sub/python3"], "ENOENT"],
])("createEnginePrograms() does not find %j", (argv, code) => {
  expect(() => openParent({ files }).spawn(argv)).toThrow(expect.objectContaining({ code }));
});

test("createEnginePrograms() starts nothing in an engine that is not there", () => {
  const parent = openParent({ findProgram: createEnginePrograms({}) });
  for (const name of ["python3", "node"]) {
    expect(() => parent.spawn([name, "-h"])).toThrow(expect.objectContaining({ code: "ENOENT" }));
  }
});

test("createEnginePrograms() prefers a file in PATH to a command", () => {
  const parent = openParent({
    files: { "/app/python3": "#!/usr/bin/node\nconsole.log('mine')" },
    env: { PATH: "/app" },
  });
  expect(spawnText(parent, ["python3"]).stdout).toBe("mine\n");
  expect(spawnText(parent, ["/usr/bin/python3", "-c", "print('own')"]).stdout).toBe("own\n");
});

test("spawn() gives the same bytes and fuel whatever has run before", () => {
  const argvs = [
    ["python3", "-c", "print(sum(range(1000)))"],
    ["node", "-e", "console.log([1, 2].map(String))"],
  ];
  const run = (): readonly unknown[] => {
    const parent = openParent();
    return argvs.map((argv) => [spawnText(parent, argv), parent.fuel.used]);
  };
  expect(run()).toEqual(run());
});

test.each([
  ["python3", "-c", "x = bytearray(10**9)", 137],
  ["node", "-e", "const a = []; for (;;) a.push(new Array(1e5).fill(0))", 137],
])("spawn() answers 137 for %s that is out of memory, and the starter goes on", (...line) => {
  const exitCode = line.pop();
  const parent = openParent();
  expect(spawnText(parent, line.map(String))).toMatchObject({ exitCode });
  expect(spawnText(parent, ["python3", "-c", "print(1)"]).stdout).toBe("1\n");
});

test.each(["python3", "node"])("spawn() answers 137 for %s where no room is left", (name) => {
  const parent = openParent({ maxMemoryBytes: 2 ** 24 });
  parent.memory = new WebAssembly.Memory({ initial: 200 });
  const { exitCode, stderr } = spawnText(
    parent,
    [name, "-c", "1"].slice(0, name === "node" ? 1 : 3),
  );
  expect([exitCode, stderr.length > 0]).toEqual([137, true]);
});

test("spawn() lets a chain of programs be as deep as eight", () => {
  const files = {
    "/app/deep.py":
      "import sys, json\nfrom sandbox_utils import _call\nn = int(sys.argv[1])\n" +
      "r = _call('spawn', ['node', 'deep.js', str(n + 1)])\n" +
      "print(n, r['stdout'] + r['stderr'], end='')\n",
    "/app/deep.js": "console.log(process.argv[2]);\n",
  };
  const parent = openParent({ files, depth: maxDepth - 3 });
  expect(spawnText(parent, ["python3", "deep.py", "0"]).stdout).toBe("0 1\n");
  const last = openParent({ files, depth: maxDepth - 1 });
  expect(() => last.spawn(["python3", "deep.py", "0"])).toThrow(
    expect.objectContaining({ code: "EAGAIN" }),
  );
});
