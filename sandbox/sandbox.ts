/** A sandbox: files, and a worker in which guests run on them. */
import { type BoundUtilities, bindUtilities } from "../utils-lib/index.ts";
import {
  createFileSystem,
  createFileSystemFacade,
  exportTar,
  type FileSystem,
  type SyncFileSystem,
} from "../vfs/index.ts";
import type { Capabilities } from "./capabilities.ts";
import { show } from "./check.ts";
import { describeSandbox } from "./describe.ts";
import { cutOutput, type ExecOptions, execRunOptions } from "./exec.ts";
import { guardFileSystem } from "./guarded-file-system.ts";
import { GuestSession, type SessionHost, type SessionLanguage } from "./guest-session.ts";
import { appDirectory, replaceApp, restoreDirectories } from "./guest-tree.ts";
import { HostCommands } from "./host-command-list.ts";
import type { HostCommand, HostCommandOptions } from "./host-commands.ts";
import type { CheckedOptions } from "./options.ts";
import { notKept, takeUp } from "./persistence/take-up.ts";
import type { TreeKeeper } from "./persistence/tree-keeper.ts";
import type { Platform } from "./platform.ts";
import { createQueue, type Queue } from "./queue.ts";
import type { RunResult } from "./result.ts";
import { performRun } from "./run.ts";
import { checkRunOptions, type RunOptions } from "./run-options.ts";
import { SandboxError } from "./sandbox-error.ts";
import { Session } from "./session.ts";
import type { StepState } from "./step-state.ts";

/** Runs guests, one at a time, in the order of the calls. `openSandbox` opens one; close it after use. */
export class Sandbox implements AsyncDisposable {
  /** The files that guests see. Reads answer at once; writes wait for a running guest. */
  readonly fs: FileSystem;
  /** The utilities that guests have, on the same files. */
  readonly utils: BoundUtilities;
  /**
   * What this sandbox can do in this process or page, and why it cannot do the rest. Where HTTP
   * headers would change that they are named.
   *
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * await using sandbox = await openSandbox({ sharedMemory: false });
   * const { hostDirectories, pythonTools } = sandbox.capabilities;
   * assert.deepEqual(hostDirectories, { available: true });
   * const reason = 'the option "sharedMemory" is false';
   * assert.deepEqual(pythonTools, { available: false, reason });
   * ```
   */
  readonly capabilities: Capabilities;
  readonly #tree: SyncFileSystem;
  readonly #session: Session;
  readonly #options: CheckedOptions;
  readonly #platform: Platform;
  readonly #queue: Queue = createQueue();
  readonly #closing = new AbortController();
  readonly #commands: HostCommands;
  readonly #keeper: TreeKeeper | undefined;
  #isRunning = false;
  #closed: Promise<void> | undefined;

  constructor(options: CheckedOptions, platform: Platform) {
    this.#options = options;
    this.#platform = platform;
    this.#commands = new HostCommands(options);
    this.capabilities = platform.capabilities;
    this.#tree = createFileSystem(options.tree).sync;
    this.#keeper = platform.kept && takeUp(this.#tree, platform.kept);
    restoreDirectories(this.#tree);
    this.#session = new Session({
      fs: this.#tree,
      keeper: this.#keeper,
      limits: options.tree,
      spawn: platform.spawn,
      packages: (platform.packages ?? []).map(({ name, version, sha256, bytes }) => ({
        name: `${name} ${version}`,
        sha256,
        bytes,
      })),
    });
    const guarded = guardFileSystem(this.#tree, () => this.#isRunning);
    this.fs = createFileSystemFacade(guarded, { beforeWrite: () => this.#turn() });
    this.utils = bindUtilities(
      () => ({ fs: guarded, cwd: appDirectory, root: appDirectory, charge: () => {} }),
      async (work, writes) => {
        if (writes) await this.#turn();
        this.#checkOpen();
        return work();
      },
    );
  }

  /** Places files and mounts, and starts the worker. */
  async open(): Promise<void> {
    const { files, mounts } = this.#options;
    const isNew = (this.#platform.kept?.kept.length ?? 0) === 0;
    if (isNew) for (const [path, content] of files) await this.fs.writeFile(path, content);
    for (const mount of mounts) await mount.load(this.#tree);
    this.#session.prepare();
  }

  /**
   * Runs a program to its end. Whatever the program does, the result says it.
   *
   * @throws TypeError or RangeError for wrong options; `FsError` ENOENT when the program's guest
   * path has no file; `SandboxError` CLOSED, WORKER_LOST or ENGINE_MISSING.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * const sandbox = await openSandbox({ files: { "/app/name.txt": "Ada" } });
   * const result = await sandbox.run({
   *   javascript: `
   *     import { readFileSync } from "node:fs";
   *     console.log("Hello, " + readFileSync("/app/name.txt", "utf8"));
   *   `,
   * });
   * assert.equal(result.stdout, "Hello, Ada\n");
   * await sandbox.close();
   * ```
   */
  run(options: RunOptions): Promise<RunResult> {
    return this.#run(options);
  }

  /**
   * Runs a command line, or a script of many lines, in the shell: with pipes, redirections, loops
   * and functions, the utilities as commands, and `python3` and `node` where the text mentions them.
   * Each call starts anew; files stay.
   *
   * @throws TypeError or RangeError for wrong options; `FsError` when `cwd` is no directory;
   * `SandboxError` as `run`.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * await using sandbox = await openSandbox({ files: { "/app/a.txt": "b\na\nb\n" } });
   * const { stdout, exitCode } = await sandbox.exec("sort a.txt | uniq -c | sort -rn | head -1");
   * assert.equal(stdout, "      2 b\n");
   * assert.equal(exitCode, 0);
   * ```
   */
  async exec(command: string, options: ExecOptions = {}): Promise<RunResult> {
    return cutOutput(await this.#run(execRunOptions(command, options)), options);
  }

  /**
   * Gives the shell a command that the host answers: `execute` gets its arguments, stdin, directory
   * and variables, and answers what it writes. It is there from the next run on, also when it takes
   * the place of a command of the shell. Calling it needs shared memory, and counts as a call of a tool.
   *
   * @throws TypeError or RangeError for a wrong name or function, or the name of a tool.
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * await using sandbox = await openSandbox();
   * sandbox.registerCommand("greet", async ({ args }) => `Hello, ${args[0]}\n`);
   * const { stdout } = await sandbox.exec("greet Ada | tr a-z A-Z");
   * assert.equal(stdout, "HELLO, ADA\n");
   * ```
   */
  registerCommand(name: string, execute: HostCommand, options: HostCommandOptions = {}): void {
    this.#commands.register(name, execute, options);
  }

  /**
   * Opens a session: programs that run one after another in one interpreter, which keeps its
   * variables, functions and modules between them. Each of a sandbox's sessions has its own; the
   * files are the sandbox's.
   *
   * @throws TypeError when the language has no sessions; `SandboxError` CLOSED.
   */
  async session(language: SessionLanguage): Promise<GuestSession> {
    this.#checkOpen();
    if (language !== "javascript" && language !== "python" && language !== "shell") {
      throw new TypeError(
        `Cannot open a session: language must be "javascript", "python" or "shell", got ${show(language)}`,
      );
    }
    return new GuestSession(language, this.#sessionHost());
  }

  #sessionHost(): SessionHost {
    return {
      fs: this.fs,
      run: (options, step) => this.#run(options, step),
      exportFiles: async () => {
        await this.#turn();
        return exportTar(this.#tree, { path: appDirectory });
      },
      importFiles: async (tar) => {
        await this.#turn();
        replaceApp(this.#tree, tar);
        this.#session.invalidate();
      },
      fork: async () => {
        await this.#turn();
        // What mounts have brought in is among the files; writing it back stays with this sandbox.
        const platform = { ...this.#platform, kept: undefined };
        const copy = new Sandbox({ ...this.#options, files: [], mounts: [] }, platform);
        copy.#commands.takeFrom(this.#commands);
        replaceApp(copy.#tree, exportTar(this.#tree, { path: appDirectory }));
        await copy.open();
        return copy.#sessionHost();
      },
      close: () => this.close(),
    };
  }

  async #run(options: RunOptions, step?: StepState): Promise<RunResult> {
    this.#checkOpen();
    const run = checkRunOptions(options, this.#options);
    return this.#queue.add(async () => {
      this.#checkOpen();
      this.#isRunning = true;
      try {
        const result = await performRun(run, {
          fs: this.#tree,
          session: this.#session,
          mounts: this.#options.mounts,
          tools: this.#commands.withTools(),
          languages: this.#options.programs,
          keepsLogs: this.#options.policy.preserve_logs === true,
          readUrl: this.#platform.readUrl,
          closing: this.#closing.signal,
          ...(step && { step }),
        });
        return { ...result, ...(await notKept(this.#keeper)) };
      } finally {
        this.#isRunning = false;
      }
    });
  }

  /**
   * One page for a language model that is to write programs for this sandbox: guests, limits and
   * utilities, in fewer than 1,500 tokens.
   *
   * @example
   * ```ts
   * import assert from "node:assert/strict";
   * import { openSandbox } from "fuelbox";
   *
   * const sandbox = await openSandbox({ limits: { timeoutMs: 5_000 } });
   * assert.match(sandbox.describe(), / 5 s, /);
   * await sandbox.close();
   * ```
   */
  describe(): string {
    return describeSandbox(this.#options.limits, this.#platform.packages);
  }

  /**
   * Resolves when every change so far is kept, where the sandbox was opened with `persist`; at once
   * elsewhere. Runs wait for it by themselves.
   *
   * @throws SandboxError PERSIST_QUOTA or PERSIST_UNAVAILABLE.
   */
  async kept(): Promise<void> {
    await this.#keeper?.kept();
  }

  /** Ends a running guest as `cancelled`, refuses those that wait, and ends the worker. Files stay readable. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#session.retire();
    this.#closing.abort();
    await this.#queue.add(() => this.#session.close());
    await this.#keeper?.close();
  }

  async #turn(): Promise<void> {
    this.#checkOpen();
    await this.#queue.turn();
    this.#checkOpen();
  }

  #checkOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new SandboxError("CLOSED", "Cannot use the sandbox: it has been closed");
  }
}
