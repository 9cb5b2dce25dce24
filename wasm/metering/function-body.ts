/** The frame of a function body: its size, its locals, where its code starts. */
import type { ByteReader } from "../byte-reader.ts";
import { WasmError } from "../wasm-error.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Engines refuse functions with more locals; ours come on top. */
const MAX_LOCALS = 50_000 - 8;

const V128 = 0x7b;

/** A body as it was read. One object serves for all bodies of a module. */
export class FunctionBody {
  functionIndex = 0;
  typeIndex = 0;
  parameters = 0;
  /** Locals without parameters, and the groups that declare them. */
  locals = 0;
  localGroups = 0;
  vectorLocals = 0;
  /** Offset of the first group. */
  localsStart = 0;
  codeStart = 0;
  end = 0;

  /** Reads the body of function `functionIndex` up to its code. */
  read(reader: ByteReader, { index, settings }: MeteringScope, functionIndex: number): void {
    const size = reader.u32();
    const start = reader.offset;
    if (size > settings.maxBodyBytes) {
      throw new WasmError(
        "WASM_LIMIT",
        `Cannot instrument module: function "${functionIndex}" has "${size}" bytes, the limit is "${settings.maxBodyBytes}"`,
        start,
      );
    }
    this.functionIndex = functionIndex;
    this.end = start + size;
    this.typeIndex = index.functions[functionIndex] ?? -1;
    this.parameters = index.types[this.typeIndex]?.parameters ?? -1;
    if (this.parameters < 0) reader.fail("WASM_MALFORMED", "function has no type", start);
    this.localGroups = reader.u32();
    this.localsStart = reader.offset;
    this.locals = 0;
    this.vectorLocals = 0;
    for (let rest = this.localGroups; rest > 0; rest--) {
      const count = reader.u32();
      this.locals += count;
      if (reader.bytes[reader.offset] === V128) this.vectorLocals += count;
      reader.skipType();
    }
    this.codeStart = reader.offset;
    if (this.locals > MAX_LOCALS) {
      throw new WasmError(
        "WASM_LIMIT",
        `Cannot instrument module: function "${functionIndex}" has "${this.locals}" locals, the limit is "${MAX_LOCALS}"`,
        start,
      );
    }
  }
}
