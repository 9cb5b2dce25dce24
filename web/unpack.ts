/** Unpacks archives that somebody has brought. */
import type { FileSystem } from "fuelbox";
import { importTar } from "fuelbox/vfs";

/** Whether a file of this name is an archive that the page can unpack. */
export function isArchive(name: string): boolean {
  return name.toLowerCase().endsWith(".tar");
}

/** Unpacks an archive of /app into /app, and removes it; does nothing of it when it cannot. */
export async function unpack(fs: FileSystem, path: string): Promise<void> {
  const before = await fs.snapshot();
  const archive = await fs.readFile(path);
  try {
    // First, so that both need not fit, and for an archive that holds a file of its own name.
    await fs.rm(path);
    importTar(fs.sync, archive, { path: "/app" });
  } catch (error) {
    await fs.restore(before);
    throw error;
  }
}
