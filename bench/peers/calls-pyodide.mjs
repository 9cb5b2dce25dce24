/** 4 KB from a function of the host in stock Pyodide on this thread, `str` or `bytes`; prints a sample. */
import { writeSync } from "node:fs";
import { loadPyodide } from "pyodide";
import { answerText } from "../../dist/bench/hostcalls/answer-text.js";
import { pythonProgram } from "../../dist/bench/hostcalls/guest-programs.js";

const bytes = new TextEncoder().encode(answerText);
const ways = {
  str: { answer: () => answerText, call: "answer()" },
  bytes: { answer: () => bytes, call: "answer().to_bytes().decode()" },
};
const { answer, call } = ways[process.argv[2]];
const program = pythonProgram({ imports: "from bench_host import answer", call });
let printed = "";
const pyodide = await loadPyodide({
  stdout: (line) => {
    printed += line;
  },
});
pyodide.registerJsModule("bench_host", { answer });
pyodide.runPython(program);
writeSync(1, printed);
process.exit(0);
