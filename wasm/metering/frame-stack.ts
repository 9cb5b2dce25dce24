/** The labels that are open while a body is walked. Frame 0 is the function's own. */
import { doubled } from "./event-list.ts";

/** Frames by depth, each property in its own array. */
export class FrameStack {
  depth = 0;
  /** The event that opened it. */
  labels: Int32Array = new Int32Array(256);
  /** Whether it was entered at all. */
  entered: Uint8Array = new Uint8Array(256);
  /** Whether something jumps to its label. */
  targeted: Uint8Array = new Uint8Array(256);
  /** For `if`: pending when it was entered, where its `else` starts again. */
  pendings: Float64Array = new Float64Array(256);

  open(label: number, entered: boolean, pending: number): void {
    if (this.depth === this.labels.length) this.#grow();
    const frame = this.depth++;
    this.labels[frame] = label;
    this.entered[frame] = entered ? 1 : 0;
    this.targeted[frame] = 0;
    this.pendings[frame] = pending;
  }

  #grow(): void {
    this.labels = doubled(this.labels, Int32Array);
    this.entered = doubled(this.entered, Uint8Array);
    this.targeted = doubled(this.targeted, Uint8Array);
    this.pendings = doubled(this.pendings, Float64Array);
  }
}
