/** What the jobs of suite `calls` that sandboxes do are, by language and name. */
import { openSandbox } from "../../sandbox/node.ts";
import { readSample, type Sample } from "../sample.ts";
import { answerText } from "./answer-text.ts";
import { answerPath, type Call, javascriptProgram, pythonProgram } from "./guest-programs.ts";

/** A language of guests. */
export type Language = "javascript" | "python";

const calls: Readonly<Record<Language, Readonly<Record<string, Call>>>> = {
  javascript: {
    cat: { imports: 'import { cat } from "sandbox_utils";', call: `cat("${answerPath}")` },
    head: { imports: 'import { head } from "sandbox_utils";', call: `head("${answerPath}", 64)` },
    read: {
      imports: 'import { readFileSync } from "node:fs";',
      call: `readFileSync("${answerPath}", "utf8")`,
    },
    tool: { imports: 'import { answer } from "sandbox_tools";', call: "await answer()" },
  },
  python: {
    cat: { imports: "from sandbox_utils import cat", call: `cat("${answerPath}")` },
    head: { imports: "from sandbox_utils import head", call: `head("${answerPath}", 64)` },
    read: { imports: "", call: `open("${answerPath}").read()` },
    tool: { imports: "from sandbox_tools import answer", call: "answer()" },
  },
};

/** More than any of the programs needs. */
const limits = { fuel: 1e15, timeoutMs: 60_000, toolCalls: 1e6 };

/** Runs the program of a call in a new sandbox. Throws when it does not print a sample. */
export async function sampleGuestCall(language: Language, name: string): Promise<Sample> {
  const call = calls[language][name];
  if (call === undefined) throw new Error(`There is no call "${name}"`);
  const answer = { description: "Answers with 4 KB of text.", execute: () => answerText };
  await using sandbox = await openSandbox({ limits, tools: { answer } });
  await sandbox.fs.writeFile(`/app/${answerPath}`, answerText);
  const program =
    language === "python"
      ? { python: pythonProgram(call) }
      : { javascript: javascriptProgram(call) };
  const { stdout, stderr, outcome, ok } = await sandbox.run(program);
  if (!ok) throw new Error(`Error: the guest ended as ${outcome}: ${stderr}`);
  return readSample(JSON.parse(stdout), name);
}
