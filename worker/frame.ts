/** Frames: what a worker sends while a guest runs, in order, over one channel. */

/** What a frame's payload is. */
export const frameKinds = { journal: 1, stdout: 2, stderr: 3, usage: 4 } as const;

const known: ReadonlySet<unknown> = new Set(Object.values(frameKinds));

/** A value of {@link frameKinds}. */
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/** The most bytes that one frame carries; senders split what is longer. */
export const maxPayloadBytes: number = 256 * 1024;

/** Takes frames in the order they were sent. The payload is the handler's own copy. */
export type FrameHandler = (kind: FrameKind, payload: Uint8Array<ArrayBuffer>) => void;

/** The worker's end of the channel. */
export interface FrameSender {
  /** Hands a frame over before it returns: it arrives even if the worker is ended right after. */
  send(kind: FrameKind, payload: Uint8Array): void;
  /** Frames sent since the channel was made. */
  readonly sent: number;
}

/** The host's end of the channel. */
export interface FrameReceiver {
  /** Resolves when the first `count` frames of the channel have been handled. */
  received(count: number): Promise<void>;
  /** Handles what an ended worker left behind, then ignores whatever still comes. */
  close(): Promise<void>;
}

/** Whether `kind`, as it came from the other side, is one of {@link frameKinds}. */
export function isFrameKind(kind: unknown): kind is FrameKind {
  return known.has(kind);
}
