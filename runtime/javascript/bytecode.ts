/**
 * Compiled source text as bytes. The engine keeps the text of each function that it compiles, again
 * for each function around it; what comes back from bytecode has none and takes a fifth of the memory.
 */
import type { Box } from "./quickjs-exports.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";

/** Bits of `JS_WRITE_OBJ_*`: code, without source text; files and lines stay, for stack traces. */
const writeFlags = 1 | 16;
/** `JS_READ_OBJ_BYTECODE` */
const readFlags = 1;

const encoder = new TextEncoder();

/** Compiles source text, without running it. Throws `GuestThrow`. */
export function toBytecode(vm: QuickJsVm, source: string, file: string): Uint8Array {
  const { exports, context, scratch } = vm;
  const flags = evalFlags.script | evalFlags.compileOnly;
  const compiled = vm.evaluate(encoder.encode(source), file, flags);
  const bits = vm.view.getBigUint64(compiled, true);
  const pointer = exports.JS_WriteObject(context, scratch, bits, writeFlags) >>> 0;
  if (pointer === 0) throw vm.takeThrown();
  const length = vm.view.getUint32(scratch, true);
  const bytecode = vm.slice({ pointer, length }).slice();
  exports.js_free(context, pointer);
  vm.freeValue(compiled);
  return bytecode;
}

/**
 * Runs what {@link toBytecode} made, and returns what its last expression comes to. Bytes from
 * anywhere else would be the engine's undoing.
 */
export function runBytecode(vm: QuickJsVm, bytecode: Uint8Array): Box {
  const { exports, context } = vm;
  const pointer = vm.store(bytecode);
  const bits = exports.JS_ReadObject(context, pointer, bytecode.length, readFlags);
  vm.free(pointer);
  const code = vm.newFromBits(bits);
  vm.free(code);
  return vm.newFromBits(exports.JS_EvalFunction(context, bits));
}
