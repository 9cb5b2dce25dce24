/** Functions of the interpreter that must behave otherwise than they were compiled. */
import type { ImportIndex, ModuleEdit } from "../../wasm/index.ts";
import { ownErrnoTimer, shownErrnoTimer, sleepTimer } from "./emscripten/clock-calls.ts";

/** Operators of WebAssembly, https://webassembly.github.io/spec/core/appendix/index-instructions.html. */
const op = {
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Load: 0x28,
  i32Store: 0x36,
  i32Const: 0x41,
  f64Const: 0x44,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  f64Div: 0xa3,
  f64ConvertI32: 0xb7,
  f64ConvertI64: 0xb9,
} as const;

/** Small negative numbers are one byte of signed LEB128. */
const timer = (number: number): readonly number[] => [op.i32Const, number & 0x7f];
const sleepArgument = timer(sleepTimer);

/** Operators that put the number of an error that `own` puts on the stack into other words. */
function translated(
  direction: number,
  own: readonly number[],
  importIndex: ImportIndex,
): readonly number[] {
  const call = [op.call, ...leb128(importIndex("env", "_setitimer_js"))];
  return [...timer(direction), ...own, op.f64ConvertI32, ...call];
}

/** Alignment and offset of a word in memory. */
const wordAccess = [2, 0];
const million = [op.f64Const, 0, 0, 0, 0, 0x80, 0x84, 0x2e, 0x41];

/** Py_PARK_TIMEOUT: nobody else is there who could end the wait. */
const parkTimeout = [op.i32Const, -2 & 0x7f];

/** 512 in signed LEB128: about what the engine's stack takes for each level of freeing. A multiple of 16. */
const levelBytes = [op.i32Const, 0x80, 0x04];

/** New bodies by the names of the functions. */
export const patches: NonNullable<ModuleEdit["bodies"]> = {
  // (f64 milliseconds) -> (): as compiled, it asks for the time until it has passed.
  emscripten_thread_sleep: (importIndex) => [
    ...sleepArgument,
    ...[op.localGet, 0],
    ...[op.call, ...leb128(importIndex("env", "_setitimer_js")), op.drop],
  ],

  // (i32 semaphore, i64 nanoseconds) -> i32: as compiled, it returns at once, to be called again.
  _PySemaphore_Wait: (importIndex) => [
    ...sleepArgument,
    ...[op.localGet, 1, op.f64ConvertI64, ...million, op.f64Div],
    ...[op.call, ...leb128(importIndex("env", "_setitimer_js")), op.drop],
    ...parkTimeout,
  ],

  // (i32 class, i32 file, i32 other file) -> i32: the number in the exception is that of Linux.
  PyErr_SetFromErrnoWithFilenameObjects: (importIndex, { originalIndex, functionIndex }) => {
    const place = [op.call, ...leb128(functionIndex("__errno_location"))];
    const number = [...place, op.i32Load, ...wordAccess];
    return [
      ...place,
      ...translated(shownErrnoTimer, number, importIndex),
      ...[op.i32Store, ...wordAccess],
      ...[op.localGet, 0, op.localGet, 1, op.localGet, 2],
      ...[op.call, ...leb128(originalIndex())],
    ];
  },

  // (i32 number) -> i32: Python asks with the numbers of Linux.
  strerror: (importIndex, { originalIndex }) => [
    ...translated(ownErrnoTimer, [op.localGet, 0], importIndex),
    ...[op.call, ...leb128(originalIndex())],
  ],

  // (i32 object) -> (): CPython frees deep structures step by step once its stack gets full. But
  // functions without variables in memory leave no trace on that stack, only on the engine's.
  _Py_Dealloc: (_importIndex, { originalIndex, globalIndex }) => {
    const pointer = leb128(globalIndex("__stack_pointer"));
    const moveStack = (operator: number): readonly number[] => [
      ...[op.globalGet, ...pointer, ...levelBytes, operator],
      ...[op.globalSet, ...pointer],
    ];
    return [
      ...moveStack(op.i32Sub),
      ...[op.localGet, 0, op.call, ...leb128(originalIndex())],
      ...moveStack(op.i32Add),
    ];
  },
};

/** LEB128 of a number from 0 to 2^32 - 1. */
function leb128(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}
