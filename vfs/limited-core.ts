/** Makes the core of a filesystem from the options that a caller gives. */
import { createCore } from "./core-file-system.ts";
import type { Limits } from "./quota.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";

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

/** Makes an empty core. Throws RangeError for a limit that is not a whole number above zero, or another `fullCode`. */
export function createLimitedCore(options: FileSystemOptions): SyncFileSystem {
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
  return createCore({ limits, hashSeed, now: options.now ?? hostClock() });
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
