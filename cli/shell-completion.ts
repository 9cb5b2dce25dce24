/** What the Tab key makes of a line: names of commands, and paths of the sandbox. */
import { FsError, normalizePath } from "../vfs/index.ts";
import type { CommandSandbox } from "./command-io.ts";
import type { Completer } from "./line-source.ts";

/** Makes the completer; `cwd` says where the shell is. */
export function createCompleter(
  sandbox: Pick<CommandSandbox, "fs" | "run">,
  cwd: () => string,
): Completer {
  let commands: Promise<readonly string[]> | undefined;
  return async (line) => {
    // What follows the last space, or what begins another command.
    const [, before = "", word = ""] = /^([\s\S]*?)((?:[^\s;|&<>()=]|\\.)*)$/.exec(line) ?? [];
    const isCommand = /(?:^|[;|&(]|\b(?:do|then|else|sudo|xargs|time)\s)\s*$/.test(before);
    if (!isCommand || word.includes("/")) return [paths(sandbox, cwd(), word), word];
    commands ??= listCommands(sandbox);
    const names = (await commands).filter((name) => name.startsWith(word));
    return [names.map((name) => `${name} `), word];
  };
}

/** Asked of a shell of its own: that of the user must not notice. */
async function listCommands({ run }: Pick<CommandSandbox, "run">): Promise<readonly string[]> {
  const { stdout } = await run({ shell: "compgen -A builtin -A keyword -A command" });
  const names = stdout.split("\n").filter((name) => /^[\w.-]{2,}$/.test(name));
  return [...new Set(names)].sort();
}

function paths({ fs }: Pick<CommandSandbox, "fs">, cwd: string, word: string): readonly string[] {
  const plain = word.replaceAll(/\\(.)/g, "$1");
  const end = plain.lastIndexOf("/") + 1;
  const [start, name] = [plain.slice(0, end), plain.slice(end)];
  try {
    const entries = fs.sync.readdir(normalizePath(start === "" ? "." : start, cwd));
    return entries
      .filter(
        (entry) => entry.name.startsWith(name) && (name !== "" || !entry.name.startsWith(".")),
      )
      .map((entry) => `${escaped(start + entry.name)}${entry.type === "directory" ? "/" : " "}`)
      .sort();
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

function escaped(path: string): string {
  return path.replaceAll(/[\s'"\\$`!*?[\]{}()<>|&;#~]/g, "\\$&");
}
