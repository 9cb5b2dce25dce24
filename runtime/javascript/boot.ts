/** Starts a new machine: the guest sources and the built-in modules, up to the point where a program can run. */
import { javascriptModule } from "../../utils-lib/index.ts";
import { coreSource, guestSources } from "./guest/index.ts";
import { findRandomState } from "./math-random.ts";
import type { Box } from "./quickjs-exports.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";
import { type Handles, handleNames, type MachineState } from "./snapshot.ts";

const encoder = new TextEncoder();

/** The name under which guests import the utilities. */
export const utilitiesModule = "sandbox_utils";

/** Runs the guest sources in `vm` and says where everything is. */
export function boot(vm: QuickJsVm): MachineState {
  const { exports } = vm;
  exports.qjs_set_module_loader(1);
  exports.qjs_set_promise_rejection_handler(1);
  exports.qjs_set_interrupt_handler(1);
  const randomOffset = findRandomState(vm);
  const internals = runCore(vm);
  for (const [name, source] of guestSources) {
    const run = compileFunction(vm, name, "internals", source);
    vm.freeValue(vm.call(run, internals));
    vm.freeValue(run);
  }
  const handles = Object.fromEntries(
    handleNames.map((name) => [name, vm.property(internals, name)]),
  ) as Handles;
  const builtins = evaluateBuiltins(vm, internals, handles);
  exports.qjs_run_gc();
  const stackPointer = Number(exports.__stack_pointer.value);
  return { stackPointer, scratch: vm.scratch, randomOffset, handles, builtins };
}

function runCore(vm: QuickJsVm): Box {
  const { exports } = vm;
  const name = vm.store(encoder.encode("host"));
  const host = exports.qjs_new_host_function(name, 4, 0);
  vm.free(name);
  const version = vm.newText(vm.toCText(exports.qjs_get_quickjs_version()));
  const core = compileFunction(vm, "core", "host, engineVersion", coreSource);
  const internals = vm.call(core, host, version);
  for (const box of [host, version, core]) vm.freeValue(box);
  return internals;
}

function compileFunction(vm: QuickJsVm, name: string, parameters: string, body: string): Box {
  const source = `(function (${parameters}) {"use strict";${body}\n})`;
  return vm.evaluate(encoder.encode(source), `node:internal/${name}`, evalFlags.script);
}

/** Evaluates a module for each built-in, so that importing one later finds it loaded. */
function evaluateBuiltins(vm: QuickJsVm, internals: Box, handles: Handles): readonly string[] {
  for (const [name, members] of listBuiltins(vm, internals)) {
    vm.freeValue(evaluateModule(vm, handles, name, `node:${name}`, facade(members)));
  }
  const source = javascriptModule({ call: "import.meta.utility" });
  const namespace = evaluateModule(vm, handles, utilitiesModule, utilitiesModule, source);
  const name = vm.newText(utilitiesModule);
  vm.freeValue(vm.call(handles.addBuiltin, name, namespace));
  const builtins = listBuiltins(vm, internals);
  for (const [topic, members] of builtins) {
    if (!topic.startsWith(`${utilitiesModule}/`)) continue;
    vm.freeValue(evaluateModule(vm, handles, topic, `node:${topic}`, facade(members)));
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

function facade(members: readonly string[]): string {
  const names = members.filter((member) => member !== "default");
  const exported = names.map((name) => `export const ${name} = m.${name};`);
  return `const m = import.meta.value; export default m; ${exported.join(" ")}`;
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
