/** A filesystem in memory as the benchmarks see it: what every contender can do, by its own means. */

/** An answer at once, or later from those that have no synchronous way. */
export type Soon<T> = T | Promise<T>;

/** One contender's tree, empty at first. Paths are absolute. */
export interface BenchTree {
  mkdir(path: string): Soon<void>;
  /** Creates or replaces a file. */
  write(path: string, content: Uint8Array): Soon<void>;
  /** The whole content, the caller's to change. */
  read(path: string): Soon<Uint8Array>;
  /** What `stat` says of the size. */
  sizeOf(path: string): Soon<number>;
  /** How many names a listing has. */
  list(path: string): Soon<number>;
  /** Adds to the end of a new file, call by call. */
  appender(path: string): (piece: Uint8Array) => Soon<void>;
  /** Reads the start of a file that is opened once. Absent where there is no such call. */
  reader?(path: string): (target: Uint8Array) => number;
  /** Remembers everything; the function that is returned brings it back. Absent where nothing does so. */
  keep?(): Soon<() => Soon<void>>;
}

/** What a module in `bench/peers/`, `bench/limits/` or here exports to take part. */
export interface TreeModule {
  openTree(): Soon<BenchTree>;
}
