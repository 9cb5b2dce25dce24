/** Host calls of `process`, of clocks and of random bytes, and the door to the utilities. */
import { GuestStop } from "../../guest-stop.ts";
import type { Kernel } from "../../kernel.ts";
import { unknownTool } from "../../tool-desk.ts";
import { readUncaught } from "../../uncaught.ts";
import { named } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
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
    ["utility", (args) => answerUtility(kernel, textAt(args, 0), args[1])],
  ];
}

function startTool({ tools }: Kernel, name: string, input: string): number {
  if (tools === undefined) throw unknownTool(name);
  return tools.start(name, input);
}

/** Text after a `t`, or JSON after a `j`: most answers that are large are text. */
function answerUtility(kernel: Kernel, operation: string, args: unknown): string {
  if (!Array.isArray(args)) throw new TypeError("Arguments of a utility must be a list");
  const result = kernel.call(operation, args);
  return typeof result === "string" ? `t${result}` : `j${JSON.stringify(result ?? null)}`;
}
