/** Functions of the host as commands: its tools, and the commands that it has registered. */
import { parseBoundedJson } from "../../bounded-json.ts";
import { ToolError, type ToolInfo } from "../../tool-desk.ts";
import { type CommandCall, type OwnCommand, textOf } from "./command-call.ts";
import { OptionProblem } from "./options.ts";

/** Makes the command for a function of the host. */
export function toolCommand({ name, description, isCommand }: ToolInfo): OwnCommand {
  if (isCommand === true) {
    // It has its own idea of its arguments, `--help` included.
    return { name, help: `\n${description}`, run: (call) => runCommand(call) };
  }
  return {
    name,
    help: `Usage: ${name} [JSON | TEXT | --KEY VALUE...]\n${description}`,
    run: (call) => runTool(call),
  };
}

/** Asks the host; undefined when it has complained of what went wrong. */
function ask(call: CommandCall, input: unknown): unknown {
  const { tools } = call.kernel;
  try {
    return tools && parseBoundedJson(tools.call(call.name, JSON.stringify(input)));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    call.complain(error.message);
    return undefined;
  }
}

function runTool(call: CommandCall): number | undefined {
  const answer = ask(call, inputOf(call));
  if (answer === undefined) return undefined;
  const text = typeof answer === "string" ? answer : JSON.stringify(answer);
  call.writeText(text.endsWith("\n") ? text : `${text}\n`);
  return undefined;
}

/** What the words say: JSON, a text, or an object of options; without any, what stdin says. */
function inputOf({ args, stdin }: CommandCall): unknown {
  const [first] = args;
  if (first === undefined) return stdin.trim() === "" ? null : plainOrJson(textOf(stdin).trim());
  if (!first.startsWith("--")) {
    if (args.length > 1) throw new OptionProblem(`extra operand '${args[1]}'`);
    return plainOrJson(first);
  }
  const input = new Map<string, unknown>();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, key, value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (key === undefined) throw new OptionProblem(`extra operand '${word}'`);
    const hasNext = words[0] !== undefined && !words[0].startsWith("--");
    const given = value ?? (hasNext ? words.shift() : undefined);
    input.set(key, given === undefined ? true : plainOrJson(given));
  }
  return Object.fromEntries(input);
}

/** What reads as JSON is JSON, everything else is text. */
function plainOrJson(text: string): unknown {
  if (!/^(?:[-\d{["]|true$|false$|null$)/.test(text)) return text;
  try {
    return parseBoundedJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    if (error instanceof RangeError) throw new OptionProblem(`wrong input: ${error.message}`);
    throw error;
  }
}

function runCommand(call: CommandCall): number | undefined {
  const { args, cwd, env } = call;
  const answer = ask(call, { args, cwd, env, stdin: textOf(call.stdin) });
  if (typeof answer !== "object" || answer === null) return undefined;
  const read = (name: string): unknown => Reflect.get(answer, name);
  call.writeText(String(read("stdout") ?? ""));
  call.say(String(read("stderr") ?? ""));
  return Number(read("exitCode") ?? 0) & 0xff;
}
