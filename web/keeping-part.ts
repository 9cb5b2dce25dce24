/** The part of the page that lets the browser keep the files: the switch, and what it says. */
import { find } from "./dom.ts";
import type { FilesPart } from "./files-part.ts";
import { type Home, removeKept } from "./home.ts";
import { type Attempt, codeOf, messageOf, type Notify } from "./notices.ts";
import { recall, remember } from "./remembered.ts";

/** What the part works with. */
export interface KeepingPartOptions {
  readonly home: Home;
  readonly notify: Notify;
  readonly attempt: Attempt;
  readonly files: Pick<FilesPart, "keep">;
  /** Why the files are not kept from the beginning, although they were to be. */
  readonly refused: unknown;
}

/** What the other parts ask of it. */
export interface KeepingPart {
  /** Says so when the browser cannot keep what is there now. */
  check(): Promise<void>;
}

const key = "fuelbox-keep";

/** Whether somebody has chosen that the files are kept. */
export function wantsKeeping(): boolean {
  return recall(key) === "yes";
}

/** What the page says beside the switch, by the code of what went wrong. */
const faults: Readonly<Record<string, string>> = {
  PERSIST_IN_USE: "Another tab has the kept files open. This one keeps nothing.",
  PERSIST_QUOTA: "Not all is kept: the browser has no more room.",
  PERSIST_DAMAGED: "What is kept cannot be opened.",
  PERSIST_UNAVAILABLE: "This browser lets the page keep nothing.",
};

/** Wires the switch. */
export function createKeepingPart(options: KeepingPartOptions): KeepingPart {
  const { home, notify, attempt, files, refused } = options;
  const box = find("keep", HTMLInputElement);
  const about = find("keep-about", HTMLElement);
  const remove = find("keep-remove", HTMLButtonElement);
  const show = (error?: unknown): void => {
    const fault = codeOf(error);
    const usual = home.isKept
      ? "Files are here after a reload. Switching off forgets them."
      : "Files are gone when the page is closed.";
    box.checked = home.isKept;
    about.textContent = (fault === undefined ? undefined : faults[fault]) ?? usual;
    remove.hidden = fault !== "PERSIST_DAMAGED";
  };
  const change = async (isWanted: boolean): Promise<void> => {
    box.disabled = true;
    try {
      if (isWanted) {
        await files.keep("Before the kept files");
        await home.keep();
      } else await home.release();
      show();
      remember(key, isWanted ? "yes" : "no");
      await files.keep(isWanted ? "Kept files" : "No longer kept");
    } catch (error) {
      show(error);
      notify(messageOf(error));
    } finally {
      box.disabled = false;
      box.focus();
    }
  };
  box.addEventListener("change", () => void attempt(() => change(box.checked)));
  remove.addEventListener("click", () => {
    void attempt(async () => {
      await removeKept();
      show();
      box.focus();
    });
  });
  const { persistence } = home.sandbox.capabilities;
  if (persistence.available) show(refused);
  else {
    box.disabled = true;
    about.textContent = faults["PERSIST_UNAVAILABLE"] ?? "";
  }
  if (refused !== undefined) notify(messageOf(refused));
  return {
    async check(): Promise<void> {
      if (!home.isKept) return;
      try {
        await home.sandbox.kept();
        show();
      } catch (error) {
        show(error);
        notify(messageOf(error));
      }
    },
  };
}
