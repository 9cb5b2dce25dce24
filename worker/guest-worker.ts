/** The host's end of one worker: runs guests in it, and ends it when a guest does not obey. */
import { type Remote, transfer, wrap } from "comlink";
import { dropNotice, outcomeExitCodes } from "../runtime/host.ts";
import type { GuestEnd, GuestFault, Profile } from "../runtime/index.ts";
import { createHostControl, type HostControl, type StopReason } from "./control.ts";
import { type FrameHandler, type FrameReceiver, frameKinds } from "./frame.ts";
import { createLifeline, type Lifeline } from "./lifeline.ts";
import { openPortReceiver } from "./port-channel.ts";
import type {
  GuestService,
  Preparation,
  RunRequest,
  StepReport,
  TreeLimits,
  WorkerEnd,
  WorkerLink,
} from "./protocol.ts";
import { openRingReceiver } from "./ring-channel.ts";
import { type AnswerTool, serveTools } from "./tool-port.ts";
import { graceMs, startWatchdog } from "./watchdog.ts";
import { WorkerLost } from "./worker-lost.ts";

/** How the host lets a run go on. */
export interface RunWatch {
  readonly timeoutMs: number;
  /** Aborting it ends the run as `cancelled`. */
  readonly signal: AbortSignal;
  /** Answers calls of the host's own functions; there are none without it. */
  readonly answerTool?: AnswerTool;
  /** Hears that this worker will soon be no more, unless its guest obeys after all. */
  readonly onOverdue: () => void;
}

/** How a run ended, as the host knows it. */
export interface WatchedEnd {
  readonly end: GuestEnd;
  readonly fuelUsed: number;
  /** Whether the worker had to be ended: fuel and memory are then lower bounds. */
  readonly stateLost: boolean;
  /** Bytes of output past its limits. */
  readonly dropped: { readonly stdout: number; readonly stderr: number };
  /** What a step of a session has left. */
  readonly step?: StepReport;
  /** Where the fuel went, if that was asked for. */
  readonly profile?: Profile;
}

/** A worker that is alive until {@link GuestWorker.end}, or until a run says that its state is lost. */
export class GuestWorker {
  readonly #link: WorkerLink;
  readonly #handler: FrameHandler;
  readonly #service: Remote<GuestService>;
  readonly #receiver: FrameReceiver;
  readonly #control: HostControl;
  readonly #lifeline: Lifeline<WorkerEnd>;
  /** Calls under way; while there are any, the worker keeps the process alive. */
  #pending = 0;
  readonly #prepared = new Set<string>();
  #isAlive = true;
  #failure: WorkerEnd | undefined;
  /** Answers the tools of the run that is on. */
  #tools: ReturnType<typeof serveTools> | undefined;

  /** `handler` takes the frames of every run, in order, while the run is on. */
  constructor(link: WorkerLink, handler: FrameHandler) {
    const { rpc, frames, ring, cells, epoch } = link.wiring;
    const onCorrupt = (error: unknown): void => {
      this.#failure ??= { cause: "failed", message: String(error) };
      void link.terminate();
    };
    this.#link = link;
    this.#handler = handler;
    this.#lifeline = createLifeline(link.ended);
    // Some browsers let an ended worker go on for seconds: nobody may listen to it any more.
    void link.ended.then(() => {
      this.#isAlive = false;
      this.#tools?.close();
      return this.#close();
    });
    this.#service = wrap<GuestService>(rpc);
    this.#control = createHostControl(cells);
    this.#receiver =
      ring === undefined
        ? openPortReceiver(frames, epoch, handler, onCorrupt)
        : openRingReceiver(ring, frames, handler, onCorrupt);
    link.hold(false);
  }

  /** Whether the thread is there, as far as is known. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Gets engines ready ahead of the first run. Rejects when one cannot be had. */
  async prepare(preparations: Iterable<Preparation>): Promise<void> {
    const missing = [...preparations].filter((one) => !this.#prepared.has(nameOf(one)));
    if (missing.length === 0) return;
    await this.#whileAlive(this.#service.prepare(missing));
    for (const one of missing) this.#prepared.add(nameOf(one));
  }

  /** Replaces the working copy of the tree. `chunks` are encoded journal records, given away. */
  async load(limits: TreeLimits, chunks: Iterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    await this.#whileAlive(this.#service.reset(limits));
    for (const chunk of chunks) await this.apply(chunk);
  }

  /** Applies encoded journal records, which are given away, to the working copy. */
  apply(records: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#whileAlive(this.#service.apply(transfer(records, [records.buffer])));
  }

  /** Runs one guest to its end. When it resolves, every frame of the run has been handled. */
  async run(request: RunRequest, watch: RunWatch): Promise<WatchedEnd> {
    return this.#held(() => this.#watch(request, watch));
  }

  /** Ends the worker and handles what it left behind. */
  async end(): Promise<void> {
    await this.#held(() => this.#link.terminate());
    await this.#close();
  }

  async #watch(request: RunRequest, watch: RunWatch): Promise<WatchedEnd> {
    this.#control.reset();
    let stopped: StopReason | undefined;
    const watchdog = startWatchdog({
      ...watch,
      // Without cells a guest sees only by the clock that it must end.
      graceMs: (reason) => {
        return this.#link.wiring.cells === undefined && reason === "cancelled" ? 0 : graceMs;
      },
      ask: (reason) => this.#control.request(reason),
      hasHeard: () => this.#control.hasHeard(),
      overdue: watch.onOverdue,
      end: (reason) => {
        stopped = reason;
        void this.#link.terminate();
      },
    });
    const { ring } = this.#link.wiring;
    const served = watch.answerTool && serveTools(ring !== undefined, watch.answerTool);
    this.#tools = served;
    const wired = { ...request, toolWires: served?.wires };
    const ports = served === undefined ? [] : [served.wires.port];
    try {
      const answer = await this.#lifeline.outlast(this.#service.run(transfer(wired, ports)));
      watchdog.release();
      if ("death" in answer) return await this.#lost(request, stopped, answer.death);
      const { end, fuelUsed, stdoutDropped, stderrDropped } = answer.value;
      const handling = this.#receiver.received(answer.value.frames);
      const handled = await this.#lifeline.outlast(handling);
      if ("death" in handled) return await this.#lost(request, stopped, handled.death);
      // Whoever found a corrupt frame, or ran out of patience, has ended the worker already.
      if (this.#failure !== undefined || stopped !== undefined) {
        return await this.#lost(request, stopped, await this.#link.ended);
      }
      const dropped = { stdout: stdoutDropped, stderr: stderrDropped };
      const { step, profile } = answer.value;
      const asked = { ...(step && { step }), ...(profile && { profile }) };
      return { end, fuelUsed, stateLost: false, dropped, ...asked };
    } finally {
      watchdog.release();
      served?.close();
      this.#tools = undefined;
    }
  }

  async #close(): Promise<void> {
    await this.#receiver.close();
    this.#link.wiring.rpc.close();
  }

  async #lost(
    { limits }: RunRequest,
    stopped: StopReason | undefined,
    ended: WorkerEnd,
  ): Promise<WatchedEnd> {
    await this.#close();
    const { fuelUsed, memoryBytes, stdoutDropped, stderrDropped } = this.#control.progress();
    this.#tellDrops("stdout", stdoutDropped, limits.stdoutBytes);
    this.#tellDrops("stderr", stderrDropped, limits.stderrBytes);
    const end = stopped === undefined ? faultOf(this.#failure ?? ended) : { outcome: stopped };
    return {
      end: { exitCode: outcomeExitCodes[end.outcome], memoryPeakBytes: memoryBytes, ...end },
      fuelUsed,
      stateLost: true,
      dropped: { stdout: stdoutDropped, stderr: stderrDropped },
    };
  }

  /** Says for a worker that is no more how much output it had dropped. */
  #tellDrops(name: "stdout" | "stderr", bytes: number, maxBytes: number): void {
    if (bytes > 0) this.#handler(frameKinds[name], dropNotice(name, bytes, maxBytes));
  }

  async #whileAlive<T>(work: Promise<T>): Promise<T> {
    const answer = await this.#held(() => this.#lifeline.outlast(work));
    if ("value" in answer) return answer.value;
    throw new WorkerLost((this.#failure ?? answer.death).message);
  }

  async #held<T>(work: () => Promise<T>): Promise<T> {
    this.#pending++;
    this.#link.hold(true);
    try {
      return await work();
    } finally {
      this.#pending--;
      if (this.#pending === 0) this.#link.hold(false);
    }
  }
}

function nameOf({ kind, memoryBytes, profile = false }: Preparation): string {
  return `${kind} ${memoryBytes} ${profile}`;
}

/** What the death of a worker, which nobody asked for, says of the guest in it. */
function faultOf(ended: WorkerEnd): {
  readonly outcome: "out-of-memory" | "trapped";
  readonly error: GuestFault;
} {
  const isMemory = ended.cause === "out-of-memory";
  return {
    outcome: isMemory ? "out-of-memory" : "trapped",
    error: { code: "WORKER_LOST", message: new WorkerLost(ended.message).message },
  };
}
