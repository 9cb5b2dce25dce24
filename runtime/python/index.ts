/** Python: CPython's own WebAssembly on the kernel, metered and sealed. */
export { createPythonEngine, openPythonEngine, type PythonEngine } from "./engine.ts";
export type { PackageArchive } from "./packages/package-archive.ts";
export { loadPrepared } from "./prepared.ts";
export type { PreparedPython, PythonProgram } from "./run-python.ts";
