/** A session: programs that run one after another in one interpreter, which keeps what they leave. */
import { type FileSystem, FsError } from "../vfs/index.ts";
import type { RunResult } from "./result.ts";
import type { RunOptions } from "./run-options.ts";
import { SandboxError } from "./sandbox-error.ts";
import { decodeSession, encodeSession, type SessionKey } from "./session-snapshot.ts";
import { createStepState, type StepState } from "./step-state.ts";

/** The languages that have sessions. */
export type SessionLanguage = "javascript" | "python" | "shell";

/** What a step of a session is started with besides its code. */
export type StepOptions = Pick<
  RunOptions,
  | "stdin"
  | "limits"
  | "onStdout"
  | "onStderr"
  | "onUsage"
  | "signal"
  | "deterministic"
  | "atomic"
  | "profile"
>;

/** How a step ended. */
export interface StepResult extends RunResult {
  /**
   * What the last expression of the code came to; absent when that is no plain data. In the shell
   * `{ cwd, exited, unfinished }`: the directory of the next step, whether `exit` was called, and
   * whether the code ends in the middle of a command, so that nothing of it was done.
   */
  readonly value?: unknown;
  /** Present when the guest was stopped in the middle: the interpreter is as it was before the step. */
  readonly rolledBack?: true;
}

/** What a session needs of its sandbox. */
export interface SessionHost {
  readonly fs: FileSystem;
  run(options: RunOptions, step: StepState): Promise<RunResult>;
  /** Everything in `/app`, and what takes its place. */
  exportFiles(): Promise<Uint8Array<ArrayBuffer>>;
  importFiles(tar: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Another sandbox with the same options and the same files. */
  fork(): Promise<SessionHost>;
  close(): Promise<void>;
}

/**
 * An interpreter that lives as long as the session does. It is not tied to a worker: between two
 * steps its state lies with the host, so that a step that is stopped, or a worker that is lost,
 * costs that step and no more. Open files are closed at the end of each step.
 */
export class GuestSession implements AsyncDisposable {
  readonly language: SessionLanguage;
  readonly #host: SessionHost;
  /** Whether the sandbox is the session's own, as that of a fork is. */
  readonly #ownsHost: boolean;
  readonly #step: StepState;
  #isClosed = false;

  constructor(
    language: SessionLanguage,
    host: SessionHost,
    {
      step = createStepState(),
      ownsHost = false,
    }: { readonly step?: StepState; readonly ownsHost?: boolean } = {},
  ) {
    this.language = language;
    this.#host = host;
    this.#step = step;
    this.#ownsHost = ownsHost;
  }

  /** The files of the session's sandbox. */
  get fs(): FileSystem {
    return this.#host.fs;
  }

  /** Fuel that all steps together have used, those that were rolled back included. */
  get fuelUsed(): number {
    return this.#step.fuelUsed;
  }

  /**
   * Runs `code` in the session. An exception that nothing catches is the end of the step, not of
   * the session.
   *
   * @throws TypeError or RangeError for wrong options; `SandboxError` as `Sandbox.run`, and
   * INVALID_SNAPSHOT when the session was restored from what this version of the engine cannot take on.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * await using sandbox = await openSandbox();
   * await using session = await sandbox.session("python");
   * await session.run("total = sum(range(10))");
   * const { value } = await session.run("total * 2");
   * assert.equal(value, 90);
   * ```
   */
  async run(code: string, options: StepOptions = {}): Promise<StepResult> {
    this.#checkOpen();
    return this.#host.run({ ...options, [this.language]: code }, this.#step);
  }

  /**
   * The interpreter, the files of `/app` and the fuel used, as bytes that `restore` takes in this
   * or another sandbox of the same version. They carry a hash that tells damage; with `key`, a MAC
   * (HMAC-SHA-256) that tells forgery as well.
   */
  async snapshot({ key }: { readonly key?: SessionKey } = {}): Promise<Uint8Array<ArrayBuffer>> {
    this.#checkOpen();
    const files = await this.#host.exportFiles();
    const { language } = this;
    return encodeSession({ language, files, ...this.#step.capture() }, key);
  }

  /**
   * Goes back to a snapshot: interpreter, files and fuel used.
   *
   * @throws SandboxError INVALID_SNAPSHOT when the bytes are damaged, forged, without the MAC that
   * `key` asks for, or of another language.
   */
  async restore(snapshot: Uint8Array, { key }: { readonly key?: SessionKey } = {}): Promise<void> {
    this.#checkOpen();
    const { language, files, ...step } = await decodeSession(snapshot, key);
    if (language !== this.language) {
      const message = `Cannot restore the session: the snapshot is of ${language}, not of ${this.language}`;
      throw new SandboxError("INVALID_SNAPSHOT", message);
    }
    try {
      await this.#host.importFiles(files);
    } catch (cause) {
      if (!(cause instanceof RangeError || cause instanceof FsError)) throw cause;
      const message = `Cannot restore the session: its files cannot be unpacked: ${cause.message}`;
      throw new SandboxError("INVALID_SNAPSHOT", message, { cause });
    }
    this.#step.restore(step);
  }

  /**
   * Opens a second session that starts as this one is now, in a sandbox of its own with the same
   * options and a copy of the files. Closing it closes that sandbox.
   */
  async fork(): Promise<GuestSession> {
    this.#checkOpen();
    const step = createStepState(this.#step.capture());
    return new GuestSession(this.language, await this.#host.fork(), { step, ownsHost: true });
  }

  /** Forgets the interpreter. The sandbox stays open, unless it is a fork's own. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#step.restore({ state: undefined, cwd: undefined, fuelUsed: this.fuelUsed, steps: 0 });
    if (this.#ownsHost) await this.#host.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #checkOpen(): void {
    if (this.#isClosed)
      throw new SandboxError("CLOSED", "Cannot use the session: it has been closed");
  }
}
