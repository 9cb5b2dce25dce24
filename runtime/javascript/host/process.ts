/** Host calls of `process`, of clocks and of random bytes, and the door to the utilities. */
import { maxRequestBytes, parseBoundedJson } from "../../bounded-json.ts";
import { GuestStop } from "../../guest-stop.ts";
import type { Kernel } from "../../kernel.ts";
import { noSharedMemory, unknownTool } from "../../tool-desk.ts";
import { readUncaught } from "../../uncaught.ts";
import { GuestError, named } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { QuickJsVm, Span } from "../quickjs-vm.ts";
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
      (args, { span }) => answerUtility(kernel, textAt(args, 0), readArguments(kernel, vm, span)),
    ],
  ];
}

function startTool({ tools, depth }: Kernel, name: string, input: string): number {
  if (tools === undefined) throw unknownTool(name);
  // The answer would come by a message, for which whoever has started this program does not wait.
  if (depth > 0 && !tools.canWait) throw noSharedMemory(name);
  return tools.start(name, input);
}

/** Text after a `t`, or JSON after a `j`: most answers that are large are text. */
function answerUtility(kernel: Kernel, operation: string, args: readonly unknown[]): string {
  const result = kernel.call(operation, args);
  return typeof result === "string" ? `t${result}` : `j${JSON.stringify(result ?? null)}`;
}

/** The arguments of a utility: a list of data, as JSON in the guest's memory. */
function readArguments(kernel: Kernel, vm: QuickJsVm, span: Span): readonly unknown[] {
  if (span.length > maxRequestBytes) {
    const message = `Cannot call a utility: its arguments take more than ${maxRequestBytes} bytes`;
    throw new GuestError({ base: "RangeError", code: "TOO_LONG", message });
  }
  kernel.fuel.charge(span.length);
  let args: unknown;
  try {
    args = parseBoundedJson(vm.decode(span));
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : "it is not JSON";
    throw new TypeError(`Cannot read the arguments of a utility: ${reason}`);
  }
  if (Array.isArray(args)) return args;
  throw new TypeError("Cannot read the arguments of a utility: it is not a list");
}
