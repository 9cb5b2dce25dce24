/** Runs the terminal's commands in one session of the shell, which keeps its directory and variables. */
import type { GuestSession, Sandbox } from "fuelbox";
import type { Home } from "./home.ts";
import type { Runner } from "./runner.ts";
import type { CommandEnd, RunCommand } from "./terminal.ts";

/** Makes a function that runs commands. `onEnd` hears what has been done, when files may be others. */
export function createShellCommands(
  home: Home,
  runner: Runner,
  onEnd: (commands: string) => void,
): RunCommand {
  let opening: Promise<GuestSession> | undefined;
  let opener: Sandbox | undefined;
  let cwd = "/app";
  return async (commands, onOutput): Promise<CommandEnd> => {
    const isNew = opening === undefined || opener !== home.sandbox;
    if (opening === undefined || opener !== home.sandbox) {
      opener = home.sandbox;
      opening = opener.session("shell");
    }
    const session = await opening;
    const complaints: Uint8Array[] = [];
    const onStderr = (chunk: Uint8Array): void => {
      if (isComplaint(chunk)) complaints.push(chunk);
      else onOutput(chunk);
    };
    const { result } = await runner.run(async (controls) => {
      // The prompt still names the directory that another sandbox's shell was in.
      if (isNew && cwd !== "/app") await session.run(`cd '${cwd.replaceAll("'", "'\\''")}'`);
      return session.run(commands, { ...controls, onStdout: onOutput, onStderr });
    });
    const { outcome, value } = result;
    cwd = textOf(value, "cwd") ?? cwd;
    const isUnfinished = memberOf(value, "unfinished") === true;
    if (!isUnfinished) complaints.forEach(onOutput);
    onEnd(commands);
    const note = outcome === "exited" ? undefined : `[${outcome.replaceAll("-", " ")}]`;
    return { cwd, isUnfinished, note };
  };
}

/** Whether the shell could not read the commands: that is nothing to say while they lack their end. */
function isComplaint(chunk: Uint8Array): boolean {
  return new TextDecoder().decode(chunk.subarray(0, 100)).includes("syntax error");
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : undefined;
}
