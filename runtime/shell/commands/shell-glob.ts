/** Patterns of the shell on whole texts, where an asterisk stands for anything, slashes included. */
import {
  compilePattern,
  cost,
  patternByte,
  quotePattern,
  UtilityError,
} from "../../../utils-lib/index.ts";

const maxLength = 2_000;

/** How a pattern is read, and who pays. */
export interface ShellGlobOptions {
  readonly ignoreCase: boolean;
  charge(fuel: number): void;
}

/** Makes what says whether a text matches `pattern`. Throws `UtilityError` for one that is too long. */
export function shellGlob(
  pattern: string,
  { ignoreCase, charge }: ShellGlobOptions,
): (text: string) => boolean {
  if (!ignoreCase && !/[*?[\\]/.test(pattern)) return (text) => text === pattern;
  if (pattern.length > maxLength) {
    throw new UtilityError("INVALID_PATTERN", `the pattern is longer than ${maxLength} characters`);
  }
  const compiled = compilePattern(`^(?s:${translate(pattern)})$`, { ignoreCase });
  charge(compiled.instructions * cost.patternInstruction);
  const byteFuel = patternByte(compiled.instructions);
  return (text) => {
    charge(text.length * byteFuel);
    return compiled.test(text);
  };
}

const part = /\\([\s\S])|(\*+)|(\?)|\[([!^]?)(\]?[^\]]*)\]|[\s\S]/g;

function translate(pattern: string): string {
  return pattern.replace(part, (whole, escaped, stars, one, not, members) => {
    if (typeof escaped === "string") return quotePattern(escaped);
    if (typeof stars === "string") return ".*";
    if (typeof one === "string") return ".";
    if (typeof members !== "string") return quotePattern(whole);
    const written = members.replaceAll(/\[:[a-z]+:\]|[\\[\]^&~]/g, (each) =>
      each.length > 1 ? each : `\\${each}`,
    );
    return `[${not === "" ? "" : "^"}${written}]`;
  });
}
