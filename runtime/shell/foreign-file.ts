/** Files that a shell is to run but that are no scripts of its own. */
import { baseName, FsError } from "../../vfs/index.ts";
import type { Kernel } from "../kernel.ts";
import { toLatin1 } from "../latin1.ts";
import { readShebang } from "../shebang.ts";
import { decodeText } from "./byte-text.ts";
import type { CommandContext, CommandResult, InterpreterHost } from "./interpreter.ts";
import { fromLatin1 } from "./latin1.ts";
import type { SyncPromises } from "./sync-promise.ts";

const shells: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "zsh"]);
const moduleMagic = "\0asm";

/** Makes what runs such files: modules, and scripts that name another interpreter. */
export function runForeignFile(kernel: Kernel, promises: SyncPromises): InterpreterHost["runFile"] {
  return ({ state }, path, args, stdin) => {
    if (!isForeign(kernel, path)) return undefined;
    const exported: Record<string, string> = {};
    for (const name of state.exportedVars) {
      const value = state.env.get(name);
      if (value !== undefined) exported[name] = value;
    }
    const { groupStdin } = state;
    const isShared = stdin === "" && typeof groupStdin === "object";
    if (isShared) groupStdin.release();
    const given = stdin === "" && typeof groupStdin === "string" ? groupStdin : stdin;
    const place = {
      cwd: state.cwd,
      exportedEnv: exported,
      stdin: isShared ? undefined : given,
    };
    return promises.resolve(spawnProgram(kernel, [path, ...args], place));
  };
}

/** What a program is started with. */
interface ProgramPlace extends Pick<CommandContext, "cwd" | "exportedEnv"> {
  /** Characters that each stand for a byte; undefined for what is left of the shell's. */
  readonly stdin: string | undefined;
}

/** Runs a program of the sandbox as a command. */
export function spawnProgram(
  kernel: Kernel,
  argv: readonly string[],
  { cwd, exportedEnv: env, stdin }: ProgramPlace,
): CommandResult {
  try {
    const { stdout, stderr, exitCode } = kernel.spawn(argv, {
      cwd,
      env,
      ...(stdin !== undefined && { stdin: fromLatin1(stdin) }),
    });
    return { stdout: toLatin1(stdout), stdoutKind: "bytes", stderr: decodeText(stderr), exitCode };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return refusal(argv[0] ?? "", error);
  }
}

function refusal(name: string, { code }: FsError): CommandResult {
  const reasons: Partial<Record<FsError["code"], readonly [string, number]>> = {
    EACCES: ["command not allowed", 126],
    EAGAIN: ["too many programs have started each other", 126],
    ENOEXEC: ["cannot execute binary file: Exec format error", 126],
  };
  const [reason, exitCode] = reasons[code] ?? ["command not found", 127];
  return { stdout: "", stderr: `bash: ${name}: ${reason}\n`, exitCode };
}

function isForeign(kernel: Kernel, path: string): boolean {
  const script = readShebang(kernel, path);
  if (script !== undefined) return !shells.has(baseName(script.interpreter));
  const file = kernel.fs.open(path, { read: true });
  try {
    const start = new Uint8Array(moduleMagic.length);
    return kernel.fs.read(file, start) === start.length && toLatin1(start) === moduleMagic;
  } finally {
    kernel.fs.close(file);
  }
}
