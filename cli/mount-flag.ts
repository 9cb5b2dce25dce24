/** Reads `--mount HOST:GUEST[:ro|cow|rw]`. */
import { UsageError } from "./usage-error.ts";

/** What the guest's changes do: fail, stay in its copy, or return to the host at the end. */
export type MountMode = "ro" | "cow" | "rw";

/** A directory or file of the host and where the guest sees it. */
export interface MountFlag {
  readonly host: string;
  /** An absolute path at or below `/app`, without a final slash. */
  readonly guest: string;
  readonly mode: MountMode;
}

const modes: readonly MountMode[] = ["ro", "cow", "rw"];

/** Takes one flag apart, from its end: a path of the host may hold colons, as `C:\data` does. */
export function parseMount(text: string): MountFlag {
  const { rest, mode } = splitMode(text);
  const colon = rest.lastIndexOf(":/");
  const host = rest.slice(0, Math.max(colon, 0));
  const guest = trimSlashes(rest.slice(colon + 1));
  if (host === "") {
    throw new UsageError(
      `Cannot read mount "${text}": write HOST:GUEST or HOST:GUEST:ro|cow|rw, such as data:/app/data`,
    );
  }
  if (guest !== "/app" && !guest.startsWith("/app/")) {
    throw new UsageError(`Cannot mount at "${guest}": guests see only /app and what is below it`);
  }
  if (guest.split("/").some((part, index) => index > 0 && ["", ".", ".."].includes(part))) {
    throw new UsageError(`Cannot mount at "${guest}": write the path without "//", "." and ".."`);
  }
  return { host, guest, mode };
}

/** Refuses two mounts at one place: which of them a guest sees would be chance. */
export function checkMounts(mounts: readonly MountFlag[]): void {
  const seen = new Set<string>();
  for (const { guest } of mounts) {
    if (seen.has(guest)) {
      throw new UsageError(`Cannot mount twice at "${guest}": give each mount a place of its own`);
    }
    seen.add(guest);
  }
}

function splitMode(text: string): { readonly rest: string; readonly mode: MountMode } {
  const colon = text.lastIndexOf(":");
  const last = text.slice(colon + 1);
  if (colon < 0 || last.includes("/") || last.includes("\\")) return { rest: text, mode: "cow" };
  const mode = modes.find((one) => one === last);
  if (mode === undefined) {
    throw new UsageError(
      `Cannot read mount "${text}": the mode "${last}" is unknown, use ro, cow or rw after an absolute guest path`,
    );
  }
  return { rest: text.slice(0, colon), mode };
}

function trimSlashes(path: string): string {
  return path.replace(/(?<=[^/])\/+$/, "");
}
