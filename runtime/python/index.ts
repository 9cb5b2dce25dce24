/** Python: CPython's own WebAssembly on the kernel, metered and sealed. */
export { createPythonEngine, openPythonEngine } from "./engine.ts";
export { loadPrepared } from "./prepared.ts";
export type { PreparedPython, PythonProgram } from "./run-python.ts";
