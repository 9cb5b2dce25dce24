/** Starts a new machine: the guest sources and the built-in modules, up to the point where a program can run. */
import { javascriptModule } from "../../utils-lib/index.ts";
import { builtinFacade } from "./builtin-facade.ts";
import { runBytecode, toBytecode } from "./bytecode.ts";
import { checkStringLayout } from "./guest-string.ts";
import type { GuestSources } from "./load-guest-sources.ts";
import { findRandomState } from "./math-random.ts";
import type { Box } from "./quickjs-exports.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";
import { type Handles, handleNames, type MachineState } from "./snapshot.ts";

const encoder = new TextEncoder();

/** The name under which guests import the utilities. */
export const utilitiesModule = "sandbox_utils";

/** The heap at which a program's first collection of garbage starts; afterwards it moves with the heap. */
const gcThresholdBytes = 2 * 2 ** 20;

/** The guest sources as bytecode. */
export interface GuestCode {
  readonly core: Uint8Array;
  /** Those that run at the start, in their order. */
  readonly eager: readonly Uint8Array[];
  readonly lazy: ReadonlyMap<string, Uint8Array>;
}

/** Compiles the guest sources. The machine is of no further use: what it needed for that stays. */
export function compileGuest(
  vm: QuickJsVm,
  { coreSource, guestSources, lazySources }: GuestSources,
): GuestCode {
  const compile = (name: string, parameters: string, body: string): Uint8Array => {
    const source = `(function (${parameters}) {"use strict";${body}\n})`;
    return toBytecode(vm, source, `node:internal/${name}`);
  };
  const compileBody = ([name, source]: readonly [string, string]): Uint8Array =>
    compile(name, "internals", source);
  return {
    core: compile("core", "host, engineVersion", coreSource),
    eager: guestSources.map(compileBody),
    lazy: new Map([...lazySources].map((entry) => [entry[0], compileBody(entry)])),
  };
}

/** Runs the guest sources in `vm` and says where everything is. */
export function boot(vm: QuickJsVm, { core, eager, lazy }: GuestCode): MachineState {
  const { exports } = vm;
  exports.qjs_set_module_loader(1);
  exports.qjs_set_promise_rejection_handler(1);
  exports.qjs_set_interrupt_handler(1);
  checkStringLayout(vm);
  const randomOffset = findRandomState(vm);
  const internals = runCore(vm, core);
  for (const code of eager) {
    const run = runBytecode(vm, code);
    vm.freeValue(vm.call(run, internals));
    vm.freeValue(run);
  }
  const handles = Object.fromEntries(
    handleNames.map((name) => [name, vm.property(internals, name)]),
  ) as Handles;
  const builtins = evaluateBuiltins(vm, internals, handles);
  exports.qjs_run_gc();
  exports.qjs_set_gc_threshold(gcThresholdBytes);
  const stackPointer = Number(exports.__stack_pointer.value);
  const { scratch } = vm;
  return { stackPointer, scratch, randomOffset, handles, builtins, bytecode: lazy };
}

function runCore(vm: QuickJsVm, code: Uint8Array): Box {
  const { exports } = vm;
  const name = vm.store(encoder.encode("host"));
  const host = exports.qjs_new_host_function(name, 4, 0);
  vm.free(name);
  const version = vm.newText(vm.toCText(exports.qjs_get_quickjs_version()));
  const core = runBytecode(vm, code);
  const internals = vm.call(core, host, version);
  for (const box of [host, version, core]) vm.freeValue(box);
  return internals;
}

/** Evaluates a module for each built-in, so that importing one later finds it loaded. */
function evaluateBuiltins(vm: QuickJsVm, internals: Box, handles: Handles): readonly string[] {
  for (const [name, members] of listBuiltins(vm, internals)) {
    vm.freeValue(evaluateModule(vm, handles, name, `node:${name}`, builtinFacade(members)));
  }
  const source = javascriptModule({ call: "import.meta.utility" });
  const namespace = evaluateModule(vm, handles, utilitiesModule, utilitiesModule, source);
  const name = vm.newText(utilitiesModule);
  vm.freeValue(vm.call(handles.addBuiltin, name, namespace));
  const builtins = listBuiltins(vm, internals);
  for (const [topic, members] of builtins) {
    if (!topic.startsWith(`${utilitiesModule}/`)) continue;
    vm.freeValue(evaluateModule(vm, handles, topic, `node:${topic}`, builtinFacade(members)));
  }
  for (const box of [name, namespace, internals]) vm.freeValue(box);
  return builtins.map(([builtin]) => builtin);
}

/** The built-in modules there are, and what each exports. */
function listBuiltins(
  vm: QuickJsVm,
  internals: Box,
): readonly (readonly [name: string, members: readonly string[]])[] {
  const list = vm.property(internals, "listBuiltins");
  const text = vm.call(list);
  const builtins: unknown = JSON.parse(vm.toText(text));
  for (const box of [list, text]) vm.freeValue(box);
  return builtins as readonly (readonly [string, readonly string[]])[];
}

/** Evaluates a module that does not wait and returns its namespace. */
function evaluateModule(
  vm: QuickJsVm,
  handles: Handles,
  name: string,
  moduleName: string,
  source: string,
): Box {
  const { exports, context } = vm;
  const compiled = vm.evaluate(
    encoder.encode(source),
    moduleName,
    evalFlags.module | evalFlags.compileOnly,
  );
  const module = vm.view.getUint32(compiled, true);
  const bits = vm.view.getBigUint64(compiled, true);
  const meta = vm.newFromBits(exports.JS_GetImportMeta(context, module));
  const nameBox = vm.newText(name);
  vm.freeValue(vm.call(handles.initBuiltinMeta, meta, nameBox));
  const promise = vm.newFromBits(exports.JS_EvalFunction(context, bits));
  const namespace = vm.newFromBits(exports.JS_GetModuleNamespace(context, module));
  vm.free(compiled);
  for (const box of [meta, nameBox, promise]) vm.freeValue(box);
  return namespace;
}
