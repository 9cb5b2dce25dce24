/** Edits one line in a terminal: keys come in as a terminal sends them, and what is to be drawn goes out. */
import { widthOf } from "./text-width.ts";

/** What a line editor works with. */
export interface LineEditorOptions {
  /** Draws on the terminal. */
  readonly write: (text: string) => void;
  /** Width of the terminal in characters. */
  readonly columns: () => number;
  /** Takes a line that was entered. */
  readonly onLine: (line: string) => void;
  /** Hears Ctrl-C. */
  readonly onInterrupt: () => void;
}

/** An editor that waits for keys while it has a prompt. */
export interface LineEditor {
  /** Starts a new line. */
  prompt(text: string): void;
  /** Takes what the terminal sends: keys, or pasted text. */
  handle(data: string): void;
}

const maxHistory = 200;
/** More than anybody types; a script goes into the editor. */
const maxLineLength = 10_000;
const esc = "\x1b";

/** Makes an editor without a prompt. */
export function createLineEditor(options: LineEditorOptions): LineEditor {
  const { write, columns, onLine, onInterrupt } = options;
  const history: string[] = [];
  let prompt: string | undefined;
  let text = "";
  let cursor = 0;
  /** What history is looked at; `history.length` is the line that is being written. */
  let place = 0;
  /** What was typed before there was a prompt. */
  let early = "";
  /** The row of the cursor below that of the prompt. */
  let row = 0;

  const draw = (): void => {
    const width = Math.max(1, columns());
    const start = widthOf(prompt ?? "");
    const end = start + widthOf(text);
    const goal = start + widthOf(text.slice(0, cursor));
    const up = row > 0 ? `${esc}[${row}A` : "";
    // A full last row leaves the cursor at its end: the next row must be begun.
    const full = end % width === 0 ? "\r\n" : "";
    const back = Math.floor(end / width) - Math.floor(goal / width);
    const left = goal % width;
    row = Math.floor(goal / width);
    write(
      `${up}\r${esc}[J${prompt}${text}${full}${back > 0 ? `${esc}[${back}A` : ""}\r${left > 0 ? `${esc}[${left}C` : ""}`,
    );
  };
  const set = (next: string, at: number): void => {
    text = next.slice(0, maxLineLength);
    cursor = Math.min(at, text.length);
    draw();
  };
  /** Where the characters beside the cursor begin and end: some take two places of a string. */
  const before = (): number =>
    cursor - ([...text.slice(Math.max(0, cursor - 2), cursor)].at(-1)?.length ?? 0);
  const after = (): number => cursor + ([...text.slice(cursor, cursor + 2)][0]?.length ?? 0);
  const insert = (added: string): void => {
    set(text.slice(0, cursor) + added + text.slice(cursor), cursor + added.length);
  };
  const recall = (step: number): void => {
    const next = place + step;
    if (next < 0 || next > history.length) return;
    place = next;
    const line = history[place] ?? "";
    set(line, line.length);
  };
  const leave = (): void => {
    cursor = text.length;
    draw();
    write("\r\n");
    prompt = undefined;
    row = 0;
  };
  const enter = (): void => {
    const line = text;
    leave();
    if (line.trim() !== "" && history.at(-1) !== line) history.push(line);
    if (history.length > maxHistory) history.shift();
    onLine(line);
  };
  const interrupt = (): void => {
    early = "";
    if (prompt !== undefined) {
      write("^C");
      leave();
    }
    onInterrupt();
  };
  const keys: Readonly<Record<string, () => void>> = {
    "\r": enter,
    "\x7f": () => set(text.slice(0, before()) + text.slice(cursor), before()),
    "\x01": () => set(text, 0),
    "\x05": () => set(text, text.length),
    "\x15": () => set(text.slice(cursor), 0),
    "\x0b": () => set(text.slice(0, cursor), cursor),
    "\x17": () => {
      const kept = text.slice(0, cursor).replace(/\S*\s*$/, "");
      set(kept + text.slice(cursor), kept.length);
    },
    "\x0c": () => {
      write(`${esc}[2J${esc}[H`);
      row = 0;
      draw();
    },
    [`${esc}[A`]: () => recall(-1),
    [`${esc}[B`]: () => recall(1),
    [`${esc}[C`]: () => set(text, after()),
    [`${esc}[D`]: () => set(text, before()),
    [`${esc}[H`]: () => set(text, 0),
    [`${esc}[F`]: () => set(text, text.length),
    [`${esc}[3~`]: () => set(text.slice(0, cursor) + text.slice(after()), cursor),
  };

  return {
    prompt(next): void {
      prompt = next;
      text = "";
      cursor = 0;
      row = 0;
      place = history.length;
      draw();
      const typed = early;
      early = "";
      if (typed !== "") pasteLines(typed);
    },
    handle(data): void {
      const key = Object.hasOwn(keys, data) ? keys[data] : undefined;
      // What a terminal answers by itself, to what a program has printed, begins so too.
      const isText = !data.startsWith(esc);
      if (data === "\x03") interrupt();
      else if (prompt !== undefined && key !== undefined) key();
      else if (prompt !== undefined && isText) pasteLines(data);
      else if (isText) early = (early + data).slice(0, maxLineLength);
    },
  };

  /** Each line of a text that was pasted is entered; what follows the last one waits. */
  function pasteLines(data: string): void {
    const [first = "", ...others] = data.split(/\r\n|\r|\n/);
    insert(printable(first));
    others.forEach((line, index) => {
      if (prompt === undefined) return;
      enter();
      if (prompt !== undefined) insert(printable(line));
      // The command has begun: the rest waits for the next prompt.
      else early = others.slice(index).join("\r");
    });
  }
}

function printable(text: string): string {
  return [...text].filter((character) => character >= " " && character !== "\x7f").join("");
}
