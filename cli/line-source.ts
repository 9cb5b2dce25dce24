/** Lines that somebody types at a terminal, or that come out of a file or a pipe. */
import { createInterface } from "node:readline";
import { Readable, Writable } from "node:stream";
import type { CommandIo } from "./command-io.ts";
import { maxHistory } from "./shell-history.ts";

/** What came when a line was asked for. */
export type LineEvent =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "interrupt" | "end" };

/** Completes a line: what its last word could become, and that word. */
export type Completer = (line: string) => Promise<[readonly string[], string]>;

/** Where lines come from. */
export interface LineSource extends Disposable {
  /** The lines so far, the newest first. */
  readonly history: readonly string[];
  /** The next line. A terminal shows `prompt`. */
  next(prompt: string): Promise<LineEvent>;
  /** Hears Ctrl-C while no line is asked for, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

/** Opens the source. `history` is what was typed before, the newest first. */
export function openLineSource(
  { stdin, stdout }: Pick<CommandIo, "stdin" | "stdout">,
  { history, complete }: { readonly history: readonly string[]; readonly complete: Completer },
): LineSource {
  const isTerminal = stdin.isTTY === true;
  let known = history;
  const reader = createInterface({
    input: stdin instanceof Readable ? stdin : Readable.from(stdin),
    ...(isTerminal && stdout instanceof Writable ? { output: stdout } : {}),
    terminal: isTerminal,
    history: [...history],
    historySize: maxHistory,
    removeHistoryDuplicates: true,
    completer: (line: string, answer: (error: null, found: [string[], string]) => void) => {
      void complete(line).then(([found, word]) => answer(null, [[...found], word]));
    },
  });
  const waiting: LineEvent[] = [];
  const listeners = new Set<() => void>();
  let take: ((event: LineEvent) => void) | undefined;
  const give = (event: LineEvent): void => {
    const taker = take;
    take = undefined;
    if (taker === undefined) waiting.push(event);
    else taker(event);
  };
  reader.on("line", (text) => give({ kind: "line", text }));
  reader.on("close", () => give({ kind: "end" }));
  reader.on("history", (lines) => {
    known = [...lines];
  });
  reader.on("SIGINT", () => {
    if (take === undefined) {
      for (const listener of listeners) listener();
      return;
    }
    stdout.write("^C\n");
    // What was typed is dropped without being run.
    reader.write(null, { ctrl: true, name: "e" });
    reader.write(null, { ctrl: true, name: "u" });
    give({ kind: "interrupt" });
  });
  return {
    get history() {
      return known;
    },
    next(prompt) {
      const first = waiting.shift();
      if (first !== undefined) {
        // The end stays the end.
        if (first.kind === "end") waiting.push(first);
        return Promise.resolve(first);
      }
      if (isTerminal) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      return new Promise((resolve) => {
        take = resolve;
      });
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]() {
      reader.close();
      if (isTerminal) stdout.write("\n");
    },
  };
}
