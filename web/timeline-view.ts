/** The timeline of the page: states of the files that somebody can go back to, or go on from. */
import type { FileSystem } from "fuelbox";
import type { Snapshot } from "fuelbox/vfs";
import { maxFileBytes } from "./budget.ts";
import { button, element } from "./dom.ts";
import { createTimeline, type Moment } from "./timeline.ts";

/** What keeps and restores states of the files. */
export interface FileTimeline {
  /** Remembers the files as they are, unless they are as they were. */
  keep(label: string): Promise<void>;
  /** Shows the states anew. */
  draw(): void;
}

/** What the page does beside the timeline. */
export interface TimelineActions {
  /** The files are others now. */
  readonly onRestored: () => void;
  /** Something did not work. */
  readonly onFailure: (error: unknown) => void;
}

/** States share what is the same in them: this is the most that they can come to. */
const limits = { maxMoments: 40, maxBytes: 8 * maxFileBytes };

/** Makes a timeline in `list`. */
export function createFileTimeline(
  list: HTMLElement,
  fs: FileSystem,
  { onRestored, onFailure }: TimelineActions,
): FileTimeline {
  const timeline = createTimeline<Snapshot>(limits);
  const hasChanged = async (): Promise<boolean> => {
    if (timeline.head === undefined) return true;
    const { created, modified, deleted } = await fs.diff(timeline.head.state);
    return [...created, ...modified, ...deleted].some((path) => path.startsWith("/app/"));
  };
  const hasFiles = (): boolean => fs.sync.readdir("/app").length > 0;
  const keep = async (label: string): Promise<void> => {
    const isWorthIt = timeline.head !== undefined || hasFiles();
    if (isWorthIt && (await hasChanged()))
      timeline.add(label, await fs.snapshot(), fs.sync.usage().bytes);
    draw();
  };
  const leaveFor = async (id: number, how: "goTo" | "fork"): Promise<void> => {
    try {
      await keep("Before going back");
      await fs.restore(timeline[how](id).state);
      draw();
      onRestored();
    } catch (error) {
      onFailure(error);
    }
  };
  const item = (moment: Moment<Snapshot>): HTMLElement => {
    const { id, label, branch } = moment;
    const isHead = moment === timeline.head;
    return element(
      "li",
      { "data-branch": branch, "aria-current": isHead ? "step" : undefined },
      element("span", { class: "dot", "aria-hidden": "true" }),
      element("span", { class: "moment", title: label }, label),
      element("span", { class: "quiet branch" }, branch === 1 ? "" : `fork ${branch - 1}`),
      button("Restore", () => void leaveFor(id, "goTo"), {
        class: "small",
        "aria-label": `Restore ${label}`,
      }),
      button("Fork", () => void leaveFor(id, "fork"), {
        class: "small",
        "aria-label": `Fork from ${label}`,
      }),
    );
  };
  const draw = (): void => {
    list.replaceChildren(...[...timeline.moments].reverse().map(item));
  };
  return { keep, draw };
}
