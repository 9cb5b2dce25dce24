/** Runs scripts of `sed`: line by line, over one input. */
import { cost } from "../../../utils-lib/index.ts";
import { endOfRange, isLineOf } from "./sed-address.ts";
import { matchesSomewhere, type SedPattern } from "./sed-pattern.ts";
import type { Address, SedAction, SedCommand } from "./sed-script.ts";
import { SedProblem, substitute } from "./sed-substitute.ts";
import { visible } from "./sed-visible.ts";

/** The lines of an input, and where output goes. Texts are Unicode. */
export interface SedInput {
  readonly lines: readonly string[];
  /** Whether the last line has an end. */
  readonly isWhole: boolean;
  /** What it is called. */
  readonly name: string;
  write(text: string): void;
}

/** What a machine works with. */
export interface SedMachineOptions {
  readonly script: readonly SedCommand[];
  /** Whether lines are written at the end of each cycle. */
  readonly prints: boolean;
  /** What ends a line. */
  readonly lineEnd: string;
  charge(fuel: number): void;
  /** The text of a file; empty when there is none. */
  readFile(name: string): string;
  /** Takes what goes to a file of the script. */
  writeFile(name: string, text: string): void;
}

/** What a command costs. */
const stepFuel = 120;

/** Texts in the pattern space and the hold space may be so long. */
const maxSpace = 16 * 2 ** 20;

/** Runs one script over inputs, one after another; line numbers go on unless told otherwise. */
export class SedMachine {
  readonly #options: SedMachineOptions;
  /** Commands whose range is on, and the line that ends it, if it is known. */
  readonly #ranges = new Map<SedCommand, number | undefined>();
  #input: SedInput = { lines: [], isWhole: true, name: "-", write: () => {} };
  /** Where the next line of the input stands. */
  #next = 0;
  #lineNumber = 0;
  #space = "";
  #held = "";
  #hasChanged = false;
  #queue: string[] = [];
  /** Whether what was written last is a line without an end. */
  #lacksEnd = false;
  #lastPattern: SedPattern | undefined;

  constructor(options: SedMachineOptions) {
    this.#options = options;
  }

  /** Counts lines from one again. */
  restart(): void {
    this.#lineNumber = 0;
    this.#ranges.clear();
  }

  /** Runs the script over `input`. Answers the exit code of `q`, or undefined at the end of the input. */
  run(input: SedInput): number | undefined {
    this.#input = input;
    this.#lacksEnd = false;
    this.#next = 0;
    let keepsSpace = false;
    while (keepsSpace || this.#readLine()) {
      const end = this.#cycle();
      keepsSpace = end.kind === "again";
      if (end.kind === "quit") {
        if (end.prints && this.#options.prints) this.#print(this.#space);
        if (end.prints) this.#flush();
        return end.exitCode;
      }
      if (end.kind === "end" && this.#options.prints) this.#print(this.#space);
      this.#flush();
    }
    return undefined;
  }

  #readLine(): boolean {
    const line = this.#input.lines[this.#next];
    if (line === undefined) return false;
    this.#options.charge(cost.line + line.length * cost.lineByte);
    this.#next += 1;
    this.#lineNumber += 1;
    this.#space = line;
    this.#hasChanged = false;
    return true;
  }

  get #isLast(): boolean {
    return this.#next >= this.#input.lines.length;
  }

  /** Writes a line; the last one has an end only if it had one, or more follows. */
  #print(text: string): void {
    const hasEnd = !this.#isLast || this.#input.isWhole;
    this.#write(hasEnd ? text + this.#options.lineEnd : text);
    this.#lacksEnd = !hasEnd;
  }

  #write(text: string): void {
    if (this.#lacksEnd && text !== "") this.#input.write(this.#options.lineEnd);
    this.#lacksEnd = false;
    this.#input.write(text);
  }

  /** Writes what was to come after the line. */
  #flush(): void {
    for (const text of this.#queue.splice(0)) this.#write(text);
  }

  #cycle(): CycleEnd {
    const { script } = this.#options;
    for (let place = 0; place < script.length; place += 1) {
      const command = script[place];
      if (command === undefined) break;
      this.#options.charge(stepFuel);
      const { action } = command;
      const isChosen = this.#isChosen(command) !== command.isNegated;
      if (!isChosen) {
        if (action.kind === "block") place = action.end;
        continue;
      }
      if (action.kind === "jump") {
        if (this.#jumps(action.when)) place = action.target - 1;
        continue;
      }
      const end = this.#perform(action, command);
      if (end !== undefined) return end;
    }
    return { kind: "end" };
  }

  #jumps(when: "always" | "changed" | "unchanged"): boolean {
    if (when === "always") return true;
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged === (when === "changed");
  }

  #isChosen(command: SedCommand): boolean {
    const { from, to } = command;
    if (from === undefined) return true;
    if (to === undefined) return this.#matches(from);
    if (this.#ranges.has(command)) return this.#goesOn(command, to);
    const startsBefore = from.kind === "line" && from.line === 0 && this.#lineNumber === 1;
    if (!startsBefore && !this.#matches(from)) return false;
    if (startsBefore && this.#matches(to)) return true;
    const last = endOfRange(to, this.#lineNumber);
    if (last === undefined || last > this.#lineNumber) this.#ranges.set(command, last);
    return true;
  }

  #goesOn(command: SedCommand, to: Address): boolean {
    const last = this.#ranges.get(command);
    const isOver = last === undefined ? this.#matches(to) : this.#lineNumber >= last;
    if (isOver) this.#ranges.delete(command);
    return last === undefined || this.#lineNumber <= last;
  }

  #matches(address: Address): boolean {
    if (address.kind !== "pattern") return isLineOf(address, this.#lineNumber, this.#isLast);
    return matchesSomewhere(this.#used(address.pattern), this.#space, this.#options.charge);
  }

  /** An empty expression is the last one that was used. */
  #used(pattern: SedPattern): SedPattern {
    if (pattern.compiled !== undefined) this.#lastPattern = pattern;
    return this.#lastPattern ?? pattern;
  }

  #setSpace(text: string): void {
    if (text.length > maxSpace) throw new SedProblem("the pattern space is too large");
    this.#options.charge(text.length);
    this.#space = text;
  }

  #perform(action: SedAction, command: SedCommand): CycleEnd | undefined {
    switch (action.kind) {
      case "substitute":
        this.#substitute(action);
        return undefined;
      case "translate":
        this.#setSpace(
          Array.from(this.#space, (character) => action.table.get(character) ?? character).join(""),
        );
        return undefined;
      case "quit":
        return action;
      case "file":
        if (action.how === "r") this.#queue.push(this.#options.readFile(action.name));
        else this.#options.writeFile(action.name, `${this.#space}\n`);
        return undefined;
      case "text":
        if (action.how === "a") this.#queue.push(action.text);
        else if (action.how === "i") this.#write(action.text);
        else {
          const isEnd = command.isNegated || !this.#ranges.has(command);
          if (isEnd) this.#write(action.text);
          return { kind: "deleted" };
        }
        return undefined;
      case "plain":
        return this.#plain(action.letter);
      default:
        return undefined;
    }
  }

  #plain(letter: string): CycleEnd | undefined {
    const firstLine = (): string => this.#space.split("\n", 1)[0] ?? "";
    switch (letter) {
      case "=":
        this.#write(`${this.#lineNumber}\n`);
        return undefined;
      case "F":
        this.#write(`${this.#input.name}\n`);
        return undefined;
      case "d":
        return { kind: "deleted" };
      case "D": {
        const end = this.#space.indexOf("\n");
        if (end < 0) return { kind: "deleted" };
        this.#setSpace(this.#space.slice(end + 1));
        return { kind: "again" };
      }
      case "g":
        this.#setSpace(this.#held);
        return undefined;
      case "G":
        this.#setSpace(`${this.#space}\n${this.#held}`);
        return undefined;
      case "h":
        this.#held = this.#space;
        return undefined;
      case "H":
        if (this.#held.length > maxSpace) throw new SedProblem("the hold space is too large");
        this.#options.charge(this.#held.length);
        this.#held += `\n${this.#space}`;
        return undefined;
      case "x":
        [this.#space, this.#held] = [this.#held, this.#space];
        return undefined;
      case "l":
        this.#write(`${visible(this.#space)}$\n`);
        return undefined;
      case "n":
        if (this.#isLast) return { kind: "end" };
        if (this.#options.prints) this.#print(this.#space);
        this.#flush();
        this.#readLine();
        return undefined;
      case "N": {
        // Without another line the script ends; GNU writes what it has.
        if (this.#isLast) return { kind: "end" };
        const before = this.#space;
        const { length } = this.#queue;
        this.#readLine();
        this.#queue.length = length;
        this.#setSpace(`${before}\n${this.#space}`);
        return undefined;
      }
      case "p":
        this.#print(this.#space);
        return undefined;
      case "P":
        this.#write(`${firstLine()}\n`);
        return undefined;
      default:
        this.#setSpace("");
        return undefined;
    }
  }

  #substitute(action: SedAction & { readonly kind: "substitute" }): void {
    const { charge } = this.#options;
    const pattern = this.#used(action.pattern);
    const text = this.#space;
    const { compiled } = pattern;
    if (compiled === undefined || !matchesSomewhere(pattern, text, charge)) return;
    const changed = substitute(text, compiled, { ...action, charge, maxLength: maxSpace });
    if (changed === undefined) return;
    this.#setSpace(changed);
    this.#hasChanged = true;
    if (action.prints) this.#print(this.#space);
    if (action.file !== undefined) this.#options.writeFile(action.file, `${this.#space}\n`);
  }
}

/** How a cycle ended: with the line to be written, without it, to be begun anew with what is left, or for good. */
type CycleEnd =
  | { readonly kind: "end" | "deleted" | "again" }
  | { readonly kind: "quit"; readonly prints: boolean; readonly exitCode: number };
