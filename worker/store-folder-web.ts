/** Where a page keeps files: folders of the origin's private filesystem, one for each name. */

const root = "fuelbox-files";

/** The files of one folder. */
export const logFileNames = ["a.log", "b.log"] as const;

/** Opens the folder of a name, which is made when there is none. */
export async function openFolder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await openRoot()).getDirectoryHandle(folderName(name), { create: true });
}

/** Removes the folder of a name. Rejects while its files are in use. */
export async function removeFolder(name: string): Promise<void> {
  try {
    await (await openRoot()).removeEntry(folderName(name), { recursive: true });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "NotFoundError") throw error;
  }
}

/** The names of all folders, sorted. */
export async function listFolders(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of (await openRoot()).keys()) names.push(decodeURIComponent(name));
  return names.sort();
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  const storage = await navigator.storage.getDirectory();
  return storage.getDirectoryHandle(root, { create: true });
}

/** A name may hold what no file's name can. */
function folderName(name: string): string {
  return encodeURIComponent(name).replaceAll(".", "%2E");
}
