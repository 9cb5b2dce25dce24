/** The host's tree, and the worker whose working copy of it follows. */
import type { PackageArchive } from "../runtime/index.ts";
import { replay, type SyncFileSystem } from "../vfs/index.ts";
import { type FrameKind, frameKinds } from "../worker/frame.ts";
import { GuestWorker, type RunWatch, type WatchedEnd } from "../worker/guest-worker.ts";
import type {
  Preparation,
  ProgramKind,
  RunRequest,
  SpawnWorker,
  TreeLimits,
} from "../worker/protocol.ts";
import { decodeUsage } from "../worker/usage.ts";
import { WorkerLost } from "../worker/worker-lost.ts";
import { type ChangeLog, encodeImage, openChangeLog } from "./change-log.ts";
import type { OutputCollector } from "./output-collector.ts";
import type { TreeKeeper } from "./persistence/tree-keeper.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { UsageListener } from "./usage-listener.ts";

/** Takes the output of a run. */
export interface SessionOutput {
  readonly stdout: OutputCollector;
  readonly stderr: OutputCollector;
  readonly usage?: UsageListener | undefined;
}

/** What ends a run from outside. */
export type SessionLimits = Omit<RunWatch, "onOverdue">;

/** What a session works with. */
export interface SessionOptions {
  readonly fs: SyncFileSystem;
  readonly limits: TreeLimits;
  readonly spawn: SpawnWorker;
  /** What Python programs can import. */
  readonly packages: readonly PackageArchive[];
  /** Keeps what guests change. */
  readonly keeper?: Pick<TreeKeeper, "receive"> | undefined;
}

/** Runs guests, one at a time, in a worker that is renewed whenever it is lost. */
export class Session {
  readonly #options: SessionOptions;
  readonly #changes: ChangeLog;
  /** What the worker has ready, and its successor should have ready too. */
  readonly #preparations = new Map<ProgramKind, Preparation>();
  #worker: GuestWorker | undefined;
  /** Takes the worker's place: starting a thread takes longer than a guest has to obey. */
  #spare: GuestWorker | undefined;
  #isRetired = false;
  /** Whether the worker's copy lacks nothing but what the change log has. */
  #isLoaded = false;
  #preparing: Promise<unknown> = Promise.resolve();
  #output: SessionOutput | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#changes = openChangeLog(options.fs);
  }

  /** Gets a worker ready ahead of the next run. What fails, fails that run again. */
  prepare(): void {
    if (this.#isRetired) return;
    this.#preparing = this.#openWorker().catch(() => {});
  }

  /** Runs a guest. Rejects with `SandboxError` when no worker, or no engine, can be had. */
  async run(
    request: RunRequest,
    limits: SessionLimits,
    output: SessionOutput,
  ): Promise<WatchedEnd> {
    let isStarted = false;
    try {
      const worker = await this.#readyFor(request, limits.signal);
      isStarted = true;
      this.#output = output;
      const ended = await worker.run(request, { ...limits, onOverdue: () => this.#prepareSpare() });
      if (ended.stateLost) this.#worker = undefined;
      return ended;
    } catch (error) {
      this.#preparations.delete(request.program.kind);
      await this.#endWorker();
      if (!isStarted && limits.signal.aborted) return neverStarted;
      throw error instanceof SandboxError ? error : failure("WORKER_LOST", error);
    } finally {
      this.#output = undefined;
    }
  }

  /** A worker that can run the program. Aborting `signal` ends the worker, whatever it is preparing. */
  async #readyFor(
    { program: { kind }, limits: { memoryBytes }, languages = [], profile }: RunRequest,
    signal: AbortSignal,
  ): Promise<GuestWorker> {
    const stop = (): void => void this.#endWorker();
    signal.addEventListener("abort", stop);
    try {
      await this.#preparing;
      for (const each of [kind, ...languages]) {
        const preparation = this.#preparationOf(each, memoryBytes);
        const isProfiled = each === kind && profile === true;
        this.#preparations.set(each, { ...preparation, ...(isProfiled && { profile: true }) });
      }
      return await this.#openWorker();
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Says that the tree has changed in a way that no record tells. */
  invalidate(): void {
    this.#isLoaded = false;
  }

  /** Says that no run will follow the one that is on. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    this.retire();
    this.#changes.close();
    await Promise.all([this.#endWorker(), this.#endSpare()]);
    await this.#preparing;
  }

  #preparationOf(kind: ProgramKind, memoryBytes: number): Preparation {
    const { packages } = this.#options;
    const hasPackages = kind === "python" && packages.length > 0;
    return { kind, memoryBytes, ...(hasPackages && { packages }) };
  }

  async #openWorker(): Promise<GuestWorker> {
    const worker = this.#worker?.isAlive ? this.#worker : this.#spawn();
    const preparing = worker.prepare(this.#preparations.values()).catch((error: unknown) => {
      throw error instanceof WorkerLost ? error : engineFailure(error);
    });
    await Promise.all([this.#synchronize(worker), preparing]);
    return worker;
  }

  #spawn(): GuestWorker {
    this.#isLoaded = false;
    this.#worker = this.#spare ?? this.#start();
    this.#spare = undefined;
    return this.#worker;
  }

  #start(): GuestWorker {
    return new GuestWorker(this.#options.spawn(), (kind, payload) => this.#handle(kind, payload));
  }

  #prepareSpare(): void {
    if (this.#spare !== undefined || this.#isRetired) return;
    const spare = this.#start();
    this.#spare = spare;
    spare.prepare(this.#preparations.values()).catch(() => {
      if (this.#spare === spare) this.#spare = undefined;
      return spare.end();
    });
  }

  async #synchronize(worker: GuestWorker): Promise<void> {
    const { fs, limits } = this.#options;
    if (this.#isLoaded && !this.#changes.overflowed) {
      for (const chunk of this.#changes.take()) await worker.apply(chunk);
      return;
    }
    const image = encodeImage(fs);
    this.#changes.take();
    this.#isLoaded = true;
    await worker.load(limits, image);
  }

  #handle(kind: FrameKind, payload: Uint8Array<ArrayBuffer>): void {
    if (kind === frameKinds.stdout) this.#output?.stdout.add(payload);
    else if (kind === frameKinds.stderr) this.#output?.stderr.add(payload);
    else if (kind === frameKinds.usage) this.#output?.usage?.hear(decodeUsage(payload));
    else {
      const { fs, keeper } = this.#options;
      const apply = (): void => this.#changes.ignoring(() => replay(fs, payload));
      if (keeper === undefined) apply();
      else keeper.receive(payload, apply);
    }
  }

  async #endWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.end();
  }

  async #endSpare(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    await spare?.end();
  }
}

/** How a run ends that was cancelled before it began. */
export const neverStarted: WatchedEnd = {
  end: { outcome: "cancelled", exitCode: 130, memoryPeakBytes: 0 },
  fuelUsed: 0,
  stateLost: false,
  dropped: { stdout: 0, stderr: 0 },
};

/** An error that has crossed the wall has kept its name and message. */
function engineFailure(error: unknown): SandboxError {
  return error instanceof Error && error.name === "PackageError"
    ? new SandboxError("PACKAGE_INVALID", error.message, { cause: error })
    : failure("ENGINE_MISSING", error);
}

function failure(code: "ENGINE_MISSING" | "WORKER_LOST", cause: unknown): SandboxError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const action = code === "WORKER_LOST" ? "Cannot run" : "Cannot get the engine ready";
  return new SandboxError(code, `${action}: ${reason}`, { cause });
}
