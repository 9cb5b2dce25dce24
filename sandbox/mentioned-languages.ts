/** Which languages a program seems to start others in: they must be ready before it begins. */
import type { Language, Program } from "../worker/protocol.ts";
import type { StepData } from "./step-state.ts";

/** How programs of each language are named in scripts and command lines. */
const names: readonly (readonly [Language, RegExp])[] = [
  ["python", /\bpython(?:3(?:\.\d+)?)?\b|\.py\b/],
  ["javascript", /\bnode(?:js)?\b|\.[cm]?[jt]s\b/],
];

/** What programs of each language start others by. */
const starters: Readonly<Record<"javascript" | "python", RegExp>> = {
  javascript: /\bchild_process\b/,
  python: /\bsubprocess\b|\bcreate_subprocess_|\bos\s*\.\s*(?:system|popen)\b/,
};

/** The same for steps of sessions, in which an earlier one may have said where the functions come from. */
const stepStarters: typeof starters = {
  javascript: /\bchild_process\b|\b(?:exec|spawn)(?:File)?(?:Sync)?\s*\(/,
  python:
    /\bsubprocess\b|\bcreate_subprocess_|\b(?:run|call|check_call|check_output|getoutput|[Pp]open|system)\s*\(/,
};

/**
 * The languages that the program's own text mentions, besides its own. It is a guess, but the same
 * one for the same text; whatever it does not see has to be named when the sandbox opens.
 */
export function mentionedLanguages(
  program: Program,
  step: Pick<StepData, "state"> | undefined,
): readonly Language[] {
  const { kind } = program;
  if (kind === "wasm") return [];
  const decoder = new TextDecoder();
  const own = typeof program.source === "string" ? program.source : decoder.decode(program.source);
  // What a shell remembers is text: its functions may start others as well.
  const source = kind === "shell" && step?.state ? own + decoder.decode(step.state) : own;
  const patterns = step === undefined ? starters : stepStarters;
  if (kind !== "shell" && !patterns[kind].test(source)) return [];
  const mentioned = names.filter(([, pattern]) => pattern.test(source));
  const languages: readonly Language[] = ["shell", ...mentioned.map(([language]) => language)];
  return languages.filter((language) => language !== kind);
}
