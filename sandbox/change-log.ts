/** Remembers, encoded, what the host changes in its tree, for the worker's copy to follow. */
import { encodeRecord, type JournalRecord, type SyncFileSystem } from "../vfs/index.ts";

/** Changes of the host since they were last taken. */
export interface ChangeLog {
  /** Whether there were so many that the whole tree is the shorter message. */
  readonly overflowed: boolean;
  /** Gives away the changes so far as encoded journal records, and forgets them. */
  take(): readonly Uint8Array<ArrayBuffer>[];
  /** Runs `work`, whose changes come from the worker and need not be told to it. */
  ignoring(work: () => void): void;
  /** Stops listening. */
  close(): void;
}

/** More than this is not worth remembering, in bytes. */
const maxBytes = 16 * 2 ** 20;
/** How long encoded records that are sent together get, in bytes. */
const chunkBytes = 4 * 2 ** 20;

/** Starts to remember the changes of `fs`. */
export function openChangeLog(fs: SyncFileSystem): ChangeLog {
  let records: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let isIgnoring = false;
  const stop = fs.onChange((record) => {
    if (isIgnoring || bytes > maxBytes) return;
    const encoded = encodeRecord(record);
    records.push(encoded);
    bytes += encoded.length;
    if (bytes > maxBytes) records = [];
  });
  return {
    get overflowed(): boolean {
      return bytes > maxBytes;
    },
    take(): readonly Uint8Array<ArrayBuffer>[] {
      const chunks = [...joined(records)];
      records = [];
      bytes = 0;
      return chunks;
    },
    ignoring(work): void {
      isIgnoring = true;
      try {
        work();
      } finally {
        isIgnoring = false;
      }
    },
    close: stop,
  };
}

/** The whole tree as it is now, as encoded journal records; later changes do not show. */
export function encodeImage(fs: SyncFileSystem): Iterable<Uint8Array<ArrayBuffer>> {
  return joined(encoded(fs.image()));
}

function* encoded(records: Iterable<JournalRecord>): Iterable<Uint8Array<ArrayBuffer>> {
  for (const record of records) yield encodeRecord(record);
}

function* joined(records: Iterable<Uint8Array<ArrayBuffer>>): Iterable<Uint8Array<ArrayBuffer>> {
  let group: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const record of records) {
    group.push(record);
    bytes += record.length;
    if (bytes < chunkBytes) continue;
    yield concatenate(group, bytes);
    group = [];
    bytes = 0;
  }
  if (bytes > 0) yield concatenate(group, bytes);
}

/** All of `parts`, which take `size` bytes together. */
export function concatenate(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
