/** The host's door to the tree while guests run: reading always, changing only between runs. */
import { FsError, type SyncFileSystem } from "../vfs/index.ts";

const changing: ReadonlySet<string> = new Set<keyof SyncFileSystem>([
  ...(["write", "ftruncate", "fchmod", "futimes", "chmod", "utimes", "truncate"] as const),
  ...(["mkdir", "rmdir", "unlink", "rename", "link", "symlink", "writeFile"] as const),
  ...(["setReadOnly", "restore", "apply", "setxattr", "removexattr", "mount", "unmount"] as const),
]);

/**
 * Puts a guard before `fs`: while `isBusy` says so, every call that would change something throws
 * `FsError` EBUSY, because a change that the running guest does not know of could meet one of its own.
 */
export function guardFileSystem(fs: SyncFileSystem, isBusy: () => boolean): SyncFileSystem {
  const check = (syscall: string, path: unknown): void => {
    if (isBusy()) throw new FsError("EBUSY", syscall, typeof path === "string" ? path : undefined);
  };
  return new Proxy(fs, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key, target);
      if (typeof method !== "function") return method;
      return (...args: unknown[]): unknown => {
        if (changing.has(String(key)) || (key === "open" && changesFiles(args[1]))) {
          check(String(key), args[0]);
        }
        return Reflect.apply(method, target, args);
      };
    },
  });
}

function changesFiles(flags: unknown): boolean {
  if (typeof flags !== "object" || flags === null) return false;
  const { write, append, create, truncate } = flags as Readonly<Record<string, unknown>>;
  return [write, append, create, truncate].some(Boolean);
}
