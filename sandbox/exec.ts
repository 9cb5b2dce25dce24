/** `exec`: one command line for the shell, as agents give it. */
import { checkInteger, checkOptions, checkString } from "./check.ts";
import type { RunResult } from "./result.ts";
import type { RunOptions } from "./run-options.ts";

/** What a command line is run with. */
export interface ExecOptions
  extends Pick<
    RunOptions,
    | "cwd"
    | "stdin"
    | "env"
    | "limits"
    | "onStdout"
    | "onStderr"
    | "onUsage"
    | "signal"
    | "deterministic"
    | "atomic"
    | "profile"
    | "allowedCommands"
  > {
  /** Wall time in milliseconds; the same as in `limits`. */
  readonly timeoutMs?: number;
  /** The longest that `stdout` and `stderr` of the result may be, in characters; what is cut is said. */
  readonly maxOutputLength?: number;
}

const known = [
  ...["cwd", "stdin", "env", "limits", "onStdout", "onStderr", "onUsage", "signal"],
  ...["deterministic", "atomic", "profile", "allowedCommands", "timeoutMs", "maxOutputLength"],
];

/** The options of the run that a command line is. Throws TypeError or RangeError that names the option. */
export function execRunOptions(command: string, options: ExecOptions): RunOptions {
  checkString(command, "command");
  checkOptions(options, "exec options", known);
  const { timeoutMs, maxOutputLength, ...others } = options;
  checkMaxLength(maxOutputLength);
  const limits = timeoutMs === undefined ? others.limits : { ...others.limits, timeoutMs };
  return { ...others, shell: command, ...(limits === undefined ? {} : { limits }) };
}

/** Room for the notice about what was cut, in characters. */
const noticeLength = 50;

/** Cuts the output of `result` to `maxOutputLength`. */
export function cutOutput(result: RunResult, { maxOutputLength }: ExecOptions): RunResult {
  const max = checkMaxLength(maxOutputLength);
  const { stdout, stderr } = result;
  return {
    ...result,
    stdout: cut(stdout, max),
    stderr: cut(stderr, max),
    stdoutTruncated: result.stdoutTruncated || stdout.length > max,
    stderrTruncated: result.stderrTruncated || stderr.length > max,
  };
}

function checkMaxLength(value: unknown): number {
  const max = Number.MAX_SAFE_INTEGER;
  return checkInteger(value, "maxOutputLength", { fallback: max, min: noticeLength, max });
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = max - noticeLength;
  const notice = `Full output was ${text.length} characters, showing first ${kept}`;
  return `${text.slice(0, kept)}\n\n... [Output truncated. ${notice}]`;
}
