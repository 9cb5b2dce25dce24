/**
 * The journal: every change to a filesystem as a record that can be replayed elsewhere.
 * Records name inodes by number, so replay does not depend on paths and is idempotent.
 */

/** One change. Times are nanoseconds since the epoch; byte arrays belong to the record. */
export type JournalRecord =
  | {
      readonly op: "create";
      readonly ino: number;
      readonly parent: number;
      readonly name: string;
      readonly mode: number;
      readonly timeNs: bigint;
      /** Only of a symlink. */
      readonly target?: string;
    }
  | {
      readonly op: "write";
      readonly ino: number;
      readonly offset: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly timeNs: bigint;
    }
  | {
      readonly op: "truncate";
      readonly ino: number;
      readonly size: number;
      readonly timeNs: bigint;
    }
  | {
      readonly op: "link";
      readonly ino: number;
      readonly parent: number;
      readonly name: string;
      readonly timeNs: bigint;
    }
  | {
      /** Removes a name: unlink or rmdir. */
      readonly op: "unlink";
      readonly parent: number;
      readonly name: string;
      readonly timeNs: bigint;
    }
  | {
      readonly op: "rename";
      readonly parent: number;
      readonly name: string;
      readonly newParent: number;
      readonly newName: string;
      readonly timeNs: bigint;
    }
  | {
      /** Sets what is present. */
      readonly op: "attributes";
      readonly ino: number;
      readonly mode?: number;
      readonly atimeNs?: bigint;
      readonly mtimeNs?: bigint;
      readonly ctimeNs?: bigint;
      readonly readOnly?: boolean;
    }
  | {
      /** Sets an extended attribute; without a value, removes it. */
      readonly op: "xattr";
      readonly ino: number;
      readonly name: string;
      readonly value?: Uint8Array<ArrayBuffer>;
      readonly timeNs: bigint;
    };

/** The record of one kind of change. */
export type RecordOf<Op extends JournalRecord["op"]> = Extract<JournalRecord, { readonly op: Op }>;
