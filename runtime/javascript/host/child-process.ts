/** Host calls of `node:child_process`. */
import type { Kernel } from "../../kernel.ts";
import { readSpawnOptions } from "../../kernel-call.ts";
import type { Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { textAt } from "./arguments.ts";

/** Exit code, whether the time was over, and the length of stdout, each as i32 LE. */
const headerBytes = 12;

/** The operations whose names start with `child.`. */
export function childProcessOperations(
  kernel: Kernel,
  vm: QuickJsVm,
): readonly [string, Operation][] {
  return [
    [
      "child.check",
      (args) => {
        kernel.checkProgram(textAt(args, 0), readSpawnOptions(args[1]));
      },
    ],
    [
      "child.spawn",
      ([argv, options, hasInput], { span }) => {
        const words = Array.isArray(argv) ? argv.map((_word, index) => textAt(argv, index)) : [];
        kernel.fuel.charge(copyCost(span.length));
        const { exitCode, timedOut, stdout, stderr } = kernel.spawn(words, {
          ...readSpawnOptions(options),
          ...(hasInput === true ? { stdin: vm.slice(span).slice() } : {}),
        });
        const answer = new Uint8Array(headerBytes + stdout.length + stderr.length);
        const header = new DataView(answer.buffer);
        [exitCode, Number(timedOut), stdout.length].forEach((value, index) => {
          header.setInt32(4 * index, value, true);
        });
        answer.set(stdout, headerBytes);
        answer.set(stderr, headerBytes + stdout.length);
        return answer;
      },
    ],
  ];
}
