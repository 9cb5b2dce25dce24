/** The timeline: states that can be gone back to, in branches that share a beginning. */

/** One state on the timeline. */
export interface Moment<State> {
  /** Counts from 1. */
  readonly id: number;
  /** The state that this one came from; undefined for the first. */
  readonly parent: number | undefined;
  /** Counts from 1. */
  readonly branch: number;
  readonly label: string;
  readonly state: State;
  readonly bytes: number;
}

/** What the page shows of a timeline. */
export interface Timeline<State> {
  /** The oldest first. */
  readonly moments: readonly Moment<State>[];
  /** The state that was reached last, by `add`, `goTo` or `fork`. */
  readonly head: Moment<State> | undefined;
  /**
   * Puts a state after the head. It starts a branch when the head's own has gone on. `bytes` is what
   * it may hold.
   */
  add(label: string, state: State, bytes: number): Moment<State>;
  /** Makes a state the head. Throws RangeError when there is none with this id. */
  goTo(id: number): Moment<State>;
  /** Makes a state the head, and lets the next one start a branch. Throws RangeError as `goTo`. */
  fork(id: number): Moment<State>;
}

/** How much a timeline remembers. */
export interface TimelineLimits {
  readonly maxMoments: number;
  readonly maxBytes: number;
}

/** Makes a timeline that forgets the oldest states past its limits, but never the last two. */
export function createTimeline<State>(limits: TimelineLimits): Timeline<State> {
  let moments: readonly Moment<State>[] = [];
  let head: Moment<State> | undefined;
  let lastId = 0;
  let lastBranch = 0;
  let forks = false;
  const goTo = (id: number): Moment<State> => {
    const found = moments.find((moment) => moment.id === id);
    if (found === undefined) throw new RangeError(`Cannot find the state "${id}"`);
    head = found;
    forks = false;
    return found;
  };
  const branchOfNext = (): number => {
    const goesOn = head !== undefined && !forks && isTip(moments, head);
    if (goesOn && head !== undefined) return head.branch;
    lastBranch++;
    return lastBranch;
  };
  return {
    get moments(): readonly Moment<State>[] {
      return moments;
    },
    get head(): Moment<State> | undefined {
      return head;
    },
    add(label, state, bytes): Moment<State> {
      lastId++;
      const added = { id: lastId, parent: head?.id, branch: branchOfNext(), label, state, bytes };
      moments = [...moments, added];
      while (moments.length > 2 && isOver(moments, limits)) moments = withoutOldest(moments, head);
      head = added;
      forks = false;
      return added;
    },
    goTo,
    fork(id): Moment<State> {
      const found = goTo(id);
      forks = true;
      return found;
    },
  };
}

function isTip<State>(moments: readonly Moment<State>[], moment: Moment<State>): boolean {
  return !moments.some(({ branch, id }) => branch === moment.branch && id > moment.id);
}

function isOver(moments: readonly Moment<unknown>[], limits: TimelineLimits): boolean {
  const bytes = moments.reduce((sum, moment) => sum + moment.bytes, 0);
  return moments.length > limits.maxMoments || bytes > limits.maxBytes;
}

function withoutOldest<State>(
  moments: readonly Moment<State>[],
  head: Moment<State> | undefined,
): readonly Moment<State>[] {
  const oldest = moments.find((moment) => moment !== head);
  return moments.filter((moment) => moment !== oldest);
}
