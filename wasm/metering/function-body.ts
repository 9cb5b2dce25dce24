/** The frame of a function body: its size, its locals, where its code starts. */
import type { ByteReader } from "../byte-reader.ts";
import { WasmError } from "../wasm-error.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Engines refuse functions with more locals; ours come on top. */
const MAX_LOCALS = 50_000 - 8;

const V128 = 0x7b;

/** A body as it was read. */
export interface FunctionBody {
  readonly functionIndex: number;
  readonly typeIndex: number;
  readonly parameters: number;
  /** Locals without parameters, and the groups that declare them. */
  readonly locals: number;
  readonly localGroups: number;
  readonly vectorLocals: number;
  /** Offset of the first group. */
  readonly localsStart: number;
  readonly codeStart: number;
  readonly end: number;
}

/** Reads the body of function `functionIndex` up to its code. */
export function readFunctionBody(
  reader: ByteReader,
  scope: MeteringScope,
  functionIndex: number,
): FunctionBody {
  const { index, settings } = scope;
  const size = reader.u32();
  const start = reader.offset;
  if (size > settings.maxBodyBytes) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: function "${functionIndex}" has "${size}" bytes, the limit is "${settings.maxBodyBytes}"`,
      start,
    );
  }
  const typeIndex = index.functions[functionIndex] ?? -1;
  const parameters = index.types[typeIndex]?.parameters ?? -1;
  if (parameters < 0) reader.fail("WASM_MALFORMED", "function has no type", start);
  const localGroups = reader.u32();
  const localsStart = reader.offset;
  let locals = 0;
  let vectorLocals = 0;
  for (let rest = localGroups; rest > 0; rest--) {
    const count = reader.u32();
    locals += count;
    if (reader.bytes[reader.offset] === V128) vectorLocals += count;
    reader.skipType();
  }
  if (locals > MAX_LOCALS) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: function "${functionIndex}" has "${locals}" locals, the limit is "${MAX_LOCALS}"`,
      start,
    );
  }
  return {
    functionIndex,
    typeIndex,
    parameters,
    locals,
    localGroups,
    vectorLocals,
    localsStart,
    codeStart: reader.offset,
    end: start + size,
  };
}
