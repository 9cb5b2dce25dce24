/** Checks the tools of a sandbox and answers the calls of its runs. */
import type { ToolInfo } from "../runtime/index.ts";
import type { AnswerTool } from "../worker/tool-port.ts";
import { checkFunction, checkOptions, checkString, show } from "./check.ts";
import type { CommandTool } from "./host-commands.ts";
import type { Tool, ToolCall, ToolSchemaIssue } from "./tool-types.ts";

/** Tools by name, checked; and commands, which only the shell sees. */
export type Tools = ReadonlyMap<string, Tool | CommandTool>;

/** Words that are no names in JavaScript or in Python, and one that is taken. */
const reserved: ReadonlySet<string> = new Set(
  `ToolError and arguments as assert async await break case catch class const continue debugger
  def default del delete do elif else enum eval except export extends false False finally for from
  function global if implements import in instanceof interface is lambda let new None nonlocal not
  null or package pass private protected public raise return static super switch this throw true
  True try typeof var void while with yield`.split(/\s+/),
);

/** Checks the option `tools`. Throws TypeError or RangeError that names the tool. */
export function checkTools(tools: unknown): Tools {
  if (tools === undefined) return new Map();
  if (typeof tools !== "object" || tools === null || Array.isArray(tools)) {
    throw new TypeError(`Cannot use option "tools": must be an object, got ${show(tools)}`);
  }
  return new Map(Object.entries(tools).map(([name, tool]) => [name, checkTool(name, tool)]));
}

/** What guests are told of the tools. */
export function toolInfos(tools: Tools): readonly ToolInfo[] {
  return [...tools].map(([name, tool]) => {
    const { description } = tool;
    return "isCommand" in tool ? { name, description, isCommand: true } : { name, description };
  });
}

/** Answers the calls of one run, at most `maxCalls`, until `signal` aborts, and notes each in `calls`. */
export function createToolAnswerer(
  tools: Tools,
  options: {
    readonly signal: AbortSignal;
    readonly maxCalls: number;
    readonly calls: ToolCall[];
  },
): AnswerTool {
  const { signal, maxCalls, calls } = options;
  let started = 0;
  return async (name, input) => {
    const tool = tools.get(name);
    // Guests are held to both by their own kernel; this is for whoever has got past it.
    if (tool === undefined || started >= maxCalls || signal.aborted) {
      return { ok: false, text: "The call is refused" };
    }
    started += 1;
    const start = performance.now();
    const note = (error?: string): void => {
      if (signal.aborted) return;
      const durationMs = performance.now() - start;
      calls.push({ name, durationMs, ...(error === undefined ? {} : { error }) });
    };
    try {
      const text = await perform(name, tool, input, signal);
      note();
      return { ok: true, text };
    } catch (error) {
      const text = messageOf(error);
      note(text);
      return { ok: false, text };
    }
  };
}

async function perform(
  name: string,
  tool: Tool,
  input: string,
  signal: AbortSignal,
): Promise<string> {
  const value = await validate(name, tool, JSON.parse(input, dropPrototype));
  const result = await tool.execute(value, { signal });
  const text: unknown = JSON.stringify(result ?? null);
  if (typeof text !== "string") throw new TypeError(`Tool "${name}" has answered no plain data`);
  return text;
}

/** Left in, it would change the prototype of what it is copied to. */
function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

async function validate(name: string, { input: schema }: Tool, value: unknown): Promise<unknown> {
  if (schema === undefined) return value;
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const issues = result.issues.slice(0, maxIssues).map(describeIssue).join("; ");
  throw new TypeError(`Wrong input for tool "${name}": ${issues}`);
}

const maxIssues = 5;

function describeIssue({ message, path = [] }: ToolSchemaIssue): string {
  const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
  return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
}

const maxMessageLength = 2_000;

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, maxMessageLength);
}

function checkTool(name: string, tool: unknown): Tool {
  if (!/^[A-Za-z_]\w{0,63}$/.test(name) || /^__/.test(name) || reserved.has(name)) {
    throw new RangeError(
      `Cannot use option "tools": ${show(name)} must be a name in Python and in JavaScript`,
    );
  }
  checkOptions(tool, `tool "${name}"`, ["description", "input", "execute"]);
  const { description, input, execute } = tool as Readonly<Record<string, unknown>>;
  checkString(description, `tools.${name}.description`);
  checkFunction(execute, `tools.${name}.execute`);
  if (execute === undefined) {
    throw new TypeError(`Cannot use option "tools.${name}.execute": must be a function`);
  }
  if (input !== undefined && !isSchema(input)) {
    throw new TypeError(`Cannot use option "tools.${name}.input": must be a Standard Schema`);
  }
  return tool as Tool;
}

function isSchema(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const standard: unknown = Reflect.get(value, "~standard");
  return typeof standard === "object" && standard !== null && "validate" in standard;
}
