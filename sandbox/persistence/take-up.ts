/** Takes up what was kept of a tree. */
import { replay, type SyncFileSystem } from "../../vfs/index.ts";
import type { OpenStore } from "../../worker/store-client.ts";
import type { RunResult } from "../result.ts";
import { SandboxError } from "../sandbox-error.ts";
import { TreeKeeper } from "./tree-keeper.ts";

/** Makes an empty tree what was kept, and goes on keeping it. Throws `SandboxError` PERSIST_DAMAGED. */
export function takeUp(fs: SyncFileSystem, { kept, store }: OpenStore): TreeKeeper {
  try {
    for (const records of kept) replay(fs, records);
  } catch (cause) {
    void store.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SandboxError("PERSIST_DAMAGED", `Cannot take up the kept files: ${reason}`, {
      cause,
    });
  }
  return new TreeKeeper(fs, store);
}

/** What a result says of files that could not be kept. */
export async function notKept(keeper: TreeKeeper | undefined): Promise<Pick<RunResult, "notKept">> {
  try {
    await keeper?.kept();
    return {};
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const { code, message } = error;
    return { notKept: { code, message } };
  }
}
