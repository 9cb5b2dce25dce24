/** A file of a log in memory, which can be made to fail after so many bytes. */
import type { LogFile } from "../../vfs/log/log-file.ts";

export class MemoryLogFile implements LogFile {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Bytes that can still be written; what goes beyond is cut off, and throws. */
  room: number = Number.POSITIVE_INFINITY;

  size(): number {
    return this.bytes.length;
  }

  read(target: Uint8Array, offset: number): number {
    const found = this.bytes.subarray(offset, offset + target.length);
    target.set(found);
    return found.length;
  }

  write(bytes: Uint8Array, offset: number): void {
    const part = bytes.subarray(0, Math.min(bytes.length, this.room));
    const size = Math.max(this.bytes.length, offset + part.length);
    const grown = new Uint8Array(size);
    grown.set(this.bytes);
    grown.set(part, offset);
    this.bytes = grown;
    this.room -= part.length;
    if (part.length < bytes.length) throw new DOMException("full", "QuotaExceededError");
  }

  truncate(size: number): void {
    const cut = new Uint8Array(size);
    cut.set(this.bytes.subarray(0, size));
    this.bytes = cut;
  }

  flush(): void {}
}
