/** Shows the output of a run as it comes, and no more of it than a page can bear. */
import { element } from "./dom.ts";
import { formatCount } from "./format.ts";

/** Where the output of runs is shown. */
export interface OutputView {
  /** Forgets the output of the last run. */
  clear(): void;
  add(stream: "stdout" | "stderr", chunk: Uint8Array): void;
  /** Shows what is left, and how much is not shown. `isCut` says that the run itself dropped some. */
  finish(isCut: boolean): void;
}

/** How many characters of one run are shown. */
const maxShown = 200_000;
/** How many are put into the page at once. */
const maxPiece = 20_000;

/** Makes a view in `log`. */
export function createOutputView(log: HTMLElement): OutputView {
  // It scrolls, so that keys must reach it; and whoever hears the page is told what comes.
  log.tabIndex = 0;
  log.role = "log";
  log.ariaLabel = "Output of the program";
  let decoders = createDecoders();
  let waiting: { readonly stream: "stdout" | "stderr"; readonly text: string }[] = [];
  let shown = 0;
  let hidden = 0;
  let frame: number | undefined;

  const flush = (): void => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    const pieces = document.createDocumentFragment();
    for (const { stream, text } of waiting) {
      for (let start = 0; start < text.length; start += maxPiece) {
        pieces.append(element("span", { class: stream }, text.slice(start, start + maxPiece)));
      }
    }
    waiting = [];
    log.append(pieces);
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };
  const addText = (stream: "stdout" | "stderr", text: string): void => {
    if (text === "") return;
    const kept = text.slice(0, maxShown - shown);
    shown += kept.length;
    hidden += text.length - kept.length;
    if (kept === "") return;
    const last = waiting.at(-1);
    // A program that prints letter by letter must not make an element of each.
    if (last?.stream === stream) waiting[waiting.length - 1] = { stream, text: last.text + kept };
    else waiting.push({ stream, text: kept });
    frame ??= requestAnimationFrame(flush);
  };

  return {
    clear(): void {
      decoders = createDecoders();
      waiting = [];
      shown = 0;
      hidden = 0;
      log.replaceChildren();
    },
    add(stream, chunk): void {
      addText(stream, decoders[stream].decode(chunk, { stream: true }));
    },
    finish(isCut): void {
      addText("stdout", decoders.stdout.decode());
      addText("stderr", decoders.stderr.decode());
      flush();
      if (hidden === 0) return;
      const dropped = isCut ? ", and what the program printed after them was dropped" : "";
      const note = `\n… ${formatCount(hidden)} more characters are not shown${dropped}`;
      log.append(element("span", { class: "note" }, note));
    },
  };
}

function createDecoders(): Readonly<Record<"stdout" | "stderr", TextDecoder>> {
  return { stdout: new TextDecoder(), stderr: new TextDecoder() };
}
