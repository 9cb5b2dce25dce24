/** A file of a log in the origin's private filesystem. */
import type { LogFile } from "../vfs/index.ts";

/** What is used of a `FileSystemSyncAccessHandle`, which only workers have. */
export interface AccessHandle {
  getSize(): number;
  read(target: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Makes one of a handle. */
export function createPrivateLogFile(handle: AccessHandle): LogFile {
  return {
    size: () => handle.getSize(),
    read: (target, offset) => handle.read(target, { at: offset }),
    write(bytes, offset): void {
      // Where there is no room, some browsers write a part, and others throw.
      if (handle.write(bytes, { at: offset }) === bytes.length) return;
      throw new DOMException("There is no room for it", "QuotaExceededError");
    },
    truncate: (size) => handle.truncate(size),
    flush: () => handle.flush(),
  };
}
