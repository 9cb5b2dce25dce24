/** The terminal: a shell on the files of the page. */
import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import { createLineEditor } from "./line-editor.ts";
import { messageOf } from "./notices.ts";

/** How a command has ended. */
export interface CommandEnd {
  /** Where the next one starts. */
  readonly cwd: string;
  /** Whether it lacks its end, so that nothing of it was done. */
  readonly isUnfinished: boolean;
  /** What is to be said of it. */
  readonly note?: string | undefined;
}

/** Runs commands, and gives their output to `onOutput`. */
export type RunCommand = (
  commands: string,
  onOutput: (chunk: Uint8Array) => void,
) => Promise<CommandEnd>;

/** The terminal of the page. */
export interface ShellTerminal {
  /** Takes the size of its place, and the focus. */
  show(): void;
  /** Takes the colours of the page anew. */
  retheme(): void;
}

/** What a terminal works with. */
export interface ShellTerminalOptions {
  readonly run: RunCommand;
  /** Stops the command that runs. */
  readonly onInterrupt: () => void;
}

const scrollback = 2000;
/** Soft reset, no bracketed paste, no reports of the mouse. */
const plainModes = "\x1b[!p\x1b[?2004;1000;1002;1003l";
const ordinaryScreen = "\x1b[?1049l";

/** Opens a terminal in `parent`. */
export function openTerminal(
  parent: HTMLElement,
  { run, onInterrupt }: ShellTerminalOptions,
): ShellTerminal {
  const terminal = new Terminal({
    convertEol: true,
    cursorBlink: true,
    fontFamily: getComputedStyle(parent).fontFamily,
    fontSize: 13,
    lineHeight: 1.3,
    // What a program prints must not open pages.
    linkHandler: { activate: () => {} },
    screenReaderMode: true,
    scrollback,
    theme: themeOf(parent),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(parent);
  // Tab moves the focus on, as everywhere in the page.
  terminal.attachCustomKeyEventHandler(({ key }) => key !== "Tab");
  let cwd = "/app";
  let isBusy = false;
  /** Lines that wait for their end. */
  let begun = "";
  const prompt = (): void => editor.prompt(begun === "" ? `${cwd} $ ` : "> ");
  const enter = async (line: string): Promise<void> => {
    const commands = begun + line;
    if (commands.trim() === "") return prompt();
    isBusy = true;
    const failed = (error: unknown): CommandEnd => ({
      cwd,
      isUnfinished: false,
      note: messageOf(error),
    });
    const ended = await run(commands, (chunk) => terminal.write(chunk)).catch(failed);
    isBusy = false;
    cwd = ended.cwd;
    begun = ended.isUnfinished ? `${commands}\n` : "";
    // A program may have left the cursor anywhere, and colours and modes behind.
    terminal.write(plainModes, () => {
      if (terminal.buffer.active.type === "alternate") terminal.write(ordinaryScreen);
      const { cursorX } = terminal.buffer.active;
      if (cursorX > 0) terminal.write("\r\n");
      if (ended.note !== undefined) terminal.write(`\x1b[2m${ended.note}\x1b[0m\r\n`);
      prompt();
    });
  };
  const editor = createLineEditor({
    write: (text) => terminal.write(text),
    columns: () => terminal.cols,
    onLine: (line) => void enter(line),
    onInterrupt: () => {
      if (isBusy) return onInterrupt();
      begun = "";
      prompt();
    },
  });
  terminal.onData((data) => editor.handle(data));
  prompt();
  new ResizeObserver(() => {
    if (parent.offsetParent !== null) fit.fit();
  }).observe(parent);
  return {
    show(): void {
      fit.fit();
      terminal.focus();
    },
    retheme(): void {
      terminal.options.theme = themeOf(parent);
    },
  };
}

/** The colours of the page as a terminal wants them. */
function themeOf(parent: HTMLElement): ITheme {
  const colour = (name: string): string => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    parent.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  const ink = colour("ink");
  return {
    background: colour("surface"),
    foreground: ink,
    cursor: colour("accent"),
    selectionBackground: colour("selection"),
    red: colour("bad"),
    green: colour("good"),
    yellow: colour("code-number"),
    blue: colour("code-name"),
    magenta: colour("code-keyword"),
    cyan: colour("code-type"),
    white: ink,
    black: colour("surface"),
    brightBlack: colour("muted"),
    brightWhite: ink,
  };
}
