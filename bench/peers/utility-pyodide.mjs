/** A job of suite `utilities` in pure Python, in stock Pyodide on this thread: `JOB PATTERN PATH...`. */
import { readdirSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { loadPyodide } from "pyodide";

const [, , job, pattern, ...paths] = process.argv;
const pyodide = await loadPyodide();
for (const [index, path] of paths.entries()) copyIn(path, `/data/${index}`);
const source = readFileSync(new URL("../programs/utilities.py", import.meta.url), "utf8");
pyodide.runPython(source.replace('if __name__ == "__main__":', "if False:"));
const call = `import json\njson.dumps(measure_second(${[job, pattern, paths.map((_, index) => `/data/${index}`)].map((one) => JSON.stringify(one)).join(", ")}))`;
writeSync(1, pyodide.runPython(call));
process.exit(0);

function copyIn(from, to) {
  if (!statSync(from).isDirectory()) {
    pyodide.FS.mkdirTree(to.slice(0, to.lastIndexOf("/")));
    pyodide.FS.writeFile(to, readFileSync(from));
    return;
  }
  pyodide.FS.mkdirTree(to);
  for (const name of readdirSync(from)) copyIn(join(from, name), `${to}/${name}`);
}
