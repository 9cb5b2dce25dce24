/** What a filesystem may hold, and what it holds now. Asked before a change, so a refusal changes nothing. */
import type { Usage } from "./sync-file-system.ts";

/** The limits of a filesystem. */
export interface Limits {
  /**
   * Bytes of content, names, symlink targets and extended attributes together, and what only named
   * snapshots hold of them; holes count as content.
   */
  readonly maxBytes: number;
  /** Files, directories, symlinks and additional hard links together, `/` included. */
  readonly maxNodes: number;
  readonly maxOpenFiles: number;
  /** Components of the longest path. */
  readonly maxDepth: number;
  /** Bytes of content of one file. */
  readonly maxFileBytes: number;
  /** What a call answers that finds no room for bytes or nodes: a quota is used up, or a device is full. */
  readonly fullCode: "EDQUOT" | "ENOSPC";
}

/** The counters against their limits. */
export class Quota {
  readonly limits: Limits;
  bytes = 0;
  /** Bytes that only named snapshots hold. */
  retained = 0;
  /** The root is there from the start. */
  nodes = 1;
  /** Opened by the filesystem, its mounts included. */
  openFiles = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /**
   * Whether so much more may come, beside what snapshots retain. Giving back is always allowed, even
   * above the limit.
   */
  hasRoom(bytes: number, nodes: number): boolean {
    return this.#fits(this.bytes + this.retained, bytes, nodes);
  }

  /** The same, as if there were no snapshots. */
  hasRoomWithoutSnapshots(bytes: number, nodes: number): boolean {
    return this.#fits(this.bytes, bytes, nodes);
  }

  usage(): Usage {
    const { maxBytes, maxNodes, maxOpenFiles } = this.limits;
    const { bytes, retained: snapshotBytes, nodes, openFiles } = this;
    return { bytes, snapshotBytes, maxBytes, nodes, maxNodes, openFiles, maxOpenFiles };
  }

  add(bytes: number, nodes: number): void {
    this.bytes += bytes;
    this.nodes += nodes;
  }

  #fits(held: number, bytes: number, nodes: number): boolean {
    const { maxBytes, maxNodes } = this.limits;
    return (
      (bytes <= 0 || held + bytes <= maxBytes) && (nodes <= 0 || this.nodes + nodes <= maxNodes)
    );
  }
}
