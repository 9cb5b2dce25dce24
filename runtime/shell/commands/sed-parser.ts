/** Reads scripts of `sed`. */
import { OptionProblem } from "./options.ts";
import { compileSedPattern, type SedPattern } from "./sed-pattern.ts";
import { highestGroup, parseReplacement } from "./sed-replacement.ts";
import type { Address, SedAction, SedCommand } from "./sed-script.ts";

/** How scripts are read. */
export interface SedParserOptions {
  readonly isExtended: boolean;
  charge(fuel: number): void;
}

/** Reads `source`. Throws `OptionProblem`, and `UtilityError` for expressions that are none. */
export function parseSedScript(source: string, options: SedParserOptions): readonly SedCommand[] {
  options.charge(source.length * 100);
  return new SedParser(source, options).parse();
}

/** Commands that are a letter alone. */
const plainLetters = "=dDgGhHlnNpPxzF";

class SedParser {
  readonly #source: string;
  readonly #options: SedParserOptions;
  readonly #commands: SedCommand[] = [];
  readonly #labels = new Map<string, number>();
  readonly #open: (SedAction & { kind: "block" })[] = [];
  #position = 0;

  constructor(source: string, options: SedParserOptions) {
    this.#source = source;
    this.#options = options;
  }

  parse(): readonly SedCommand[] {
    for (;;) {
      this.#take(/[\s;]*/y);
      if (this.#position >= this.#source.length) break;
      if (this.#take(/#[^\n]*/y) !== "") continue;
      this.#command();
    }
    if (this.#open.length > 0) this.#fail("unmatched `{'");
    for (const { action } of this.#commands) {
      if (action.kind !== "jump") continue;
      const target = action.label === "" ? this.#commands.length : this.#labels.get(action.label);
      if (target === undefined) this.#fail(`can't find label for jump to \`${action.label}'`);
      action.target = target;
    }
    return this.#commands;
  }

  #fail(reason: string): never {
    throw new OptionProblem(`-e expression #1, char ${this.#position}: ${reason}`);
  }

  /** Takes what matches here; a text without length when nothing does. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#position;
    const [text = ""] = pattern.exec(this.#source) ?? [];
    this.#position += text.length;
    return text;
  }

  #command(): void {
    const from = this.#address(true);
    this.#take(/[ \t]*/y);
    let to: Address | undefined;
    if (from !== undefined && this.#take(/,/y) !== "") {
      this.#take(/[ \t]*/y);
      to = this.#address(false);
      if (to === undefined) this.#fail("unexpected `,'");
    }
    if (from?.kind === "line" && from.line === 0 && to?.kind !== "pattern") {
      this.#fail("invalid usage of line address 0");
    }
    const isNegated = this.#take(/[ \t]*!+[ \t]*/y) !== "";
    this.#take(/[ \t]*/y);
    const letter = this.#take(/[\s\S]/y);
    if (letter === "") this.#fail("missing command");
    const action = this.#action(letter);
    this.#commands.push({ from, to, isNegated, action });
  }

  #address(isFirst: boolean): Address | undefined {
    const number = this.#take(/\d{1,15}/y);
    if (number !== "") {
      const [, step] = /~(\d+)/.exec(this.#take(/~\d{1,15}/y)) ?? [];
      if (step === undefined) return { kind: "line", line: Number(number) };
      return { kind: "step", first: Number(number), step: Number(step) };
    }
    if (this.#take(/\$/y) !== "") return { kind: "last" };
    const relative = isFirst ? "" : this.#take(/[+~]\d{1,15}/y);
    if (relative !== "") {
      const kind = relative.startsWith("+") ? "count" : "multiple";
      return { kind, value: Number(relative.slice(1)) };
    }
    const delimiter = this.#take(/\/|\\[^\n]/y).slice(-1);
    if (delimiter === "") return undefined;
    const source = this.#until(delimiter, "unterminated address regex");
    const flags = this.#take(/[IM]*/y);
    return { kind: "pattern", pattern: this.#pattern(source, flags) };
  }

  #pattern(source: string, flags: string): SedPattern {
    return compileSedPattern(source, {
      ...this.#options,
      ignoreCase: /i/i.test(flags),
      isMultiline: /m/i.test(flags),
    });
  }

  /** What stands before `delimiter`, which a backslash or a bracket expression may hide. */
  #until(delimiter: string, problem: string, isPattern = true): string {
    let text = "";
    let isInBrackets = false;
    for (; this.#position < this.#source.length; this.#position += 1) {
      const character = this.#source.charAt(this.#position);
      if (character === "\\") {
        const next = this.#source.charAt(this.#position + 1);
        // The delimiter itself, unless it means something with its backslash.
        text += next === delimiter && !isInBrackets ? next : character + next;
        this.#position += 1;
        continue;
      }
      if (character === delimiter && !isInBrackets) {
        this.#position += 1;
        return text;
      }
      if (isPattern && character === "[" && !isInBrackets) {
        isInBrackets = true;
        const start = this.#take(/\[\^?\]?/y);
        this.#position -= 1;
        text += start;
        continue;
      }
      if (character === "]") isInBrackets = false;
      if (character === "\n" && isPattern) break;
      text += character;
    }
    return this.#fail(problem);
  }

  #action(letter: string): SedAction {
    if (plainLetters.includes(letter)) return this.#ended({ kind: "plain", letter });
    switch (letter) {
      case "{": {
        const action: SedAction & { kind: "block" } = { kind: "block", end: 0 };
        this.#open.push(action);
        return action;
      }
      case "}": {
        const block = this.#open.pop();
        if (block === undefined) this.#fail("unexpected `}'");
        block.end = this.#commands.length;
        return this.#ended({ kind: "blockEnd" });
      }
      case ":": {
        const label = this.#take(/[^\n;]*/y).trim();
        if (label === "") this.#fail('":" lacks a label');
        this.#labels.set(label, this.#commands.length);
        return { kind: "label" };
      }
      case "b":
      case "t":
      case "T": {
        const label = this.#take(/[^\n;}]*/y).trim();
        const when = letter === "b" ? "always" : letter === "t" ? "changed" : "unchanged";
        return { kind: "jump", when, label, target: 0 };
      }
      case "a":
      case "c":
      case "i":
        return { kind: "text", how: letter, text: this.#text() };
      case "r":
      case "w":
        return { kind: "file", how: letter, name: this.#fileName() };
      case "q":
      case "Q": {
        const exitCode = Number(this.#take(/[ \t]*\d{1,9}/y)) & 0xff;
        return this.#ended({ kind: "quit", prints: letter === "q", exitCode });
      }
      case "s":
        return this.#substitute();
      case "y":
        return this.#translate();
      default:
        return this.#fail(`unknown command: \`${letter}'`);
    }
  }

  /** Throws unless the command ends here. */
  #ended(action: SedAction): SedAction {
    this.#take(/[ \t]*/y);
    if (/^(?:$|[\n;}#])/.test(this.#source.charAt(this.#position))) return action;
    return this.#fail("extra characters after command");
  }

  /** The text of `a`, `i` and `c`: the rest of the line, and further lines after backslashes. */
  #text(): string {
    this.#take(/[ \t]*(?:\\[ \t]*\n)?/y);
    const isOneLine = this.#source.charAt(this.#position - 1) !== "\n";
    // A backslash keeps the blanks that follow it.
    if (isOneLine) this.#take(/\\(?=[ \t])/y);
    const raw = this.#take(/(?:[^\\\n]|\\[\s\S]?)*/y);
    // Nothing follows: there is no text.
    if (raw === "\\") return "";
    if (raw === "" && isOneLine) this.#fail("expected \\ after `a', `c' or `i'");
    return `${raw.replaceAll(/\\([\s\S]?)/g, "$1")}\n`;
  }

  #fileName(): string {
    const name = this.#take(/[^\n]*/y).trim();
    return name === "" ? this.#fail("missing filename in r/R/w/W commands") : name;
  }

  #substitute(): SedAction {
    const delimiter = this.#take(/[^\n\\]/y);
    const problem = "unterminated `s' command";
    if (delimiter === "") this.#fail(problem);
    const source = this.#until(delimiter, problem);
    const replacement = parseReplacement(this.#until(delimiter, problem, false));
    const flags = this.#take(/[gpiIMm\d]*/y);
    const unknown = this.#take(/e/y);
    if (unknown !== "") this.#fail("unknown option to `s'");
    const file = this.#take(/w[ \t]*/y) === "" ? undefined : this.#fileName();
    const pattern = this.#pattern(source, flags);
    const groups = pattern.compiled?.groups.count ?? 9;
    const highest = highestGroup(replacement);
    if (highest > groups) this.#fail(`invalid reference \\${highest} on \`s' command's RHS`);
    const nth = Number(/\d+/.exec(flags)?.[0] ?? 1);
    if (nth === 0) this.#fail("number option to `s' command may not be zero");
    const [isGlobal, prints] = [flags.includes("g"), flags.includes("p")];
    const action = {
      kind: "substitute",
      pattern,
      replacement,
      nth,
      isGlobal,
      prints,
      file,
    } as const;
    return file === undefined ? this.#ended(action) : action;
  }

  #translate(): SedAction {
    const delimiter = this.#take(/[^\n\\]/y);
    const problem = "unterminated `y' command";
    if (delimiter === "") this.#fail(problem);
    const [from = [], to = []] = [0, 1].map(() => [
      ...this.#until(delimiter, problem, false).replaceAll(/\\([\s\S])/g, (_, letter: string) => {
        return letter === "n" ? "\n" : letter === "t" ? "\t" : letter;
      }),
    ]);
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    const table = new Map(from.map((character, index) => [character, to[index] ?? ""]));
    return this.#ended({ kind: "translate", table });
  }
}
