/** What only WASI programs are started with. */
import { FsError, isWithin, normalizePath, type SyncFileSystem } from "../vfs/index.ts";
import type { Program, ProgramKind } from "../worker/protocol.ts";
import { checkBoolean, checkString, show } from "./check.ts";
import { checkGuestPath } from "./options.ts";

/** What a WASI program is started with, checked; what is absent has its default. */
export type WasiSetup = Omit<Extract<Program, { readonly kind: "wasm" }>, "kind" | "bytes">;

/** Checks the options of WASI programs. Throws TypeError or RangeError that names the option, also when the program is of another kind. */
export function checkWasiOptions(
  { preopens, trace }: { readonly preopens?: unknown; readonly trace?: unknown },
  kind: ProgramKind,
): WasiSetup {
  const isTraced = checkBoolean(trace, "trace");
  const directories = checkPreopens(preopens);
  if (kind !== "wasm" && (directories !== undefined || isTraced)) {
    const name = directories === undefined ? "trace" : "preopens";
    throw new TypeError(`Cannot use option "${name}": the program must be WASI, it is ${kind}`);
  }
  return {
    ...(directories === undefined ? {} : { preopens: directories }),
    ...(isTraced ? { trace: true } : {}),
  };
}

/** Finds where the directories of a program really are. Throws `FsError` ENOENT, ENOTDIR, or ENOTCAPABLE for one that a symlink leads out of `/app` to. */
export function findPreopens({ preopens, ...setup }: WasiSetup, fs: SyncFileSystem): WasiSetup {
  if (preopens === undefined) return setup;
  const found = preopens.map(([name, path]): readonly [string, string] => {
    const real = fs.realpath(path);
    if (fs.stat(real).type !== "directory") throw new FsError("ENOTDIR", "open", path);
    if (!isWithin(real, root)) throw new FsError("ENOTCAPABLE", "open", path);
    return [name, real];
  });
  return { ...setup, preopens: found };
}

/** Where all directories of a program must lie. */
const root = "/app";

function checkPreopens(preopens: unknown): WasiSetup["preopens"] {
  if (preopens === undefined) return undefined;
  if (typeof preopens !== "object" || preopens === null || Array.isArray(preopens)) {
    throw new TypeError(`Cannot use option "preopens": must be an object, got ${show(preopens)}`);
  }
  return Object.entries(preopens).map(([name, path]) => {
    const option = `preopens[${show(checkString(name, "preopens"))}]`;
    if (name === "") throw new RangeError('Cannot use option "preopens": a name is empty');
    const directory = normalizePath(checkGuestPath(path, option));
    if (isWithin(directory, root)) return [name, directory] as const;
    throw new RangeError(
      `Cannot use option "${option}": must be "${root}" or below it, got ${show(path)}`,
    );
  });
}
