/** Stock Pyodide on this thread, a new interpreter for each run: not sealed, not metered. */
import { loadPyodide } from "pyodide";
import { takeSample } from "./take-sample.mjs";

await takeSample(async (program) => {
  let answer = "";
  const pyodide = await loadPyodide({
    stdout: (line) => {
      answer += `${line}\n`;
    },
  });
  pyodide.runPython(program);
  return answer;
});
