/** Runs programs and steps of sessions, each in a machine that is made from a snapshot. */
import type { SessionStep } from "../engine.ts";
import { endAs, explainEnd } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import { isNativeStackOverflow } from "../native-stack.ts";
import type { GuestEnd } from "../outcome.ts";
import type { Course } from "./course.ts";
import { NoGuestMemory } from "./guest-throw.ts";
import { createHandlers } from "./handlers.ts";
import type { JavaScriptProgram } from "./javascript-program.ts";
import { type Machine, restoreMachine } from "./machine.ts";
import { seedRandom } from "./math-random.ts";
import type { PreparedMachine } from "./prepare.ts";
import { ProgramRun, type ProgramSetting } from "./program-run.ts";
import { Rejections } from "./rejections.ts";
import { decodeState, encodeState } from "./session-state.ts";
import type { Snapshot } from "./snapshot.ts";

/** Runs `program`. Never throws for what it does. */
export function* runProgram(
  prepared: PreparedMachine,
  program: JavaScriptProgram,
  kernel: Kernel,
): Course<GuestEnd> {
  const { snapshot } = prepared;
  return yield* withMachine(prepared, snapshot, program, kernel, function* (setting) {
    seedRandom(setting.machine.vm, snapshot.randomOffset, kernel.entropy);
    const run = new ProgramRun(setting);
    return yield* run.finish(run.start());
  });
}

/** Runs `program` as a step of a session. Never throws for what it does; throws `InvalidState`. */
export function* runStep(
  prepared: PreparedMachine,
  program: JavaScriptProgram,
  kernel: Kernel,
  stored: Uint8Array<ArrayBuffer> | undefined,
): Course<SessionStep> {
  const { snapshot } = prepared;
  const state = stored && decodeState(stored, snapshot, kernel.maxMemoryBytes);
  let left: Omit<SessionStep, "end"> = { state: undefined, value: undefined };
  const origin = { ...snapshot, ...state };
  const end = yield* withMachine(prepared, origin, program, kernel, function* (setting) {
    const { machine, loader } = setting;
    if (state === undefined) seedRandom(machine.vm, snapshot.randomOffset, kernel.entropy);
    else loader.setLoaded(state.loaded);
    const run = new ProgramRun(setting);
    const step = yield* run.finishStep(run.startStep(state === undefined));
    if (step.isAtRest) {
      left = { state: encodeState(machine.vm, loader.loaded), value: step.value };
    }
    return step.end;
  });
  return { end, ...left };
}

function* withMachine(
  { module, heapBytes }: PreparedMachine,
  snapshot: Snapshot,
  program: JavaScriptProgram,
  kernel: Kernel,
  work: (setting: ProgramSetting) => Course<GuestEnd>,
): Course<GuestEnd> {
  const rejections = new Rejections(() => machine.vm);
  const handlers = createHandlers({ kernel, program, snapshot, rejections });
  let machine: Machine;
  try {
    machine = restoreMachine(module, snapshot, heapBytes, handlers.imports);
  } catch (error) {
    if (error instanceof RangeError) return endAs("out-of-memory", 0);
    throw error;
  }
  const { vm, meter } = machine;
  kernel.memory = vm.exports.memory;
  const detach = kernel.fuel.attach(meter);
  let end: GuestEnd | undefined;
  let error: unknown;
  try {
    const loader = handlers.loader(vm);
    end = yield* work({ machine, snapshot, program, kernel, loader, rejections });
  } catch (thrown) {
    if (thrown instanceof NoGuestMemory) end = endAs("out-of-memory", vm.bytes.length);
    else error = thrown;
  } finally {
    detach();
  }
  const remains = { kernel, trapReason: meter.trapReason, error, memoryPeakBytes: vm.bytes.length };
  if (kernel.stopped === undefined) {
    if (end !== undefined) return end;
    if (!(error instanceof WebAssembly.RuntimeError) && !isNativeStackOverflow(error)) throw error;
  }
  return explainEnd(remains);
}
