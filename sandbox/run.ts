/** One run from its checked options to its result. */
import type { Profile } from "../runtime/index.ts";
import { FsError, type Snapshot, type SyncFileSystem } from "../vfs/index.ts";
import type { WatchedEnd } from "../worker/guest-worker.ts";
import {
  invalidStateCode,
  type Language,
  type Program,
  type RunRequest,
} from "../worker/protocol.ts";
import { analyzeFuel } from "./fuel-analysis.ts";
import type { StepResult } from "./guest-session.ts";
import { appDirectory, ensureDirectories, restoreDirectories } from "./guest-tree.ts";
import { findGuidance } from "./guidance.ts";
import { mentionedLanguages } from "./mentioned-languages.ts";
import type { Mount } from "./options.ts";
import { createOutputCollector, type OutputCollector } from "./output-collector.ts";
import { addSources } from "./profile-sources.ts";
import { loadProgram, type ReadUrl } from "./program.ts";
import type { FileChanges, RunResult } from "./result.ts";
import { writeRunLogs } from "./run-logs.ts";
import type { CheckedRun } from "./run-options.ts";
import { SandboxError } from "./sandbox-error.ts";
import { neverStarted, type Session } from "./session.ts";
import type { StepData, StepState } from "./step-state.ts";
import type { ToolCall } from "./tool-types.ts";
import { createToolAnswerer, type Tools, toolInfos } from "./tools.ts";
import { createUsageListener, type UsageListener } from "./usage-listener.ts";

/** What a run works with. */
export interface RunContext {
  readonly fs: SyncFileSystem;
  readonly session: Session;
  readonly mounts: readonly Mount[];
  readonly tools: Tools;
  /** The languages besides the program's own in which it can start others. */
  readonly languages: readonly Language[];
  readonly readUrl: ReadUrl;
  /** Aborting it ends the run as `cancelled`. */
  readonly closing: AbortSignal;
  /** Whether the output is kept among the files. */
  readonly keepsLogs: boolean;
  /** Makes the run a step of a session. */
  readonly step?: StepState;
}

/** The cost model that fuel is counted by. */
const fuelProfile = "wasmtime-49";

/** Runs a guest to its end. Rejects when the program cannot be had, or when the host's own parts fail. */
export async function performRun(run: CheckedRun, context: RunContext): Promise<StepResult> {
  const { fs, session, mounts, tools } = context;
  const step = context.step?.begin();
  const program = nameStep(await loadProgram(run.source, fs, context.readUrl), step);
  const languages = [...new Set([...context.languages, ...mentionedLanguages(program, step)])];
  const stdout = createOutputCollector(run.limits.stdoutBytes, run.onStdout);
  const stderr = createOutputCollector(run.limits.stderrBytes, run.onStderr);
  const usage = createUsageListener(run.onUsage);
  const signal = run.signal ? AbortSignal.any([run.signal, context.closing]) : context.closing;
  const calls: ToolCall[] = [];
  const over = new AbortController();
  const options = { signal: over.signal, maxCalls: run.limits.toolCalls, calls };
  const answerTool = tools.size === 0 ? undefined : createToolAnswerer(tools, options);
  const request: RunRequest = {
    program,
    args: [run.source.name, ...run.args],
    env: run.env,
    stdin: run.stdin,
    limits: run.limits,
    ...(run.cwd === undefined ? {} : { cwd: findDirectory(fs, run.cwd) }),
    ...(run.seed === undefined ? {} : { seed: run.seed }),
    ...(answerTool && { tools: toolInfos(tools) }),
    ...(run.allowedCommands && { allowedCommands: run.allowedCommands }),
    ...(languages.length === 0 ? {} : { languages }),
    ...(run.profile && { profile: true }),
    ...(step && { step: { state: step.state, cwd: step.cwd } }),
    ...(usage && { tellsUsage: true }),
  };
  const watch = { timeoutMs: run.limits.timeoutMs, signal, ...(answerTool && { answerTool }) };
  const before = fs.snapshot();
  const start = performance.now();
  const ended = signal.aborted
    ? neverStarted
    : await session.run(request, watch, { stdout, stderr, usage }).finally(() => over.abort());
  const durationMs = performance.now() - start;
  if (run.atomic && !isOk(ended)) {
    fs.restore(before);
    session.invalidate();
  }
  const logs = context.keepsLogs
    ? writeRunLogs(fs, { stdout: stdout.text(), stderr: stderr.text() })
    : undefined;
  const files = changesSince(fs, before);
  if (step === undefined) restoreDirectories(fs);
  else ensureDirectories(fs);
  if (ended.stateLost) session.prepare();
  for (const mount of mounts) await mount.flush?.(fs, files);
  throwFailure(stdout, stderr, usage);
  throwInvalidState(ended);
  const toolCalls = answerTool && calls;
  const profile = ended.profile && addSources(ended.profile, program, fs);
  const output = { stdout, stderr, logs };
  const result = createResult(run, ended, { ...output, files, durationMs, toolCalls, profile });
  if (context.step === undefined) return result;
  const isKept = context.step.end(ended.fuelUsed, ended.step);
  return { ...result, ...(isKept ? stepValue(ended) : { rolledBack: true }) };
}

/** Throws `FsError` when it is not there, or no directory. */
function findDirectory(fs: SyncFileSystem, path: string): string {
  const target = fs.realpath(path);
  if (fs.stat(target).type !== "directory") throw new FsError("ENOTDIR", "chdir", path);
  return target;
}

/** Names the code of a step for error messages: it is no file. */
function nameStep(program: Program, step: StepData | undefined): Program {
  if (step === undefined || program.kind === "wasm" || program.kind === "shell") return program;
  const path = program.kind === "python" ? `<step ${step.steps}>` : `/app/step-${step.steps}.js`;
  return { ...program, path };
}

/** The value of a step; it is JSON that the guest has made. */
function stepValue({ step }: WatchedEnd): { readonly value?: unknown } {
  if (step?.value === undefined) return {};
  try {
    return { value: JSON.parse(step.value) as unknown };
  } catch {
    return {};
  }
}

function throwInvalidState({ end }: WatchedEnd): void {
  if (end.error?.code !== invalidStateCode) return;
  throw new SandboxError("INVALID_SNAPSHOT", `Cannot go on with the session: ${end.error.message}`);
}

interface Aftermath {
  readonly stdout: OutputCollector;
  readonly stderr: OutputCollector;
  readonly files: FileChanges;
  readonly durationMs: number;
  readonly toolCalls: readonly ToolCall[] | undefined;
  readonly logs: string | undefined;
  readonly profile: Profile | undefined;
}

function createResult(run: CheckedRun, ended: WatchedEnd, after: Aftermath): RunResult {
  const { limits } = run;
  const { outcome, exitCode, memoryPeakBytes, error } = ended.end;
  const guidance = isOk(ended) ? undefined : findGuidance({ outcome, error });
  return {
    outcome,
    ok: isOk(ended),
    exitCode,
    stdout: after.stdout.text(),
    stderr: after.stderr.text(),
    stdoutTruncated: ended.dropped.stdout > 0,
    stderrTruncated: ended.dropped.stderr > 0,
    fuel: { used: ended.fuelUsed, limit: limits.fuel, profile: fuelProfile },
    fuelAnalysis: analyzeFuel(ended.fuelUsed, limits.fuel, outcome === "out-of-fuel"),
    memory: { peakBytes: memoryPeakBytes, limitBytes: limits.memoryBytes },
    durationMs: after.durationMs,
    files: after.files,
    ...(after.logs === undefined ? {} : { logs: after.logs }),
    ...(after.toolCalls === undefined ? {} : { toolCalls: after.toolCalls }),
    ...(after.profile === undefined ? {} : { profile: after.profile }),
    ...(ended.stateLost ? { stateLost: true } : {}),
    ...(error === undefined ? {} : { error }),
    ...(guidance === undefined ? {} : { guidance }),
  };
}

function isOk({ end }: WatchedEnd): boolean {
  return end.outcome === "exited" && end.exitCode === 0;
}

function changesSince(fs: SyncFileSystem, before: Snapshot): FileChanges {
  const { created, modified, deleted } = fs.diff(before, fs.snapshot());
  const own = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => path.startsWith(`${appDirectory}/`));
  return { created: own(created), modified: own(modified), deleted: own(deleted) };
}

/** What a taker of output, or of usage, threw is the host's own failure. */
function throwFailure(...takers: readonly (OutputCollector | UsageListener | undefined)[]): void {
  for (const taker of takers) if (taker?.failure !== undefined) throw taker.failure.error;
}
