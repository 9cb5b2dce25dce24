/** Messages to whoever uses the page: what went wrong, and what to do about it. */
import { button, element } from "./dom.ts";

/** Something that a message offers to do. */
export interface NoticeAction {
  readonly label: string;
  readonly onChoose: () => void;
}

/** Shows a message. One that offers something stays until it is answered. */
export type Notify = (message: string, kind?: "error" | "info", action?: NoticeAction) => void;

const maxShown = 3;
/** What is no error goes away by itself, in milliseconds. */
const infoMs = 6000;

/** Makes the place of messages in `parent`. */
export function createNotices(parent: HTMLElement): Notify {
  return (message, kind = "error", action) => {
    const same = [...parent.children].find((child) => child.firstChild?.textContent === message);
    same?.remove();
    const notice = element(
      "div",
      { class: "notice", "data-kind": kind },
      element("p", {}, message),
    );
    if (action !== undefined) {
      const choose = (): void => {
        notice.remove();
        action.onChoose();
      };
      notice.append(button(action.label, choose, { class: "small" }));
    }
    notice.append(button("Dismiss", () => notice.remove(), { class: "small" }));
    parent.append(notice);
    while (parent.children.length > maxShown) parent.firstElementChild?.remove();
    if (kind === "info" && action === undefined) setTimeout(() => notice.remove(), infoMs);
  };
}

/** Does something that may fail, and says so if it does. */
export type Attempt = (work: () => Promise<void> | void) => Promise<void>;

/** Makes a function that does so. */
export function createAttempt(notify: Notify): Attempt {
  return async (work) => {
    try {
      await work();
    } catch (error) {
      notify(messageOf(error));
    }
  };
}

/** What an error says, in words for the page. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (codeOf(error) === "ENGINE_MISSING" && !navigator.onLine) {
    return `${message}. You are offline: each language works offline once it has run here`;
  }
  return message;
}

/** The code of an error that has one. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
