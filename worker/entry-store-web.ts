/** The worker of a page that keeps its files: opens them, disarms its realm, then serves the page. */
import { LogStore } from "../vfs/index.ts";
import { disarm } from "./disarm.ts";
import { type AccessHandle, createPrivateLogFile } from "./private-log-file.ts";
import { faultOf, serveStore } from "./serve-store.ts";
import { logFileNames, openFolder } from "./store-folder-web.ts";
import type { StoreWiring } from "./store-protocol.ts";

/** How long the worker of an earlier page may take to be gone. */
const patienceMs = 5_000;
const pauseMs = 50;

declare const FileSystemFileHandle: {
  readonly prototype: { createSyncAccessHandle(): Promise<AccessHandle> };
};

// Whoever starts this entry sends it exactly this, as its only message.
addEventListener("message", ({ data }) => void open(data as StoreWiring), { once: true });

async function open({ name, port }: StoreWiring): Promise<void> {
  const handles: AccessHandle[] = [];
  const end = (): void => {
    for (const handle of handles) handle.close();
  };
  try {
    const folder = await openFolder(name);
    const openFile = async (file: string) => {
      const handle = await openHandle(await folder.getFileHandle(file, { create: true }));
      handles.push(handle);
      return createPrivateLogFile(handle);
    };
    const [first, second] = logFileNames;
    const store = new LogStore([await openFile(first), await openFile(second)]);
    disarm();
    serveStore(store, port, end);
  } catch (error) {
    end();
    port.postMessage(faultOf(error));
  }
}

/** Waits for the worker of a page that was reloaded, which may live on for a while. */
async function openHandle(file: FileSystemFileHandle): Promise<AccessHandle> {
  const { createSyncAccessHandle } = FileSystemFileHandle.prototype;
  for (const start = performance.now(); ; ) {
    try {
      return await createSyncAccessHandle.call(file);
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === "NoModificationAllowedError";
      if (!isHeld || performance.now() - start > patienceMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
