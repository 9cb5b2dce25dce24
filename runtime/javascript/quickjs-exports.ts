/**
 * The exports of `quickjs.wasm` that we use. A value of the guest is a box: a pointer to a
 * `JSValue` that is allocated for us and must be freed. Boxes are made by every function that
 * says `Box`; a box of 0 means that the guest has no memory left.
 */

/** A pointer to an allocated `JSValue`. */
export type Box = number;

/** A pointer to bytes in linear memory. */
export type Pointer = number;

/**
 * The upper half of a value, `JS_TAG_*`; the lower half is what it holds, or a pointer to it. From
 * `first` up to 0 it points to something with owners; what is neither there nor below is a fraction.
 */
export const valueTags = {
  first: -9,
  string: -7,
  object: -1,
  int: 0,
  boolean: 1,
  null: 2,
  undefined: 3,
} as const;

/** What we call in the guest. */
export interface QuickJsExports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
  _initialize(): void;
  qjs_init(): number;
  qjs_get_context_ptr(): Pointer;
  qjs_set_interrupt_handler(isOn: number): void;
  qjs_set_promise_rejection_handler(isOn: number): void;
  qjs_set_module_loader(isOn: number): void;
  qjs_set_memory_limit(bytes: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_run_gc(): void;
  qjs_set_gc_threshold(bytes: number): void;
  qjs_get_quickjs_version(): Pointer;
  wasm_malloc(bytes: number): Pointer;
  wasm_free(pointer: Pointer): void;
  qjs_eval(source: Pointer, length: number, file: Pointer, flags: number): Box;
  qjs_new_host_function(name: Pointer, length: number, parameters: number): Box;
  qjs_new_string(source: Pointer, length: number): Box;
  qjs_new_number(value: number): Box;
  qjs_new_uint8_array(source: Pointer, length: number): Box;
  qjs_get_undefined(): Box;
  qjs_get_true(): Box;
  qjs_get_false(): Box;
  qjs_get_string_len(value: Box, length: Pointer): Pointer;
  qjs_free_cstring(text: Pointer): void;
  qjs_get_float64(value: Box): number;
  qjs_get_bool(value: Box): number;
  qjs_is_exception(value: Box): number;
  qjs_is_null(value: Box): number;
  qjs_is_string(value: Box): number;
  qjs_is_undefined(value: Box): number;
  qjs_is_promise(value: Box): number;
  qjs_get_typed_array_buffer(value: Box, offset: Pointer, length: Pointer, width: Pointer): Box;
  qjs_get_array_buffer(value: Box, length: Pointer): Pointer;
  qjs_dup_value(value: Box): Box;
  qjs_free_value(value: Box): void;
  qjs_get_value_ptr(value: Box): Pointer;
  qjs_get_prop_string(object: Box, name: Pointer): Box;
  qjs_call(callee: Box, receiver: Box, count: number, values: Pointer): Box;
  qjs_promise_state(promise: Box): number;
  qjs_promise_result(promise: Box): Box;
  qjs_is_job_pending(): number;
  qjs_execute_pending_job(): number;
  qjs_get_exception(): Box;
  qjs_throw(value: Box): Box;
  /** The `JSValue` itself, as 64 bits. */
  JS_GetImportMeta(context: Pointer, module: Pointer): bigint;
  JS_GetModuleNamespace(context: Pointer, module: Pointer): bigint;
  /** Adds an owner to a value. */
  JS_DupValue(context: Pointer, value: bigint): bigint;
  /** Consumes `compiled`. */
  JS_EvalFunction(context: Pointer, compiled: bigint): bigint;
  JS_ThrowOutOfMemory(context: Pointer): bigint;
  /** Writes bytecode; its length goes to where `length` points. The caller frees with `js_free`. */
  JS_WriteObject(context: Pointer, length: Pointer, value: bigint, flags: number): Pointer;
  JS_ReadObject(context: Pointer, source: Pointer, length: number, flags: number): bigint;
  js_malloc(context: Pointer, bytes: number): Pointer;
  js_free(context: Pointer, pointer: Pointer): void;
  /** Takes UTF-8 that ends with a zero byte, which `length` does not count. */
  JS_ParseJSON(context: Pointer, source: Pointer, length: number, file: Pointer): bigint;
  JS_JSONStringify(context: Pointer, value: bigint, replacer: bigint, space: bigint): bigint;
}

const functionNames: readonly string[] = [
  ..."_initialize qjs_init qjs_get_context_ptr qjs_set_interrupt_handler".split(" "),
  ..."qjs_set_promise_rejection_handler qjs_set_module_loader qjs_set_memory_limit".split(" "),
  ..."qjs_set_max_stack_size qjs_run_gc qjs_get_quickjs_version wasm_malloc wasm_free".split(" "),
  "qjs_set_gc_threshold",
  ..."qjs_eval qjs_new_host_function qjs_new_string qjs_new_number".split(" "),
  ..."qjs_new_uint8_array qjs_get_undefined qjs_get_true qjs_get_false".split(" "),
  ..."qjs_get_string_len qjs_free_cstring qjs_get_float64 qjs_get_bool".split(" "),
  ..."qjs_is_exception qjs_is_null qjs_is_string qjs_is_undefined qjs_is_promise".split(" "),
  ..."qjs_get_typed_array_buffer qjs_get_array_buffer qjs_dup_value qjs_free_value".split(" "),
  ..."qjs_get_value_ptr qjs_get_prop_string qjs_call qjs_promise_state".split(" "),
  ..."qjs_promise_result qjs_is_job_pending qjs_execute_pending_job".split(" "),
  ..."qjs_get_exception qjs_throw JS_GetImportMeta JS_GetModuleNamespace".split(" "),
  ..."JS_DupValue JS_EvalFunction JS_ThrowOutOfMemory JS_WriteObject JS_ReadObject".split(" "),
  ..."js_malloc js_free JS_ParseJSON JS_JSONStringify".split(" "),
];

/** The names of what we use. Without its table, the engine calls its own functions faster. */
export const usedExports: readonly string[] = [...functionNames, "memory", "__stack_pointer"];

/** Checks that an instance is the engine this code was written for. Throws TypeError when an export is missing. */
export function quickJsExports({ exports }: WebAssembly.Instance): QuickJsExports {
  for (const name of functionNames) {
    if (typeof exports[name] !== "function") throw missing(name);
  }
  if (!(exports["memory"] instanceof WebAssembly.Memory)) throw missing("memory");
  if (!(exports["__stack_pointer"] instanceof WebAssembly.Global)) throw missing("__stack_pointer");
  return exports as unknown as QuickJsExports;
}

function missing(name: string): TypeError {
  return new TypeError(`Cannot use quickjs.wasm: export "${name}" is missing`);
}
