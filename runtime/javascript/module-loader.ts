/** Loads the modules of one program: compiles each file once and tells it where it stands. */
import type { Kernel } from "../kernel.ts";
import { builtinFacade } from "./builtin-facade.ts";
import { lazyBuiltins } from "./guest/lazy-builtins.ts";
import { GuestThrow } from "./guest-throw.ts";
import { copyCost } from "./host-cost.ts";
import type { JavaScriptKind, JavaScriptProgram } from "./javascript-program.ts";
import { asyncRequired, cyclicRequired } from "./module-error.ts";
import type { Box, Pointer } from "./quickjs-exports.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";
import { type ResolutionContext, type ResolvedModule, resolveImport } from "./resolve-module.ts";
import type { LoadedModules } from "./session-state.ts";
import type { Handles } from "./snapshot.ts";
import { cleanSource, commonJsPrefix, wrapSource } from "./source-text.ts";
import { isTypeScript } from "./typescript-paths.ts";

/** A compiled program: a module to evaluate, or the function that CommonJS source is the body of. */
export type CompiledMain =
  | { readonly kind: "module"; readonly box: Box }
  | { readonly kind: "commonjs"; readonly box: Box };

const encoder = new TextEncoder();

/** The name under which programs import the host's own functions. */
const toolsModule = "sandbox_tools";
/** Built-ins whose modules have no `node:` before their names. */
const unmarked: ReadonlySet<string> = new Set(["sandbox_helpers", "sandbox_utils", toolsModule]);

/** The modules of one run. */
export class ModuleLoader {
  readonly #vm: QuickJsVm;
  readonly #kernel: Kernel;
  readonly #handles: Handles;
  readonly #program: JavaScriptProgram;
  readonly #context: ResolutionContext;
  /** Names of modules that the engine knows, and where their definitions are. */
  readonly #loaded = new Map<string, Pointer>();

  constructor(
    vm: QuickJsVm,
    kernel: Kernel,
    program: JavaScriptProgram,
    snapshot: { readonly handles: Handles; readonly builtins: readonly string[] },
  ) {
    this.#vm = vm;
    this.#kernel = kernel;
    this.#program = program;
    this.#handles = snapshot.handles;
    const builtins = new Set([...snapshot.builtins, ...lazyBuiltins.keys()]);
    if (kernel.tools !== undefined) builtins.add(toolsModule);
    this.#context = { kernel, builtins, mainPath: program.path };
  }

  /** The modules that the engine knows. */
  get loaded(): LoadedModules {
    return this.#loaded;
  }

  /** Says which modules the engine knows from steps before. */
  setLoaded(loaded: LoadedModules): void {
    for (const [name, module] of loaded) this.#loaded.set(name, module);
  }

  /** What resolution needs, for `require` too. */
  get context(): ResolutionContext {
    return this.#context;
  }

  /** Compiles the program. Throws `GuestThrow` when it is not correct or what it imports is not there. */
  compileMain(kind: JavaScriptKind): CompiledMain {
    const { path } = this.#program;
    const source = this.readCode(path);
    if (kind === "module") return { kind, box: this.#compileModule(path, "", source) };
    if (kind === "commonjs") return { kind, box: this.compileCommonJs(path, source) };
    return this.#detect(path, "", source);
  }

  /** The name of the module that `specifier` means in the module `base`, which is loaded then. */
  load(base: string, specifier: string): string {
    const found = resolveImport(this.#context, specifier, base);
    if (found.format === "builtin") return this.#loadBuiltin(found.path);
    const name = found.path + found.query;
    if (!this.#loaded.has(name)) this.#loadFile(name, found);
    return name;
  }

  /**
   * The source of a module that is imported with attributes, which the engine compiles itself:
   * JSON. Undefined for anything else.
   */
  jsonSource(path: string): Uint8Array | undefined {
    if (!path.endsWith(".json")) return undefined;
    const text = new TextDecoder().decode(this.readSource(path));
    return encoder.encode(`export default JSON.parse(${JSON.stringify(text)});`);
  }

  /** Evaluates a module for `require` and returns its namespace. Throws `GuestThrow` and `GuestError`. */
  importNow(path: string): Box {
    const name = this.load(path, path);
    const module = this.#loaded.get(name);
    if (module === undefined || module === 0) throw cyclicRequired(path);
    const { exports, context } = this.#vm;
    const bits = exports.JS_DupValue(context, moduleBits(module));
    const promise = this.#vm.newFromBits(exports.JS_EvalFunction(context, bits));
    const state = exports.qjs_promise_state(promise);
    if (state === promiseStates.pending) throw asyncRequired();
    if (state === promiseStates.rejected) {
      throw new GuestThrow(exports.qjs_promise_result(promise));
    }
    this.#vm.freeValue(promise);
    return this.#vm.newFromBits(exports.JS_GetModuleNamespace(context, module));
  }

  /** Compiles CommonJS source to the function that it is the body of. */
  compileCommonJs(path: string, source: Uint8Array): Box {
    this.#shift(path, commonJsPrefix.length);
    return this.#vm.evaluate(wrapSource(source, commonJsPrefix), path, evalFlags.script);
  }

  /** Whether a path is the program's own, which need not be a file. */
  isMain(path: string): boolean {
    return path === this.#program.path;
  }

  /** The source of a file, ready to compile; of the program itself as it was given. */
  readSource(path: string): Uint8Array {
    if (this.isMain(path)) return cleanSource(encoder.encode(this.#program.source));
    const { fs, fuel } = this.#kernel;
    fuel.charge(copyCost(fs.stat(path).size));
    return cleanSource(fs.readFile(path));
  }

  /** The source of a file as JavaScript. Throws `GuestThrow` for TypeScript that is not correct. */
  readCode(path: string): Uint8Array {
    const source = this.readSource(path);
    if (!isTypeScript(path)) return source;
    const vm = this.#vm;
    const code = vm.callWith(this.#handles.toJavaScript, [
      vm.newTextFrom(source),
      vm.newText(path),
    ]);
    const text = vm.toText(code);
    vm.freeValue(code);
    return encoder.encode(text);
  }

  #loadFile(name: string, { path, format, query }: ResolvedModule): void {
    const { module, compileOnly } = evalFlags;
    switch (format) {
      case "module":
        this.#vm.free(this.#compileModule(path, query, this.readCode(path)));
        return;
      case "detect": {
        const { kind, box } = this.#detect(path, query, this.readCode(path));
        if (kind === "module") this.#vm.free(box);
        else this.#vm.freeValue(box);
        if (kind === "module") return;
        break;
      }
      default:
    }
    const source = format === "json" ? jsonFacade : this.#commonJsFacade(path);
    const compiled = this.#vm.evaluate(source, name, module | compileOnly);
    this.#register(name, compiled, path, query, format === "json" ? "json" : "commonjs");
    this.#vm.free(compiled);
  }

  /** Compiles as CommonJS; as a module when that fails and the module's own failure is not an earlier one. */
  #detect(path: string, query: string, source: Uint8Array): CompiledMain {
    let commonJsError: Box;
    try {
      return { kind: "commonjs", box: this.compileCommonJs(path, source) };
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      commonJsError = error.value;
    }
    try {
      const box = this.#compileModule(path, query, source);
      this.#vm.freeValue(commonJsError);
      return { kind: "module", box };
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      const vm = this.#vm;
      const pathBox = vm.newText(path);
      const answer = vm.call(this.#handles.isModuleError, pathBox, commonJsError, error.value);
      const isModule = vm.exports.qjs_get_bool(answer) !== 0;
      const other = isModule ? commonJsError : error.value;
      for (const box of [pathBox, answer, other]) vm.freeValue(box);
      throw isModule ? error : new GuestThrow(commonJsError);
    }
  }

  #compileModule(path: string, query: string, source: Uint8Array): Box {
    const name = path + query;
    this.#shift(path, 0);
    // Before it is compiled, because what it imports may import it.
    this.#loaded.set(name, 0);
    try {
      const flags = evalFlags.module | evalFlags.compileOnly;
      const compiled = this.#vm.evaluate(source, name, flags);
      this.#register(name, compiled, path, query, "module");
      return compiled;
    } catch (error) {
      this.#loaded.delete(name);
      throw error;
    }
  }

  #register(name: string, compiled: Box, path: string, query: string, format: string): void {
    const vm = this.#vm;
    const module = vm.view.getUint32(compiled, true);
    this.#loaded.set(name, module);
    const meta = vm.newFromBits(vm.exports.JS_GetImportMeta(vm.context, module));
    const texts = [path, query, format].map((text) => vm.newText(text));
    vm.freeValue(vm.callWith(this.#handles.initMeta, [meta, ...texts]));
  }

  /** The name of a built-in's module. Those that the snapshot does not hold are made now. */
  #loadBuiltin(builtin: string): string {
    const name = unmarked.has(builtin) ? builtin : `node:${builtin}`;
    const isMade = builtin !== toolsModule && !lazyBuiltins.has(builtin);
    if (isMade || this.#loaded.has(name)) return name;
    const vm = this.#vm;
    const answer = vm.callWith(this.#handles.builtinMembers, [vm.newText(builtin)]);
    const members = JSON.parse(vm.toText(answer)) as readonly string[];
    vm.freeValue(answer);
    const source = encoder.encode(builtinFacade(members));
    const compiled = vm.evaluate(source, name, evalFlags.module | evalFlags.compileOnly);
    const module = vm.view.getUint32(compiled, true);
    this.#loaded.set(name, module);
    const meta = vm.newFromBits(vm.exports.JS_GetImportMeta(vm.context, module));
    vm.freeValue(vm.callWith(this.#handles.initBuiltinMeta, [meta, vm.newText(builtin)]));
    vm.free(compiled);
    return name;
  }

  #commonJsFacade(path: string): Uint8Array {
    const vm = this.#vm;
    const source = vm.newTextFrom(this.readCode(path));
    const facade = vm.callWith(this.#handles.commonJsFacade, [source]);
    const text = vm.toText(facade);
    vm.freeValue(facade);
    return encoder.encode(text);
  }

  #shift(path: string, columns: number): void {
    const vm = this.#vm;
    const values = [vm.newText(path), vm.newNumber(columns)];
    vm.freeValue(vm.callWith(this.#handles.shiftColumns, values));
  }
}

/** What `qjs_promise_state` answers. */
export const promiseStates = { pending: 0, fulfilled: 1, rejected: 2 } as const;

const jsonFacade = encoder.encode("export default import.meta.value;");

/** The tag of a module in the high half of a `JSValue`. */
const moduleTag = -3n;

function moduleBits(module: Pointer): bigint {
  return BigInt.asUintN(64, (moduleTag << 32n) | BigInt(module));
}
