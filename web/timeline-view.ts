/** The timeline of the page: states of the files that somebody can go back to, or go on from. */
import type { FileSystem } from "fuelbox";
import type { Snapshot } from "fuelbox/vfs";
import { maxFileBytes } from "./budget.ts";
import { button, element, replaceContent } from "./dom.ts";
import { copyApp, type Home, isEmpty } from "./home.ts";
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

/** The files at a moment. */
interface FileState {
  /** What they belong to: the page may have another one by now. */
  readonly fs: FileSystem;
  readonly snapshot: Snapshot;
}

/** States share what is the same in them: this is the most that they can come to. */
const limits = { maxMoments: 40, maxBytes: 8 * maxFileBytes };

/** Makes a timeline in `list`. */
export function createFileTimeline(
  list: HTMLElement,
  home: Home,
  { onRestored, onFailure }: TimelineActions,
): FileTimeline {
  const timeline = createTimeline<FileState>(limits);
  const hasChanged = async (): Promise<boolean> => {
    const state = timeline.head?.state;
    if (state?.fs !== home.fs) return true;
    const { created, modified, deleted } = await home.fs.diff(state.snapshot);
    return [...created, ...modified, ...deleted].some((path) => path.startsWith("/app/"));
  };
  const keep = async (label: string): Promise<void> => {
    const isWorthIt = timeline.head !== undefined || !isEmpty(home.fs);
    if (isWorthIt && (await hasChanged())) {
      const { fs } = home;
      timeline.add(label, { fs, snapshot: await fs.snapshot() }, fs.sync.usage().bytes);
    }
    draw();
  };
  const leaveFor = async (id: number, how: "goTo" | "fork"): Promise<void> => {
    try {
      await keep("Before going back");
      await restore(timeline[how](id).state, home.fs);
      draw();
      onRestored();
    } catch (error) {
      onFailure(error);
    }
  };
  const item = (moment: Moment<FileState>): HTMLElement => {
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
        "data-key": `restore ${id}`,
      }),
      button("Fork", () => void leaveFor(id, "fork"), {
        class: "small",
        "aria-label": `Fork from ${label}`,
        "data-key": `fork ${id}`,
      }),
    );
  };
  const draw = (): void => {
    replaceContent(list, ...[...timeline.moments].reverse().map(item));
  };
  return { keep, draw };
}

async function restore({ fs, snapshot }: FileState, now: FileSystem): Promise<void> {
  if (fs === now) return now.restore(snapshot);
  for (const name of await now.readdir("/app")) await now.rm(`/app/${name}`, { recursive: true });
  copyApp({ sync: fs.sync.fork(snapshot) }, now);
}
