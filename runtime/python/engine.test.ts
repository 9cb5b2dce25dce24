import { expect, test } from "vitest";
import { prepared, pythonOutput, runPython } from "../../test/support/run-python.ts";
import { createSeededEntropy, type Kernel } from "../index.ts";
import { runPython as runPythonSync } from "./run-python.ts";

test("run() ends as exited 0 with what the program printed", async () => {
  const { end, stdout, stderr } = await runPython('print("héllo", 1 + 1)');
  expect({ ...end, memoryPeakBytes: 0 }).toEqual({
    outcome: "exited",
    exitCode: 0,
    memoryPeakBytes: 0,
  });
  expect(stdout).toBe("héllo 2\n");
  expect(stderr).toBe("");
});

test.each([
  ["sys.exit()", 0, ""],
  ["sys.exit(3)", 3, ""],
  ["sys.exit(300)", 44, ""],
  ["sys.exit(-1)", 255, ""],
  ["sys.exit('no input')", 1, "no input\n"],
  ["raise SystemExit", 0, ""],
  ["os._exit(7)", 7, ""],
  ["exit(4)", 4, ""],
  ["os.kill(os.getpid(), 15)", 143, ""],
])("run() answers the exit code of %s", async (statement, exitCode, stderr) => {
  const run = await runPython(`import os, sys\n${statement}`);
  expect(run.end.outcome).toBe("exited");
  expect(run.end.exitCode).toBe(exitCode);
  expect(run.stderr).toBe(stderr);
});

test.each([
  {
    source: "def half(x):\n    return 1 / x\n\nhalf(0)\n",
    stderr: [
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 4, in <module>',
      "    half(0)",
      "    ~~~~^^^",
      '  File "/app/main.py", line 2, in half',
      "    return 1 / x",
      "           ~~^~~",
      "ZeroDivisionError: division by zero",
    ],
  },
  {
    source: "x = (1\n",
    stderr: [
      '  File "/app/main.py", line 1',
      "    x = (1",
      "        ^",
      "SyntaxError: '(' was never closed",
    ],
  },
  {
    source: "print('a\0b')",
    stderr: ["SyntaxError: source code string cannot contain null bytes"],
  },
  {
    source: "import numpy\n",
    stderr: [
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 1, in <module>',
      "    import numpy",
      "ModuleNotFoundError: No module named 'numpy'",
      "Hint: 'numpy' is not installed. A sandbox has the standard library, sandbox_utils, what is in /app, and the packages that it was opened with.",
    ],
  },
  {
    source: "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('bad') from e\n",
    stderr: [
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 2, in <module>',
      "    1 / 0",
      "    ~~^~~",
      "ZeroDivisionError: division by zero",
      "",
      "The above exception was the direct cause of the following exception:",
      "",
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 4, in <module>',
      "    raise ValueError('bad') from e",
      "ValueError: bad",
    ],
  },
])("run() shows the traceback of $source", async ({ source, stderr }) => {
  const run = await runPython(source);
  expect(run.end.outcome).toBe("exited");
  expect(run.end.exitCode).toBe(1);
  expect(run.stderr).toBe(`${stderr.join("\n")}\n`);
});

test("run() shows source lines of imported modules", async () => {
  const files = { "/app/helper.py": "def fail():\n    raise KeyError('k')\n" };
  const { stderr } = await runPython("import helper\nhelper.fail()", { files });
  expect(stderr).toContain('  File "/app/helper.py", line 2, in fail\n    raise KeyError(');
});

test("run() gives a program its arguments, environment and paths", async () => {
  const source = `
import os, sys
print(sys.argv)
print(sys.path[0], __file__, __name__, os.getcwd())
print(os.environ["COLOUR"], "HOME" in os.environ)
print(sys.stdout.encoding, sys.stdin.encoding, sys.getfilesystemencoding())
print(sys.flags.hash_randomization, sys.dont_write_bytecode)`;
  const options = { args: ["main.py", "a b", "é"], env: { COLOUR: "grün", "BAD=NAME": "x" } };
  expect(await pythonOutput(source, options)).toBe(
    [
      "['/app/main.py', 'a b', 'é']",
      "/app /app/main.py __main__ /app",
      "grün False",
      "utf-8 utf-8 utf-8",
      "0 True",
      "",
    ].join("\n"),
  );
});

test("run() finds modules beside a program in another directory, after those of /app", async () => {
  const files = {
    "/app/lib/one.py": "name = 'lib one'",
    "/app/lib/two.py": "name = 'lib two'",
    "/app/one.py": "name = 'app one'",
  };
  const fs = (await runPython("import os; os.mkdir('/app/lib')")).fs;
  const source = "import one, two, sys\nprint(one.name, two.name, sys.path[:2])";
  expect(await pythonOutput(source, { fs, files, path: "/app/lib/main.py" })).toBe(
    "app one lib two ['/app', '/app/lib']\n",
  );
});

test("run() starts relative paths at the kernel's directory and follows chdir", async () => {
  const { fs } = await runPython("import os; os.makedirs('/app/a/b')");
  const source = `
import os
open("here.txt", "w").close()
os.chdir("b")
print(os.getcwd(), os.listdir(".."), os.path.abspath("x"))`;
  expect(await pythonOutput(source, { fs, cwd: "/app/a" })).toBe(
    "/app/a/b ['b', 'here.txt'] /app/a/b/x\n",
  );
});

test("run() reads stdin", async () => {
  const source = "import sys\nprint(input('name? '), sys.stdin.read().split())";
  const stdin = new TextEncoder().encode("Ann\n1 2\n3");
  expect(await pythonOutput(source, { stdin })).toBe("name? Ann ['1', '2', '3']\n");
  const { stderr } = await runPython("input()");
  expect(stderr).toContain("EOFError");
});

test("run() writes no __pycache__", async () => {
  const { fs } = await runPython("import helper", { files: { "/app/helper.py": "x = 1" } });
  expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["helper.py"]);
});

test("run() shows output line by line, before what stderr gets later", async () => {
  const said: string[] = [];
  const listen = (name: string) => (chunk: Uint8Array) =>
    void said.push(`${name} ${new TextDecoder().decode(chunk)}`);
  const source = 'import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three", end="")';
  await runPython(source, { stdout: listen("out"), stderr: listen("err") });
  expect(said).toEqual(["out one\n", "err two\n", "out three"]);
});

test("run() finishes a program as CPython does", async () => {
  const source = `
import atexit
class Noisy:
    def __del__(self): print("deleted")
noisy = Noisy()
left_open = open("/app/left.txt", "w")
left_open.write("flushed")
atexit.register(print, "at exit")`;
  const { stdout, fs } = await runPython(source);
  expect(stdout).toBe("at exit\ndeleted\n");
  expect(new TextDecoder().decode(fs.readFile("/app/left.txt"))).toBe("flushed");
});

test("run() calls the program's own sys.excepthook", async () => {
  const source = "import sys\nsys.excepthook = lambda kind, *_: print('hook', kind.__name__)\n1/0";
  const { stdout, stderr, end } = await runPython(source);
  expect([stdout, stderr, end.exitCode]).toEqual(["hook ZeroDivisionError\n", "", 1]);
});

test("run() ends well when the program has closed its output", async () => {
  const { end, stderr } = await runPython("import sys\nsys.stdout.close()\nsys.stderr = None");
  expect([end.exitCode, stderr]).toEqual([0, ""]);
});

test("run() reads bytes as CPython reads a file", async () => {
  const source = Uint8Array.from(
    Buffer.from("# -*- coding: latin-1 -*-\nprint('\xe9')\n", "latin1"),
  );
  expect((await runPython(source)).stdout).toBe("é\n");
});

test("run() takes 10 MB of source", async () => {
  const source = `x = 1\n${"# comment\n".repeat(10 ** 6)}print(x)`;
  expect(await pythonOutput(source)).toBe("1\n");
});

test("run() knows nothing of the run before", async () => {
  await runPython(
    "import sys, builtins, json\nbuiltins.leak = sys.leak = json.leak = 1\njson.loads = None",
  );
  const source = 'import sys, builtins, json\nprint(hasattr(builtins, "leak"), json.loads("[1]"))';
  expect(await pythonOutput(source)).toBe("False [1]\n");
});

test("run() uses the same fuel and gives the same output for the same program and seed", async () => {
  const source = `
import json, os, random, time, uuid
data = json.loads(json.dumps([{"a": i, "b": str(i)} for i in range(2000)]))
for i in range(50):
    open(f"/app/f{i}", "w").write("x" * i)
print(random.random(), uuid.uuid4(), os.urandom(4), time.time(), hash("x"), id(object()))
print({"a", "b", "c"}, os.listdir("/app")[:3])
try: 1/0
except ZeroDivisionError: __import__("traceback").print_exc()`;
  const [first, second] = [await runPython(source), await runPython(source)];
  expect(first.end.exitCode).toBe(0);
  expect(second.stdout).toBe(first.stdout);
  expect(second.stderr).toBe(first.stderr);
  expect(second.fuelUsed).toBe(first.fuelUsed);
});

test("run() reseeds random from the kernel's entropy", async () => {
  const source = "import random\nprint(random.random())";
  const with1 = await pythonOutput(source, { entropy: createSeededEntropy(1) });
  const with2 = await pythonOutput(source, { entropy: createSeededEntropy(2) });
  expect(with1).not.toBe(with2);
  expect(await pythonOutput(source, { entropy: createSeededEntropy(1) })).toBe(with1);
});

test("run() counts fuel from the restored state on", async () => {
  const { fuelUsed } = await runPython("pass");
  expect(fuelUsed).toBeGreaterThan(100_000n);
  expect(fuelUsed).toBeLessThan(1_500_000n);
});

test("run() refuses less memory than the snapshot has", async () => {
  const { end } = await runPython("pass", { maxMemoryBytes: 16 * 2 ** 20 });
  expect(end.outcome).toBe("out-of-memory");
  expect(end.error?.code).toBe("MEMORY_LIMIT");
});

test("run() ends a program that does not fit as out-of-memory", async () => {
  const source = `x = 1\n${"# comment\n".repeat(2 * 10 ** 6)}`;
  const { end, stderr } = await runPython(source, { maxMemoryBytes: 40 * 2 ** 20 });
  expect(end.outcome).toBe("out-of-memory");
  expect(stderr).toContain("MemoryError");
});

test("run() ends a program that breaks the driver as exited 1", async () => {
  const source = "import os\nos._exit = None\nraise ValueError(1)";
  const { end, stderr } = await runPython(source);
  expect([end.outcome, end.exitCode]).toEqual(["exited", 1]);
  expect(stderr).toContain("ValueError: 1");
});

test("run() keeps an interpreter for the next run unless its memory has grown", async () => {
  await runPython("pass");
  const [kept] = prepared.idle;
  expect(kept).toBeDefined();
  await runPython("import os; os.abort()");
  expect(prepared.idle).toEqual([kept]);
  const { end } = await runPython("x = bytearray(10**7)");
  expect(end.memoryPeakBytes).toBeGreaterThan(prepared.snapshot.memoryBytes);
  expect(prepared.idle).toEqual([]);
  const after = await runPython("pass");
  expect(after.end.memoryPeakBytes).toBe(prepared.snapshot.memoryBytes);
  expect(prepared.idle).toHaveLength(1);
});

test("run() lets a program start Python, each with a state of its own", async () => {
  const source = `
import json, os, struct
def spawn(*argv):
    request = json.dumps({"op": "spawn", "args": [argv]}).encode()
    os.write(3, struct.pack("<IB", len(request), 0) + request)
    return json.loads(os.read(3, 10_000)[5:])["ok"]
json.mark = 1
open("shared", "w").write("by the parent")
print(spawn("python", "child"), json.mark, os.path.exists("/lib/python314.zip"))
import colorsys
print(open("shared").read())`;
  const child = `
import json, sys, wave
print(hasattr(json, "mark"), sys.argv[1:], open("shared").read())
open("shared", "w").write("by the child")
sys.exit(5)`;
  const findProgram = (name: string) =>
    name === "python"
      ? (kernel: Kernel) =>
          runPythonSync(prepared, { source: child, path: "<child>" }, kernel).exitCode
      : undefined;
  expect(await pythonOutput(source, { findProgram })).toBe(
    "{'exitCode': 5, 'stdout': \"False ['child'] by the parent\\n\", 'stderr': '', 'timedOut': False} 1 True\nby the child\n",
  );
});
