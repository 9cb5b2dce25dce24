/** Files that a page keeps across reloads: opening, listing and removing them. */

import { openStore } from "../../worker/open-store-web.ts";
import type { OpenStore } from "../../worker/store-client.ts";
import { listFolders, removeFolder } from "../../worker/store-folder-web.ts";
import { show } from "../check.ts";
import { persistError } from "./persist-error.ts";
import { checkPersistName } from "./persist-name.ts";

/** Opens what is kept under a name. Rejects with `SandboxError` PERSIST_IN_USE, PERSIST_QUOTA or PERSIST_UNAVAILABLE. */
export async function openPersisted(
  name: string,
  createWorker: (() => Worker) | undefined,
): Promise<OpenStore> {
  try {
    return await openStore(name, createWorker);
  } catch (error) {
    throw persistError(error, `Cannot open the files kept as ${show(name)}`);
  }
}

/**
 * The names under which this site keeps files, sorted.
 *
 * @throws SandboxError PERSIST_UNAVAILABLE where a page can keep nothing.
 */
export async function listPersisted(): Promise<readonly string[]> {
  try {
    return await listFolders();
  } catch (error) {
    throw persistError(error, "Cannot list the files that are kept");
  }
}

/**
 * Removes what is kept under a name; nothing when there is none.
 *
 * @throws SandboxError PERSIST_IN_USE while a sandbox has it open.
 */
export async function deletePersisted(name: string): Promise<void> {
  try {
    await removeFolder(checkPersistName(name));
  } catch (error) {
    throw persistError(error, `Cannot remove the files kept as ${show(name)}`);
  }
}
