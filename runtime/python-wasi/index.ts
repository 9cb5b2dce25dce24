/** Python on a CPython for WASI that the user has. */
export { openPythonWasiEngine, type PythonWasiOptions } from "./engine.ts";
