/** Makes a filesystem: an empty, writable `/` in memory. */
import { createCore } from "./core-file-system.ts";
import type { FileSystem } from "./file-system.ts";
import { createFileSystemFacade } from "./file-system-facade.ts";
import type { Limits } from "./quota.ts";

/** What a filesystem may hold, and its clock. Past a limit every call answers `fullCode`, EDQUOT (depth), EMFILE or EFBIG. */
export interface FileSystemOptions extends Partial<Limits> {
  /** Nanoseconds since the Unix epoch, for all times in the tree. @default the host's clock */
  readonly now?: () => bigint;
}

/** Limits of a filesystem for which none are given. */
export const defaultLimits: Limits = {
  maxBytes: 256 * 2 ** 20,
  maxNodes: 100_000,
  maxOpenFiles: 256,
  maxDepth: 64,
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  fullCode: "EDQUOT",
};

/**
 * Makes an empty, writable filesystem at once. Mode bits are stored and shown, not enforced.
 * Names and symlink targets count as bytes, additional hard links as nodes.
 *
 * @throws RangeError for a limit that is not a whole number above zero, or another `fullCode`.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem({ maxBytes: 1_000_000 });
 * await fs.writeFile("/app/notes/today.txt", "rain");
 * assert.equal(await fs.readText("/app/notes/today.txt"), "rain");
 * assert.deepEqual(await fs.readdir("/app"), ["notes"]);
 * ```
 */
export function createFileSystem(options: FileSystemOptions = {}): FileSystem {
  const limits = { ...defaultLimits, fullCode: checkedCode(options.fullCode ?? "EDQUOT") };
  for (const name of [
    "maxBytes",
    "maxNodes",
    "maxOpenFiles",
    "maxDepth",
    "maxFileBytes",
  ] as const) {
    limits[name] = checkedLimit(name, options[name] ?? defaultLimits[name]);
  }
  const [hashSeed = 0] = crypto.getRandomValues(new Int32Array(1));
  return createFileSystemFacade(createCore({ limits, hashSeed, now: options.now ?? hostClock() }));
}

function checkedLimit(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(
    `Cannot create a file system: "${name}" is "${value}", expected a whole number above zero`,
  );
}

function checkedCode(code: Limits["fullCode"]): Limits["fullCode"] {
  if (code === "EDQUOT" || code === "ENOSPC") return code;
  throw new RangeError(
    `Cannot create a file system: "fullCode" is "${code}", expected "EDQUOT" or "ENOSPC"`,
  );
}

/** The host's clock; changes within the same millisecond share one bigint. */
function hostClock(): () => bigint {
  let lastMs = 0;
  let lastNs = 0n;
  return () => {
    const nowMs = Date.now();
    if (nowMs !== lastMs) {
      lastMs = nowMs;
      lastNs = BigInt(nowMs) * 1_000_000n;
    }
    return lastNs;
  };
}
