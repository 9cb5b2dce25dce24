/** Says how a run ended, what it used and which files it changed. */
import type { FileChanges, RunResult } from "fuelbox";
import { button, element } from "./dom.ts";
import { formatBytes, formatCount, formatMs } from "./format.ts";
import type { FollowedRun } from "./runner.ts";

/** More names than this are only counted. */
const maxNames = 12;

/** Shows what the page is waiting for. */
export function showBusy(parent: HTMLElement, message: string): void {
  parent.dataset["state"] = "busy";
  parent.replaceChildren(element("p", {}, message));
}

/** Shows that there is no result. */
export function showFailure(parent: HTMLElement, message: string): void {
  parent.dataset["state"] = "failed";
  parent.replaceChildren(
    element("p", {}, element("b", { class: "outcome" }, "did not run")),
    element("p", {}, message),
  );
}

/** Shows a result. `onOpen` hears which file somebody wants to see. */
export function showResult(
  parent: HTMLElement,
  { result, tookMs }: FollowedRun<RunResult>,
  onOpen: (path: string) => void,
): void {
  parent.dataset["state"] = result.ok ? "ok" : "failed";
  const { outcome, exitCode, fuel, memory } = result;
  const ended = outcome === "exited" ? `exited ${exitCode}` : outcome.replaceAll("-", " ");
  const facts = [
    formatMs(tookMs),
    ...(fuel.used > 0 ? [`${fuel.used.toLocaleString("en")} fuel`] : []),
    ...(memory.peakBytes > 0 ? [`${formatBytes(memory.peakBytes)} memory`] : []),
  ];
  parent.replaceChildren(
    element("p", {}, element("b", { class: "outcome" }, ended), ` ${facts.join(" · ")}`),
    ...adviceOf(result),
    ...filesOf(result.files, onOpen),
  );
}

function adviceOf({ guidance, outcome, fuel }: RunResult): readonly HTMLElement[] {
  const [first] = guidance?.actions ?? [];
  if (first !== undefined) return [element("p", { class: "quiet" }, first)];
  if (outcome !== "out-of-fuel") return [];
  return [element("p", { class: "quiet" }, `The budget was ${formatCount(fuel.limit)}.`)];
}

function filesOf(files: FileChanges, onOpen: (path: string) => void): readonly HTMLElement[] {
  const written = [...files.created, ...files.modified];
  if (written.length + files.deleted.length === 0) return [];
  const links = written
    .slice(0, maxNames)
    .map((path) => button(path.replace("/app/", ""), () => onOpen(path), { class: "link" }));
  const rest = written.length - links.length;
  const notes = [
    ...(rest > 0 ? [`and ${rest.toLocaleString("en")} more`] : []),
    ...(files.deleted.length > 0 ? [`${files.deleted.length.toLocaleString("en")} deleted`] : []),
  ];
  return [
    element(
      "p",
      { class: "written" },
      "Files: ",
      ...links,
      element("span", { class: "quiet" }, notes.join(", ")),
    ),
  ];
}
