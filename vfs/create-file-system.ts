/** Makes a filesystem: an empty, writable `/` in memory. */
import type { FileSystem } from "./file-system.ts";
import { createFileSystemFacade } from "./file-system-facade.ts";
import { createLimitedCore, type FileSystemOptions } from "./limited-core.ts";

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
  return createFileSystemFacade(createLimitedCore(options));
}
