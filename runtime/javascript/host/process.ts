/** Host calls of `process`, of clocks and of random bytes, and the door to the utilities. */
import { GuestStop } from "../../guest-stop.ts";
import type { Kernel } from "../../kernel.ts";
import { noSharedMemory, unknownTool } from "../../tool-desk.ts";
import { readUncaught } from "../../uncaught.ts";
import { named } from "../guest-error.ts";
import { readArgument } from "../host-argument.ts";
import type { Answer, Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { numberAt, textAt } from "./arguments.ts";

/** The operations that are about the program itself. */
export function processOperations(kernel: Kernel, vm: QuickJsVm): readonly [string, Operation][] {
  return [
    ["process.cwd", () => kernel.cwd],
    [
      "process.chdir",
      (args) => {
        const path = textAt(args, 0);
        named({ syscall: "chdir", path: kernel.cwd, dest: path }, () => kernel.chdir(path));
      },
    ],
    [
      "process.exit",
      (args) => {
        throw new GuestStop("exited", numberAt(args, 0) & 0xff);
      },
    ],
    [
      "process.uncaught",
      (args) => {
        kernel.uncaught = readUncaught(textAt(args, 0));
      },
    ],
    ["process.memory", () => vm.bytes.length],
    ["clock.monotonic", () => Number(kernel.clock.monotonicNs()) / 1e6],
    [
      "random.fill",
      (_args, { span }) => {
        kernel.fuel.charge(copyCost(span.length));
        kernel.entropy(vm.slice(span));
      },
    ],
    ["promise.state", (_args, { box }) => vm.exports.qjs_promise_state(box)],
    ["promise.result", (_args, { box }) => ({ box: vm.exports.qjs_promise_result(box) })],
    ["tool.start", (args, { span }) => startTool(kernel, textAt(args, 0), vm.decode(span))],
    [
      "utility",
      (args, { box }) =>
        answerUtility(kernel, textAt([readArgument({ kernel, vm }, box)], 0), args),
    ],
  ];
}

function startTool({ tools, depth }: Kernel, name: string, input: string): number {
  if (tools === undefined) throw unknownTool(name);
  // The answer would come by a message, for which whoever has started this program does not wait.
  if (depth > 0 && !tools.canWait) throw noSharedMemory(name);
  return tools.start(name, input);
}

function answerUtility(kernel: Kernel, operation: string, args: readonly unknown[]): Answer {
  const result = kernel.call(operation, args);
  return typeof result === "string" ? result : { json: JSON.stringify(result ?? null) };
}
