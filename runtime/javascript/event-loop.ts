/** Turns a program's event loop until nothing is left to do. */
import type { Clock } from "../kernel.ts";
import type { ToolDesk } from "../tool-desk.ts";
import { GuestThrow } from "./guest-throw.ts";
import type { Box } from "./quickjs-exports.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";
import type { Rejections } from "./rejections.ts";
import type { Handles } from "./snapshot.ts";

/** What a loop turns with. */
export interface Loop {
  readonly vm: QuickJsVm;
  readonly handles: Pick<Handles, "runTicks" | "settleTool" | "turn">;
  readonly rejections: Rejections;
  readonly clock: Pick<Clock, "sleepNs">;
  /** The host's own functions, whose answers come between turns. */
  readonly tools: ToolDesk | undefined;
}

/** An error that nothing in the program caught. */
export interface Uncaught {
  readonly value: Box;
  readonly origin: "uncaughtException" | "unhandledRejection";
}

/** What a turn answers when it ran something, or when nothing is left. */
const ran = -1;
const nothingLeft = -2;

/** How long a wait for the host lasts before the guest is asked again whether it must end. */
const patienceMs = 1_000;

/**
 * Runs callbacks and jobs until nothing is left (then the answer is undefined) or something is not
 * caught. Answers `waiting` or `sleeping` when an answer of the host is due, or may have come, that
 * the thread does not hear of while it runs or blocks.
 */
export function turnLoop(loop: Loop): Uncaught | "waiting" | "sleeping" | undefined {
  const { vm, handles, clock, tools } = loop;
  for (;;) {
    const uncaught = drain(loop) ?? settleTools(loop);
    if (uncaught === "settled") continue;
    if (uncaught !== undefined) return uncaught;
    const answer = guard(() => takeNumber(vm, vm.call(handles.turn)));
    if (typeof answer === "object") return answer;
    if (answer === ran) continue;
    const isWaiting = tools !== undefined && tools.pending > 0;
    if (answer === nothingLeft) {
      if (!isWaiting) return undefined;
      if (!tools.canWait) return "waiting";
      tools.wait(patienceMs);
    } else if (isWaiting && tools.canWait) {
      tools.wait(answer);
    } else {
      // Rounded up: waking too early would mean to sleep again.
      clock.sleepNs(BigInt(Math.ceil(answer * 1e6)));
      if (isWaiting) return "sleeping";
    }
  }
}

/** Gives the program one answer of the host that has come. */
function settleTools({ vm, handles, tools }: Loop): Uncaught | "settled" | undefined {
  const answer = tools?.take();
  if (answer === undefined) return undefined;
  const { id, ok, text } = answer;
  const settled = guard(() => {
    const values = [vm.newNumber(id), vm.newBoolean(ok), vm.newText(text)];
    vm.freeValue(vm.callWith(handles.settleTool, values));
    return 0;
  });
  return typeof settled === "object" ? settled : "settled";
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
