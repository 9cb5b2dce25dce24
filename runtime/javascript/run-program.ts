/** Runs programs and steps of sessions, each in a machine that is made from a snapshot. */

import type { SessionStep } from "../engine.ts";
import { endAs, explainEnd } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import { isNativeStackOverflow } from "../native-stack.ts";
import type { GuestEnd } from "../outcome.ts";
import type { PreparedModule } from "../prepare-module.ts";
import { NoGuestMemory } from "./guest-throw.ts";
import { createHandlers } from "./handlers.ts";
import type { JavaScriptProgram } from "./javascript-program.ts";
import { restoreMachine } from "./machine.ts";
import { seedRandom } from "./math-random.ts";
import { ProgramRun, type ProgramSetting } from "./program-run.ts";
import { Rejections } from "./rejections.ts";
import { decodeState, encodeState } from "./session-state.ts";
import type { Snapshot } from "./snapshot.ts";

/** Runs `program`. Never throws for what it does. */
export async function runProgram(
  prepared: PreparedModule,
  snapshot: Snapshot,
  program: JavaScriptProgram,
  kernel: Kernel,
): Promise<GuestEnd> {
  return withMachine(prepared, snapshot, program, kernel, async (setting) => {
    seedRandom(setting.machine.vm, snapshot.randomOffset, kernel.entropy);
    const run = new ProgramRun(setting);
    return run.finish(run.start());
  });
}

/** Runs `program` as a step of a session. Never throws for what it does; throws `InvalidState`. */
export async function runStep(
  prepared: PreparedModule,
  snapshot: Snapshot,
  program: JavaScriptProgram,
  kernel: Kernel,
  stored: Uint8Array<ArrayBuffer> | undefined,
): Promise<SessionStep> {
  const state = stored && decodeState(stored, snapshot, kernel.maxMemoryBytes);
  let left: Omit<SessionStep, "end"> = { state: undefined, value: undefined };
  const origin = { ...snapshot, ...state };
  const end = await withMachine(prepared, origin, program, kernel, async (setting) => {
    const { machine, loader } = setting;
    if (state === undefined) seedRandom(machine.vm, snapshot.randomOffset, kernel.entropy);
    else loader.setLoaded(state.loaded);
    const run = new ProgramRun(setting);
    const step = await run.finishStep(run.startStep(state === undefined));
    if (step.end.outcome === "exited") {
      left = { state: encodeState(machine.vm, loader.loaded), value: step.value };
    }
    return step.end;
  });
  return { end, ...left };
}

async function withMachine(
  prepared: PreparedModule,
  snapshot: Snapshot,
  program: JavaScriptProgram,
  kernel: Kernel,
  work: (setting: ProgramSetting) => Promise<GuestEnd>,
): Promise<GuestEnd> {
  const rejections = new Rejections(() => machine.vm);
  const handlers = createHandlers({ kernel, program, snapshot, rejections });
  const machine = await restoreMachine(prepared, snapshot, handlers.imports);
  const { vm, meter } = machine;
  kernel.memory = vm.exports.memory;
  const detach = kernel.fuel.attach(meter);
  let end: GuestEnd | undefined;
  let error: unknown;
  try {
    const loader = handlers.loader(vm);
    end = await work({ machine, snapshot, program, kernel, loader, rejections });
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
