/** `sed`: edits lines as a script says. */
import { cost } from "../../../utils-lib/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import { type CommandCall, contentOf, linesOf, type OwnCommand, textOf } from "./command-call.ts";
import { OptionProblem } from "./options.ts";
import { SedMachine } from "./sed-machine.ts";
import { parseSedScript } from "./sed-parser.ts";
import { SedProblem } from "./sed-substitute.ts";

/** The command. */
export const sed: OwnCommand = {
  name: "sed",
  help: `Usage: sed [-nErsuz] [-i[SUFFIX]] [-e SCRIPT]... [-f FILE]... [SCRIPT] [FILE]...
Edit lines as a script says. Expressions have no backreferences; the commands e, R, W and v are not there.`,
  run(call) {
    const options = readArguments(call);
    const script = parseSedScript(
      options.script,
      options.isExtended ? extended(call) : basic(call),
    );
    const files = new Map<string, string>();
    const machine = new SedMachine({
      script,
      prints: !options.isQuiet,
      lineEnd: options.lineEnd,
      charge: call.charge,
      readFile: (name) => readQuietly(call, name),
      writeFile(name, text) {
        if (name === "/dev/stdout") call.writeText(text);
        else if (name === "/dev/stderr") call.say(text);
        else {
          call.charge(text.length * cost.resultByte);
          files.set(name, (files.get(name) ?? "") + text);
        }
      },
    });
    for (const { action } of script) {
      const name =
        action.kind === "substitute"
          ? action.file
          : action.kind === "file" && action.how === "w"
            ? action.name
            : undefined;
      if (name !== undefined && !name.startsWith("/dev/std")) files.set(name, "");
    }
    try {
      return edit(call, machine, options);
    } catch (error) {
      if (!(error instanceof SedProblem)) throw error;
      call.complain(error.message, 4);
      return undefined;
    } finally {
      for (const [name, text] of files) {
        call.charge(cost.change + text.length * cost.copiedByte);
        call.fs.writeFile(call.path(name), fromLatin1(contentOf(text)));
      }
    }
  },
};

function basic({ charge }: CommandCall) {
  return { isExtended: false, charge };
}

function extended({ charge }: CommandCall) {
  return { isExtended: true, charge };
}

interface SedArguments {
  readonly script: string;
  readonly files: readonly string[];
  readonly isQuiet: boolean;
  readonly isExtended: boolean;
  readonly isSeparate: boolean;
  readonly lineEnd: string;
  /** What a copy's name ends with; undefined when files are not changed. */
  readonly suffix: string | undefined;
}

const longNames: Readonly<Record<string, string>> = {
  quiet: "n",
  silent: "n",
  "regexp-extended": "E",
  separate: "s",
  "null-data": "z",
  unbuffered: "u",
  posix: "u",
  debug: "u",
  sandbox: "u",
  expression: "e",
  file: "f",
  "in-place": "i",
};

/** `-i` has a value that is glued to it or is none, so that no other reader does. */
function readArguments(call: CommandCall): SedArguments {
  const scripts: string[] = [];
  const operands: string[] = [];
  const flags = new Set<string>();
  let suffix: string | undefined;
  const words = [...call.args];
  const set = (letter: string, value: string | undefined): void => {
    if (letter === "i") suffix = value ?? "";
    else if (letter === "e" || letter === "f") {
      const given = value ?? words.shift();
      if (given === undefined)
        throw new OptionProblem(`option requires an argument -- '${letter}'`);
      scripts.push(letter === "e" ? given : textOf(call.read(given)).replace(/\n$/, ""));
    } else if ("nrEsuz".includes(letter)) flags.add(letter);
    else throw new OptionProblem(`invalid option -- '${letter}'`);
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--") {
      operands.push(...words.splice(0));
    } else if (word.startsWith("--")) {
      const [, name = "", value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
      const letter = Object.hasOwn(longNames, name) ? longNames[name] : undefined;
      if (letter === undefined) throw new OptionProblem(`unrecognized option '${word}'`);
      set(letter, value);
    } else if (word.startsWith("-") && word !== "-") {
      for (let index = 1; index < word.length; index += 1) {
        const letter = word.charAt(index);
        const rest = word.slice(index + 1);
        if ("ief".includes(letter)) {
          set(letter, rest === "" ? undefined : rest);
          break;
        }
        set(letter, undefined);
      }
    } else operands.push(word);
  }
  if (scripts.length === 0) {
    const script = operands.shift();
    if (script === undefined) throw new OptionProblem("no script was given");
    scripts.push(script);
  }
  return {
    script: scripts.join("\n"),
    files: operands,
    isQuiet: flags.has("n") || /^#n\n/.test(scripts[0] ?? ""),
    isExtended: flags.has("E") || flags.has("r"),
    isSeparate: flags.has("s") || suffix !== undefined,
    lineEnd: flags.has("z") ? "\0" : "\n",
    suffix,
  };
}

function readQuietly(call: CommandCall, name: string): string {
  try {
    return textOf(call.read(name));
  } catch (error) {
    errorText(error);
    return "";
  }
}

interface Source {
  readonly name: string;
  readonly content: string;
}

function edit(call: CommandCall, machine: SedMachine, options: SedArguments): number | undefined {
  const { files, isSeparate, lineEnd, suffix } = options;
  const sources = (files.length === 0 ? ["-"] : files).flatMap((name): readonly Source[] => {
    try {
      return [{ name, content: call.read(name) }];
    } catch (error) {
      const reason = errorText(error);
      if (reason === "Is a directory")
        call.complain(`couldn't edit ${name}: not a regular file`, 4);
      else call.complain(`can't read ${name}: ${reason}`, 2);
      return [];
    }
  });
  if (!isSeparate) {
    const content = sources.map((source) => whole(source.content, lineEnd)).join("");
    const last = sources.at(-1)?.content ?? "";
    const input = inputOf(content, lineEnd, last);
    return machine.run({
      ...input,
      name: sources[0]?.name ?? "-",
      write: (text) => call.writeText(text),
    });
  }
  for (const { name, content } of sources) {
    machine.restart();
    const pieces: string[] = [];
    const write =
      suffix === undefined
        ? (text: string) => call.writeText(text)
        : (text: string) => {
            call.charge(text.length * cost.resultByte);
            pieces.push(text);
          };
    const exitCode = machine.run({ ...inputOf(content, lineEnd, content), name, write });
    if (suffix !== undefined) replace(call, name, { content, suffix, text: pieces.join("") });
    if (exitCode !== undefined) return exitCode;
  }
  return undefined;
}

/** Files follow each other line by line. */
function whole(content: string, lineEnd: string): string {
  return content === "" || content.endsWith(lineEnd) ? content : content + lineEnd;
}

function inputOf(content: string, lineEnd: string, last: string) {
  const lines = linesOf(textOf(content), lineEnd);
  return { lines, isWhole: last === "" || last.endsWith(lineEnd) };
}

/** Writes a changed file, and its copy. What `q` has left unread is gone. */
function replace(
  call: CommandCall,
  name: string,
  {
    content,
    suffix,
    text,
  }: { readonly content: string; readonly suffix: string; readonly text: string },
): void {
  const path = call.path(name);
  call.charge(cost.change + (content.length + text.length) * cost.copiedByte);
  if (suffix !== "") {
    const own = name.slice(name.lastIndexOf("/") + 1);
    const copy = suffix.includes("*") ? suffix.replaceAll("*", () => own) : own + suffix;
    const directory = name.slice(0, name.length - own.length);
    call.fs.writeFile(call.path(copy.includes("/") ? copy : directory + copy), fromLatin1(content));
  }
  call.fs.writeFile(path, fromLatin1(contentOf(text)));
}
