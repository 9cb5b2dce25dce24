/**
 * Stands in for a shell where a command line is one program with its arguments: words and quotes,
 * nothing else. Whatever else a shell would do is refused, so that nothing is done by half.
 */
import { FsError } from "../vfs/index.ts";
import { refuse } from "./command.ts";
import type { Kernel, SpawnResult } from "./kernel.ts";
import type { FindProgram } from "./programs.ts";

const names: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "/bin/sh",
  "/bin/bash",
  "/usr/bin/sh",
  "/usr/bin/bash",
]);

/** Finds `sh` and `bash`, which run `-c` with one simple command. */
export const findSimpleShell: FindProgram = (name) => (names.has(name) ? runShell : undefined);

/** What a command line is that cannot be run: exit code of a command that is not there. */
const notRun = 127;

function runShell(kernel: Kernel): number {
  const [, option, script] = kernel.args;
  if (option !== "-c" || script === undefined) {
    return refuse({ message: "sh: only -c with one command can be run", exitCode: notRun }, kernel);
  }
  const words = splitWords(script);
  if (typeof words === "string") {
    const message = `sh: cannot run ${JSON.stringify(script)}: it has ${words}, only a command with words and quotes can be run`;
    return refuse({ message, exitCode: notRun }, kernel);
  }
  if (words.length === 0) return 0;
  return runBuiltin(words, kernel) ?? runWords(words, kernel);
}

function runBuiltin(words: readonly string[], kernel: Kernel): number | undefined {
  switch (words[0]) {
    case "true":
    case ":":
      return 0;
    case "false":
      return 1;
    case "exit":
      return Number(words[1] ?? 0) & 0xff;
    case "echo":
      write(kernel, 1, new TextEncoder().encode(`${words.slice(1).join(" ")}\n`));
      return 0;
    default:
      return undefined;
  }
}

function runWords(words: readonly string[], kernel: Kernel): number {
  let result: SpawnResult;
  try {
    result = kernel.spawn(words);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const isMissing = error.code === "ENOENT";
    const reason = isMissing ? "not found" : error.message;
    return refuse(
      { message: `sh: 1: ${words[0]}: ${reason}`, exitCode: isMissing ? notRun : 126 },
      kernel,
    );
  }
  write(kernel, 1, result.stdout);
  write(kernel, 2, result.stderr);
  return result.exitCode;
}

function write({ fds }: Kernel, fd: number, bytes: Uint8Array): void {
  const descriptor = fds.get(fd);
  if (descriptor?.kind === "stream") descriptor.stream.write?.(bytes);
}

/** A piece of a word: quoted in one of two ways, escaped, or plain. */
const piece =
  /'([^']*)'|"((?:[^"\\$`]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\$`|&;<>()*?[\]{}~#!=\n]+|=)/y;

/** The words of a command line, or what it has that makes it more than that. */
function splitWords(script: string): readonly string[] | string {
  const words: string[] = [];
  let word: string | undefined;
  const line = script.trim();
  for (let position = 0; position < line.length; ) {
    const space = line[position] ?? "";
    if (space === " " || space === "\t") {
      if (word !== undefined) words.push(word);
      word = undefined;
      position += 1;
      continue;
    }
    piece.lastIndex = position;
    const found = piece.exec(line);
    if (found === null) return space === "\n" ? "several lines" : JSON.stringify(space);
    const [all, single, double, escaped, plain] = found;
    // A name and a value before a command set a variable.
    if (plain === "=" && words.length === 0) return '"="';
    word =
      (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? plain ?? "");
    position += all.length;
  }
  return word === undefined ? words : [...words, word];
}
