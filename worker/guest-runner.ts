/** Runs one guest in this realm: its kernel, its engine, and what it leaves to report. */
import {
  type Clock,
  createFuelAccount,
  createKernel,
  createRealClock,
  createSeededEntropy,
  createSleeper,
  createVirtualClock,
  type GuestEnd,
  InvalidState,
  type Kernel,
  type KernelOptions,
  outcomeExitCodes,
  Profiler,
  type SessionStep,
} from "../runtime/index.ts";
import type { SyncFileSystem } from "../vfs/index.ts";
import type { GuestControl } from "./control.ts";
import type { Engines } from "./engines.ts";
import { type FrameKind, type FrameSender, frameKinds, maxPayloadBytes } from "./frame.ts";
import {
  invalidStateCode,
  type Language,
  type Program,
  type RunReport,
  type RunRequest,
  type StepReport,
  type StepRequest,
  type WiredRun,
} from "./protocol.ts";
import { openToolChannel } from "./tool-port.ts";
import { createUsageTeller, type Usage } from "./usage.ts";

/** What a guest runs with. */
export interface GuestSurroundings {
  readonly fs: SyncFileSystem;
  readonly engines: Engines;
  readonly sender: FrameSender;
  readonly control: GuestControl;
  /** Takes the clock of a deterministic run, for the times of files. */
  readonly setClock: (nowNs: () => bigint) => void;
}

/** After as many polls as this, only every so many report the guest's progress: it costs more than a call. */
const everyPolls = 64;

/** Runs a guest to its end. */
export async function runGuest(
  request: WiredRun,
  { fs, engines, sender, control, setClock }: GuestSurroundings,
): Promise<RunReport> {
  const { limits, tools, toolWires } = request;
  const channel = toolWires && openToolChannel(toolWires);
  control.begin(limits.timeoutMs);
  const fuel = createFuelAccount(BigInt(limits.fuel));
  const profiler = request.profile ? new Profiler(fuel) : undefined;
  const clock = createClock(request, control);
  if (request.seed !== undefined) setClock(() => clock.realtimeNs());
  let polls = 0;
  const usage = (): Usage => ({
    fuelUsed: Number(fuel.used),
    memoryBytes: kernel.memory?.buffer.byteLength ?? 0,
  });
  const tellUsage = request.tellsUsage && createUsageTeller({ sender, usage });
  const report = (): void =>
    control.report({
      ...usage(),
      stdoutDropped: kernel.stdout.droppedBytes,
      stderrDropped: kernel.stderr.droppedBytes,
    });
  const kernel = createKernel({
    fs,
    fuel,
    clock,
    profiler,
    findProgram: engines.findProgram(languagesOf(request)),
    args: request.args,
    env: request.env,
    stdin: request.stdin,
    cwd: request.step?.cwd ?? request.cwd ?? "/app",
    maxMemoryBytes: limits.memoryBytes,
    ...softStops(request),
    maxStdoutBytes: limits.stdoutBytes,
    maxStderrBytes: limits.stderrBytes,
    onOutputLimit: limits.onOutputLimit === "stop" ? "stop" : "drop",
    stdout: (chunk) => sendInPieces(sender, frameKinds.stdout, chunk),
    stderr: (chunk) => sendInPieces(sender, frameKinds.stderr, chunk),
    interrupted: () => {
      if (polls < everyPolls || polls % everyPolls === 0) report();
      polls++;
      tellUsage?.();
      return control.requested();
    },
    ...(request.allowedCommands && { allowedCommands: new Set(request.allowedCommands) }),
    ...(tools && channel && { tools: { tools, channel, maxCalls: limits.toolCalls } }),
    ...(request.seed === undefined ? {} : { entropy: createSeededEntropy(request.seed) }),
  });
  let end: GuestEnd;
  let step: StepReport | undefined;
  try {
    if (request.step === undefined) end = await engines.run(request.program, kernel);
    else {
      const done = await takeStep(engines, request.program, kernel, request.step);
      end = done.end;
      step = { state: done.state, value: done.value, cwd: kernel.cwd };
    }
  } finally {
    kernel.close();
    channel?.close();
  }
  return {
    end,
    fuelUsed: Number(fuel.used),
    stdoutDropped: kernel.stdout.droppedBytes,
    stderrDropped: kernel.stderr.droppedBytes,
    frames: sender.sent,
    ...(step === undefined ? {} : { step }),
    ...(profiler && { profile: profiler.finish() }),
  };
}

/**
 * What the guest is told before it is stopped. What a session has come to is worth the moment that
 * it takes to end in good order; a script that is run once would only end sooner.
 */
function softStops({ step, program, limits }: RunRequest): Partial<KernelOptions> {
  const { kind } = program;
  const isStep = step !== undefined;
  const hears = kind === "python" || (kind === "javascript" && isStep);
  return hears ? { fuelWarning: limits.fuelWarning, interrupts: isStep } : {};
}

/** A guest can always start what it is itself. */
function languagesOf({ program: { kind }, languages = [] }: RunRequest): ReadonlySet<Language> {
  return new Set(kind === "wasm" ? languages : [kind, ...languages]);
}

async function takeStep(
  engines: Engines,
  program: Program,
  kernel: Kernel,
  { state }: StepRequest,
): Promise<SessionStep> {
  try {
    return await engines.step(program, kernel, state);
  } catch (error) {
    if (!(error instanceof InvalidState)) throw error;
    const { message } = error;
    const exitCode = outcomeExitCodes.trapped;
    const fault = { code: invalidStateCode, message };
    const end: GuestEnd = { outcome: "trapped", exitCode, memoryPeakBytes: 0, error: fault };
    return { end, state: undefined, value: undefined };
  }
}

function createClock(request: RunRequest, control: GuestControl): Clock {
  if (request.seed !== undefined) return createVirtualClock();
  const isInterrupted = (): boolean => control.requested() !== undefined;
  const { wait } = control;
  return createRealClock(
    createSleeper(wait === undefined ? { isInterrupted } : { isInterrupted, wait }),
  );
}

/** Sends `bytes` in as many frames as they need. */
export function sendInPieces(sender: FrameSender, kind: FrameKind, bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length; start += maxPayloadBytes) {
    sender.send(kind, bytes.subarray(start, start + maxPayloadBytes));
  }
}
