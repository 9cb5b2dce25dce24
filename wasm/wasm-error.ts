/** The one error of this room: a stable code and, where one is known, the byte that caused it. */

/**
 * - `WASM_MALFORMED`: the bytes are not a WebAssembly module that this engine accepts.
 * - `WASM_UNSUPPORTED`: valid, but uses a feature or asks for an option that is not supported or not allowed.
 * - `WASM_IMPORT_DENIED`: the module imports something that it may not have.
 * - `WASM_LIMIT`: the module is larger, or asks for more memory, than the limits given allow.
 */
export type WasmErrorCode =
  | "WASM_MALFORMED"
  | "WASM_UNSUPPORTED"
  | "WASM_IMPORT_DENIED"
  | "WASM_LIMIT";

/** A module that was refused. */
export class WasmError extends Error {
  override readonly name = "WasmError";
  readonly code: WasmErrorCode;
  /** Byte offset in the module where the reader stopped. */
  readonly offset: number | undefined;

  constructor(code: WasmErrorCode, message: string, offset?: number) {
    super(offset === undefined ? message : `${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
