/**
 * Where CPython keeps its frames: it says so itself, in a table made for debuggers,
 * https://github.com/python/cpython/blob/3.14/Include/internal/pycore_debug_offsets.h.
 */
import type { Snapshot } from "../snapshot.ts";

/** Where the interpreter keeps what it runs: byte offsets in its structures. */
export interface PythonLayout {
  /** The address of the runtime, in which the table stands. */
  readonly runtime: number;
  readonly interpretersHead: number;
  readonly threadsHead: number;
  readonly currentFrame: number;
  readonly frame: {
    readonly previous: number;
    readonly executable: number;
    readonly instruction: number;
  };
  readonly code: {
    readonly file: number;
    readonly name: number;
    readonly lineTable: number;
    readonly firstLine: number;
    /** A number that no two code objects share. */
    readonly version: number;
    readonly instructions: number;
  };
  /** Of every object: the address of its type. */
  readonly type: number;
  /** Of a type: the address of its name. */
  readonly typeName: number;
}

/** The bytes that the table begins with, as words: "xdebugpy". */
const cookie = [0x6265_6478, 0x7970_6775] as const;
/** Major and minor of the version of CPython whose table is known here. */
const version = 0x030e;
/** A field takes 8 bytes. */
const fieldWords = 2;
const tableFields = 54;

const found = new WeakMap<Snapshot, PythonLayout>();

/** Finds the table in a started interpreter. Throws when it is not there, or of another version. */
export function findLayout(snapshot: Snapshot): PythonLayout {
  const layout = found.get(snapshot) ?? search(snapshot);
  found.set(snapshot, layout);
  return layout;
}

function search({ runs }: Snapshot): PythonLayout {
  for (const { offset, bytes } of runs) {
    // Runs need not be aligned in the array that they are kept in.
    const words = new Uint32Array(bytes.slice(0, bytes.length & ~3).buffer);
    for (let at = words.indexOf(cookie[0]); at >= 0; at = words.indexOf(cookie[0], at + 1)) {
      const isTable = words[at + 1] === cookie[1] && (words[at + 2] ?? 0) >>> 16 === version;
      if (isTable)
        return readTable(words.subarray(at, at + tableFields * fieldWords), offset + at * 4);
    }
  }
  throw new Error("Cannot profile Python: the interpreter has no table of its offsets");
}

function readTable(words: Uint32Array, runtime: number): PythonLayout {
  const field = (index: number): number => words[index * fieldWords] ?? 0;
  return {
    runtime,
    interpretersHead: field(5),
    threadsHead: field(9),
    currentFrame: field(26),
    frame: { previous: field(32), executable: field(33), instruction: field(34) },
    code: {
      file: field(40),
      name: field(42),
      lineTable: field(43),
      firstLine: field(44),
      // It stands before the names of the variables, whose place the table tells.
      version: field(46) - 4,
      instructions: field(48),
    },
    type: field(51),
    typeName: field(53),
  };
}
