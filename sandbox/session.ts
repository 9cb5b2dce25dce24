/** The host's tree, and the worker whose working copy of it follows. */
import { replay, type SyncFileSystem } from "../vfs/index.ts";
import { type FrameKind, frameKinds } from "../worker/frame.ts";
import { GuestWorker, type RunWatch, type WatchedEnd } from "../worker/guest-worker.ts";
import type { ProgramKind, RunRequest, SpawnWorker, TreeLimits } from "../worker/protocol.ts";
import { WorkerLost } from "../worker/worker-lost.ts";
import { type ChangeLog, encodeImage, openChangeLog } from "./change-log.ts";
import type { OutputCollector } from "./output-collector.ts";
import { SandboxError } from "./sandbox-error.ts";

/** Takes the output of a run. */
export interface SessionOutput {
  readonly stdout: OutputCollector;
  readonly stderr: OutputCollector;
}

/** What a session works with. */
export interface SessionOptions {
  readonly fs: SyncFileSystem;
  readonly limits: TreeLimits;
  readonly spawn: SpawnWorker;
}

/** Runs guests, one at a time, in a worker that is renewed whenever it is lost. */
export class Session {
  readonly #options: SessionOptions;
  readonly #changes: ChangeLog;
  /** What the worker has ready, and its successor should have ready too. */
  readonly #kinds = new Set<ProgramKind>();
  #worker: GuestWorker | undefined;
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
    this.#preparing = this.#openWorker().catch(() => {});
  }

  /** Runs a guest. Rejects with `SandboxError` when no worker, or no engine, can be had. */
  async run(request: RunRequest, watch: RunWatch, output: SessionOutput): Promise<WatchedEnd> {
    await this.#preparing;
    this.#kinds.add(request.program.kind);
    try {
      const worker = await this.#openWorker();
      this.#output = output;
      const ended = await worker.run(request, watch);
      if (ended.stateLost) this.#worker = undefined;
      return ended;
    } catch (error) {
      this.#kinds.delete(request.program.kind);
      await this.#endWorker();
      throw sandboxError(error);
    } finally {
      this.#output = undefined;
    }
  }

  /** Says that the tree has changed in a way that no record tells. */
  invalidate(): void {
    this.#isLoaded = false;
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    this.#changes.close();
    await this.#preparing;
    await this.#endWorker();
  }

  async #openWorker(): Promise<GuestWorker> {
    const worker = this.#worker ?? this.#spawn();
    await Promise.all([this.#synchronize(worker), worker.prepare([...this.#kinds])]);
    return worker;
  }

  #spawn(): GuestWorker {
    this.#isLoaded = false;
    this.#worker = new GuestWorker(this.#options.spawn(), (kind, payload) =>
      this.#handle(kind, payload),
    );
    return this.#worker;
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
    else {
      this.#changes.ignoring(() => replay(this.#options.fs, payload));
    }
  }

  async #endWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.end();
  }
}

function sandboxError(error: unknown): SandboxError {
  const isLost = error instanceof WorkerLost;
  const reason = error instanceof Error ? error.message : String(error);
  return new SandboxError(
    isLost ? "WORKER_LOST" : "ENGINE_MISSING",
    isLost ? `Cannot run: ${reason}` : `Cannot get the engine ready: ${reason}`,
    { cause: error },
  );
}
