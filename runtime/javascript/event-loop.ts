/** Turns a program's event loop until nothing is left to do. */
import type { Clock } from "../kernel.ts";
import { GuestThrow } from "./guest-throw.ts";
import type { Box } from "./quickjs-exports.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";
import type { Rejections } from "./rejections.ts";
import type { Handles } from "./snapshot.ts";

/** What a loop turns with. */
export interface Loop {
  readonly vm: QuickJsVm;
  readonly handles: Pick<Handles, "runTicks" | "turn">;
  readonly rejections: Rejections;
  readonly clock: Pick<Clock, "sleepNs">;
}

/** An error that nothing in the program caught. */
export interface Uncaught {
  readonly value: Box;
  readonly origin: "uncaughtException" | "unhandledRejection";
}

/** What a turn answers when it ran something, or when nothing is left. */
const ran = -1;
const nothingLeft = -2;

/** Runs callbacks and jobs until nothing is left (then the answer is undefined) or something is not caught. */
export function turnLoop(loop: Loop): Uncaught | undefined {
  for (;;) {
    const uncaught = drain(loop);
    if (uncaught !== undefined) return uncaught;
    const answer = guard(() => takeNumber(loop.vm, loop.vm.call(loop.handles.turn)));
    if (typeof answer === "object") return answer;
    if (answer === nothingLeft) return undefined;
    // Rounded up: waking too early would mean to sleep again.
    if (answer !== ran) loop.clock.sleepNs(BigInt(Math.ceil(answer * 1e6)));
  }
}

/** Runs the promise jobs that there are. */
export function settle({ vm }: Pick<Loop, "vm">): Uncaught | undefined {
  const answer = guard(() => runJobs(vm));
  return typeof answer === "object" ? answer : undefined;
}

/** Runs ticks, then promise jobs, until there are none; then looks at rejections. */
function drain({ vm, handles, rejections }: Loop): Uncaught | undefined {
  for (;;) {
    const ticks = guard(() => takeNumber(vm, vm.call(handles.runTicks)));
    if (typeof ticks === "object") return ticks;
    const jobs = guard(() => runJobs(vm));
    if (typeof jobs === "object") return jobs;
    if (ticks === 0 && jobs === 0) break;
  }
  const rejection = rejections.take();
  if (rejection === undefined) return undefined;
  const { reason, isMain } = rejection;
  return { value: reason, origin: isMain ? "uncaughtException" : "unhandledRejection" };
}

/** Returns how many jobs have run. */
function runJobs(vm: QuickJsVm): number {
  const { exports } = vm;
  let count = 0;
  for (; exports.qjs_is_job_pending() !== 0; count += 1) {
    if (exports.qjs_execute_pending_job() < 0) throw vm.takeThrown();
  }
  return count;
}

function takeNumber(vm: QuickJsVm, box: Box): number {
  const value = vm.toNumber(box);
  vm.freeValue(box);
  return value;
}

function guard(run: () => number): number | Uncaught {
  try {
    return run();
  } catch (error) {
    if (error instanceof GuestThrow) return { value: error.value, origin: "uncaughtException" };
    throw error;
  }
}
