/** What `walk` does in each language beside its vectors: filters are the guest's own functions. */
import { expect, test } from "vitest";
import { exampleFiles } from "../utils-lib/index.ts";
import { runJavaScript } from "./support/run-javascript.ts";
import { pythonOutput } from "./support/run-python.ts";

const files = Object.fromEntries(
  Object.entries(exampleFiles).filter(([path]) => !path.slice("/app/".length).includes("/")),
);
const inPython = `
import os
from pathlib import Path
from sandbox_utils import walk
os.makedirs("/app/src/deep")
Path("/app/src/main.py").touch()
`;

test.each([
  ['list(walk("src"))', "[PosixPath('/app/src/deep'), PosixPath('/app/src/main.py')]"],
  ["[path.name for path in walk(filter_func=lambda path: path.suffix == '.py')]", "['main.py']"],
  ['[path.name for path in walk(Path("/app"), Path.is_dir)]', "['src', 'deep']"],
  ['next(walk("src")).name', "'deep'"],
  ['next(walk("none"), None)', "None"],
  ['iter(walk("src")) is not None and hasattr(walk("src"), "__next__")', "True"],
])("Python: %s", async (expression, value) => {
  expect(await pythonOutput(`${inPython}print(repr(${expression}))`, { files })).toBe(`${value}\n`);
});

test("Python: walk() raises at once, not when it is asked for the first path", async () => {
  const source = `${inPython}
try:
    walk("/etc")
except ValueError as error:
    print(error, error.code)`;
  expect(await pythonOutput(source)).toBe("Path must be within /app: /etc PATH_ESCAPE_ATTEMPT\n");
});

test.each([
  ['walk("src")', '["/app/src/deep","/app/src/main.py"]'],
  ['walk("src", (path) => path.endsWith(".py"))', '["/app/src/main.py"]'],
  ['walk({ path: "src", filterFunc: (path) => !path.endsWith(".py") })', '["/app/src/deep"]'],
  ['walk("src", { filter_func: () => false })', "[]"],
])("JavaScript: %s", async (expression, value) => {
  const source = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import { walk } from "sandbox_utils";
    mkdirSync("/app/src/deep", { recursive: true });
    writeFileSync("/app/src/main.py", "");
    console.log(JSON.stringify(${expression}));`;
  expect(await runJavaScript({ source, files })).toMatchObject({
    stdout: `${value}\n`,
    stderr: "",
  });
});
