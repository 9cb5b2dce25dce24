/** What a log needs of the place where its bytes are kept. */

/** A file that only its holder reads and writes. Offsets and sizes are bytes. */
export interface LogFile {
  size(): number;
  /** Fills `target` from `offset` on and returns how many bytes there were. */
  read(target: Uint8Array, offset: number): number;
  /** Writes all of `bytes`, or throws. */
  write(bytes: Uint8Array, offset: number): void;
  truncate(size: number): void;
  /** Returns when what was written outlives the machine. */
  flush(): void;
}
