import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";

const files = {
  "/app/a.py": "one\ntwo\nthree\n",
  "/app/t.csv": "name,age\nAnn,30\n",
};
const start = `
import os
from pathlib import Path
from sandbox_utils import csv_to_json, find, grep, head
os.mkdir("/app/sub")
Path("/app/sub/b.py").write_text("two\\n")
`;

test.each([
  ['find("*.py")', "[PosixPath('/app/a.py'), PosixPath('/app/sub/b.py')]"],
  ['find("*.py", Path("sub"))', "[PosixPath('/app/sub/b.py')]"],
  ['find("*.py", recursive=False)', "[PosixPath('/app/a.py')]"],
  ['find("*.py", path="/app/none")', "[]"],
  [
    'grep("tw.", [Path("a.py"), "/app/sub/b.py"])',
    "[('/app/a.py', 2, 'two'), ('/app/sub/b.py', 1, 'two')]",
  ],
  [
    'grep("tw", find("*.py"), regex=False)',
    "[('/app/a.py', 2, 'two'), ('/app/sub/b.py', 1, 'two')]",
  ],
  ['grep(".", "a.py", False)', "[]"],
  ['head("a.py", lines=2)', "'one\\ntwo\\n'"],
  ['head(Path("/app/sub/b.py"))', "'two\\n'"],
  ['csv_to_json("t.csv")', `'[{"name": "Ann", "age": "30"}]'`],
  [
    '(csv_to_json("t.csv", Path("o.json")), open("o.json").read())',
    `(None, '[{"name": "Ann", "age": "30"}]')`,
  ],
])("sandbox_utils answers %s", async (expression, value) => {
  expect(await pythonOutput(`${start}print(repr(${expression}))`, { files })).toBe(`${value}\n`);
});

test.each([
  ['head("/etc/passwd")', "ValueError", "Path must be within /app: /etc/passwd"],
  ['head("/app/../etc/passwd")', "ValueError", "Path must be within /app: /app/../etc/passwd"],
  ['find("*", "/app2")', "ValueError", "Path must be within /app: /app2"],
  ['(os.symlink("/etc/passwd", "l"), head("l"))', "ValueError", "Path must be within /app: l"],
  ['head("none.txt")', "FileNotFoundError", "[Errno 2] No such file or directory: '/app/none.txt'"],
  ['head("sub")', "IsADirectoryError", "[Errno 21] Is a directory"],
  ['grep("(", "a.py")', "PatternError", 'Cannot compile pattern "(": missing closing )'],
  ["find(3)", "TypeError", 'Cannot call "find": parameter "pattern" must be a string, got 3'],
  [
    'head("a.py", lines=-1)',
    "TypeError",
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got -1',
  ],
])("sandbox_utils raises for %s", async (expression, type, message) => {
  const source = `${start}
try: ${expression}
except Exception as e: print(type(e).__name__, e, sep="|")`;
  expect(await pythonOutput(source, { files })).toBe(`${type}|${message}\n`);
});

test("sandbox_utils explains itself to help()", async () => {
  expect(await pythonOutput("from sandbox_utils import head\nhelp(head)")).toMatchInlineSnapshot(`
    "Help on function head in module sandbox_utils:

    head(file: PathText, lines: int = 10) -> str
        Returns the first lines of a file.

        Args:
            file: File to read.
            lines: How many lines.

        Returns:
            The lines with their ends; all of the file when it has fewer.

        Raises:
            ValueError: When a path leads out of /app, or a file or text is not understood.
            OSError: When a file cannot be used, such as FileNotFoundError.

    "
  `);
});

test("sandbox_utils says what is missing when the descriptor is", async () => {
  const source = `
import os, sandbox_utils
del os.environ["SANDBOX_RPC_FD"]
try: sandbox_utils.head("a")
except OSError as e: print(e.strerror)`;
  expect(await pythonOutput(source)).toBe("sandbox_utils needs SANDBOX_RPC_FD, which is not set\n");
});

test("/dev/sandbox answers as the descriptor does", async () => {
  const source = `
import json, os, struct
device = os.open("/dev/sandbox", os.O_RDWR)
request = json.dumps({"op": "head", "args": ["a.py", 1]}).encode()
os.write(device, struct.pack("<IB", len(request), 0) + request)
print(os.read(device, 100)[5:])`;
  expect(await pythonOutput(source, { files })).toBe(`b'{"ok":"one\\\\n"}'\n`);
});
