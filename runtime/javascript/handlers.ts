/** What stands behind the imports of a machine while a program runs. */
import type { Kernel } from "../kernel.ts";
import type { Profiler } from "../profile/profiler.ts";
import { childProcessOperations } from "./host/child-process.ts";
import { cryptoOperations } from "./host/crypto.ts";
import { descriptorOperations, writeFd } from "./host/descriptors.ts";
import { fileOperations } from "./host/files.ts";
import { moduleOperations } from "./host/modules.ts";
import { nameOperations } from "./host/names.ts";
import { processOperations } from "./host/process.ts";
import { textOperations } from "./host/text.ts";
import { urlOperations } from "./host/url.ts";
import {
  answerHostCall,
  type Boundary,
  crossBoundary,
  type Operation,
  type Operations,
} from "./host-call.ts";
import type { ImportHandlers } from "./imports.ts";
import type { JavaScriptProgram } from "./javascript-program.ts";
import { ModuleLoader } from "./module-loader.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";
import type { Rejections } from "./rejections.ts";
import type { Snapshot } from "./snapshot.ts";

/** What handlers work with. */
export interface HandlerContext {
  readonly kernel: Kernel;
  readonly program: JavaScriptProgram;
  readonly snapshot: Snapshot;
  readonly rejections: Rejections;
}

/** The handlers of one run; the machine is there only after they are. */
export interface Handlers {
  imports(vm: () => QuickJsVm): ImportHandlers;
  /** The loader of the run's modules. */
  loader(vm: QuickJsVm): ModuleLoader;
}

/** What the run of one machine shares among its imports. */
interface Host extends Boundary {
  readonly loader: ModuleLoader;
  readonly operations: Operations;
}

/** Makes the handlers of one run. */
export function createHandlers(context: HandlerContext): Handlers {
  let host: Host | undefined;
  const hostOf = (vm: QuickJsVm): Host => {
    host ??= createHost(context, vm);
    return host;
  };
  return {
    imports: (vm) => createImportHandlers(context, () => hostOf(vm())),
    loader: (vm) => hostOf(vm).loader,
  };
}

function createHost({ kernel, program, snapshot }: HandlerContext, vm: QuickJsVm): Host {
  const loader = new ModuleLoader(vm, kernel, program, snapshot);
  const operations: Operations = new Map([
    ...descriptorOperations(kernel, vm),
    ...fileOperations(kernel, vm),
    ...nameOperations(kernel),
    ...textOperations(kernel, vm),
    ...processOperations(kernel, vm),
    ...childProcessOperations(kernel, vm),
    ...cryptoOperations(kernel, vm),
    ...urlOperations(kernel),
    ...moduleOperations(kernel, vm, loader, snapshot.bytecode),
  ]);
  const profiled = kernel.profiler === undefined ? operations : named(operations, kernel.profiler);
  return { kernel, vm, loader, operations: profiled, raise: snapshot.handles.raise };
}

/** Operations that tell their names to a profiler. */
function named(operations: Operations, profiler: Profiler): Operations {
  const entries = Array.from(operations, ([name, operation]) => {
    const profiled: Operation = (args, content) => {
      profiler.name(name);
      return operation(args, content);
    };
    return [name, profiled] as const;
  });
  return new Map(entries);
}

function createImportHandlers(
  { kernel, rejections }: HandlerContext,
  host: () => Host,
): ImportHandlers {
  /** Runs host code that the guest gets no error from: whatever it throws ends the guest. */
  const answer = (run: (vm: QuickJsVm) => void): void => {
    const { vm } = host();
    crossBoundary(host(), () => {
      run(vm);
      return 0;
    });
  };
  return {
    call: (count, values) => {
      const answerCall = (): number => answerHostCall(host(), host().operations, count, values);
      return kernel.profiler === undefined ? answerCall() : kernel.profiler.call(answerCall);
    },
    interrupt: () => {
      answer(() => {});
      return kernel.takeSignal() === undefined ? 0 : 1;
    },
    rejection: (promise, reason, isHandled) => rejections.track(promise, reason, isHandled),
    normalize: (base, specifier) =>
      crossBoundary(host(), () => {
        const { vm, loader } = host();
        const name = loader.load(vm.toCText(base), vm.toCText(specifier));
        return vm.store(new TextEncoder().encode(name));
      }),
    load: (name, length) =>
      crossBoundary(host(), () => {
        const { vm, loader } = host();
        const source = loader.jsonSource(vm.toCText(name));
        if (source === undefined) return 0;
        vm.view.setUint32(length, source.length, true);
        return vm.store(source);
      }),
    clock: (pointer, isMonotonic) =>
      answer(({ view }) => {
        const { clock } = kernel;
        view.setBigUint64(pointer, isMonotonic ? clock.monotonicNs() : clock.realtimeNs(), true);
      }),
    random: (pointer, length) =>
      answer(({ bytes }) => kernel.entropy(bytes.subarray(pointer, pointer + length))),
    write: (fd, vectors, count, written) =>
      answer((vm) => {
        let total = 0;
        for (let index = 0; index < count; index += 1) {
          const pointer = vm.view.getUint32(vectors + 8 * index, true);
          const length = vm.view.getUint32(vectors + 8 * index + 4, true);
          total += writeFd(kernel, fd, vm.slice({ pointer, length }), undefined);
        }
        vm.view.setUint32(written, total, true);
      }),
  };
}
