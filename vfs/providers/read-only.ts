/** A provider that only reads another one. */
import { FsError } from "../fs-error.ts";
import type { Provider } from "../provider.ts";

/**
 * Makes a provider that answers EROFS to every change, and asks another one for all else.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { memoryProvider, readOnlyProvider } from "fuelbox/vfs";
 *
 * const rules = memoryProvider();
 * await rules.write("/rules.txt", new TextEncoder().encode("be kind"));
 * const shown = readOnlyProvider(rules);
 * assert.equal((await shown.read("/rules.txt")).length, 7);
 * await assert.rejects(shown.remove("/rules.txt"), { code: "EROFS" });
 * ```
 */
export function readOnlyProvider(inner: Provider): Provider {
  const refuse = (syscall: string) => async (path: string) => {
    throw new FsError("EROFS", syscall, path);
  };
  return {
    capabilities: { ...inner.capabilities, writes: false },
    list: (path, call) => inner.list(path, call),
    stat: (path, call) => inner.stat(path, call),
    read: (path, call) => inner.read(path, call),
    readlink: (path, call) => inner.readlink(path, call),
    xattrs: (path, call) => inner.xattrs(path, call),
    watch: (path, call) => inner.watch(path, call),
    close: () => inner.close(),
    write: refuse("write"),
    makeDirectory: refuse("mkdir"),
    remove: refuse("remove"),
    rename: refuse("rename"),
    symlink: async (_target, path) => refuse("symlink")(path),
    setAttributes: refuse("setAttributes"),
  };
}
