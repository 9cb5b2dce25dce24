/** `fuelbox shell`: a shell to talk to, line by line. */
import type { GuestSession, StepResult } from "../sandbox/guest-session.ts";
import { hostDirectoryMounts } from "../vfs/providers/host-directory-node.ts";
import type { CommandIo } from "./command-io.ts";
import { openLineSource } from "./line-source.ts";
import { isOpenEnded } from "./open-ended.ts";
import type { ShellCommand } from "./shell-command.ts";
import { createCompleter } from "./shell-completion.ts";
import { readHistory, writeHistory } from "./shell-history.ts";

/** Runs lines until `exit` or their end, and answers with the exit code. */
export async function shell(options: ShellCommand, io: CommandIo): Promise<number> {
  const warn = (message: string) => io.stderr.write(`fuelbox: Warning: ${message}\n`);
  const history = options.history === undefined ? [] : readHistory(options.history);
  const mounts = options.mounts.map((mount) => ({ ...mount, onWarning: warn }));
  const sandbox = await io.openSandbox({
    mounts: [hostDirectoryMounts(mounts, () => {})],
    env: options.env,
    onProgress: (message) => io.stderr.write(`fuelbox: ${message}\n`),
  });
  try {
    await using session = await sandbox.session("shell");
    const place = { cwd: "/app" };
    using lines = openLineSource(io, {
      history,
      complete: createCompleter(sandbox, () => place.cwd),
    });
    const status = await converse(session, { lines, io, options, place });
    if (options.history !== undefined) writeHistory(options.history, lines.history);
    return status;
  } finally {
    await sandbox.close();
  }
}

interface Conversation {
  readonly lines: ReturnType<typeof openLineSource>;
  readonly io: CommandIo;
  readonly options: ShellCommand;
  /** Where the shell is. */
  readonly place: { cwd: string };
}

async function converse(session: GuestSession, conversation: Conversation): Promise<number> {
  const { lines, place } = conversation;
  let status = 0;
  let pending = "";
  for (;;) {
    const line = await lines.next(pending === "" ? `${place.cwd}$ ` : "> ");
    if (line.kind === "interrupt") {
      pending = "";
      status = 130;
      continue;
    }
    const isEnd = line.kind === "end";
    if (isEnd && pending === "") return status;
    const code = line.kind === "line" ? pending + line.text : pending;
    if (!isEnd && isOpenEnded(code)) {
      pending = `${code}\n`;
      continue;
    }
    const { result, exited, unfinished } = await runLine(session, code, isEnd, conversation);
    pending = unfinished && !isEnd ? `${code}\n` : "";
    if (pending !== "") continue;
    status = result.exitCode;
    if (exited || isEnd) return status;
  }
}

interface LineEnd {
  readonly result: StepResult;
  readonly exited: boolean;
  readonly unfinished: boolean;
}

/** What the shell says of a command that ends too early; the rest of it may be still to come. */
const complaint = /^bash: .*(?:syntax error|unexpected)/;

async function runLine(
  session: GuestSession,
  code: string,
  isLast: boolean,
  { io, lines, options, place }: Conversation,
): Promise<LineEnd> {
  const cancel = new AbortController();
  const stops = [io.onInterrupt(() => cancel.abort()), lines.onInterrupt(() => cancel.abort())];
  let held = "";
  try {
    const result = await session.run(code, {
      limits: options.limits,
      signal: cancel.signal,
      onStdout: (chunk) => io.stdout.write(chunk),
      onStderr: (chunk) => {
        const text = new TextDecoder().decode(chunk);
        if (complaint.test(text)) held += text;
        else io.stderr.write(chunk);
      },
    });
    const { cwd, exited, unfinished } = readValue(result.value);
    if (cwd !== undefined) place.cwd = cwd;
    if (!unfinished || isLast) io.stderr.write(held);
    if (result.rolledBack === true && result.outcome !== "exited") {
      const what = result.outcome.replaceAll("-", " ");
      io.stderr.write(`fuelbox: ${what}: the shell is as it was before this command\n`);
    }
    return { result, exited, unfinished };
  } finally {
    for (const stop of stops) stop();
  }
}

function readValue(value: unknown): { cwd?: string; exited: boolean; unfinished: boolean } {
  if (typeof value !== "object" || value === null) return { exited: false, unfinished: false };
  const read = (name: string): unknown => Reflect.get(value, name);
  const cwd = read("cwd");
  return {
    ...(typeof cwd === "string" ? { cwd } : {}),
    exited: read("exited") === true,
    unfinished: read("unfinished") === true,
  };
}
