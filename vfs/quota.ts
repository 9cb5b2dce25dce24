/** What a filesystem may hold, and what it holds now. Asked before a change, so a refusal changes nothing. */
import type { Usage } from "./sync-file-system.ts";

/** The limits of a filesystem. */
export interface Limits {
  /** Bytes of content, names and symlink targets together; holes count as content. */
  readonly maxBytes: number;
  /** Files, directories, symlinks and additional hard links together, `/` included. */
  readonly maxNodes: number;
  readonly maxOpenFiles: number;
  /** Components of the longest path. */
  readonly maxDepth: number;
  /** Bytes of content of one file. */
  readonly maxFileBytes: number;
}

/** The counters against their limits. */
export class Quota {
  readonly limits: Limits;
  bytes = 0;
  /** The root is there from the start. */
  nodes = 1;
  /** Opened by the filesystem, its mounts included. */
  openFiles = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Whether so much more may come. Giving back is always allowed, even above the limit. */
  hasRoom(bytes: number, nodes: number): boolean {
    const { maxBytes, maxNodes } = this.limits;
    return (
      (bytes <= 0 || this.bytes + bytes <= maxBytes) &&
      (nodes <= 0 || this.nodes + nodes <= maxNodes)
    );
  }

  usage(): Usage {
    const { maxBytes, maxNodes, maxOpenFiles } = this.limits;
    const { bytes, nodes, openFiles } = this;
    return { bytes, maxBytes, nodes, maxNodes, openFiles, maxOpenFiles };
  }

  add(bytes: number, nodes: number): void {
    this.bytes += bytes;
    this.nodes += nodes;
  }
}
