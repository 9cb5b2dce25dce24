/** The sandbox that the page has: another one once its files begin, or cease, to be kept. */
import { deletePersisted, type FileSystem, openSandbox, type Sandbox } from "fuelbox";
import { exportTar, importTar } from "fuelbox/vfs";
import { maxFileBytes } from "./budget.ts";

/** The sandbox of the page. What is asked of it is asked each time, and never remembered. */
export interface Home {
  readonly sandbox: Sandbox;
  readonly fs: FileSystem;
  /** Whether the browser keeps the files. */
  readonly isKept: boolean;
  /**
   * Lets the browser keep the files. What it keeps already takes the place of what is there. Rejects
   * with `SandboxError` PERSIST_IN_USE, PERSIST_QUOTA, PERSIST_UNAVAILABLE or PERSIST_DAMAGED.
   */
  keep(): Promise<void>;
  /** Lets the browser keep nothing any more: what it has is removed, and the page has its files still. */
  release(): Promise<void>;
}

/** How a home is opened. */
export interface HomeOptions {
  /** Whether the browser is to keep the files. */
  readonly isKept: boolean;
  readonly onProgress: (message: string) => void;
  /** Hears why the files are not kept, although they were to be. */
  readonly onRefused: (error: unknown) => void;
  /** Throws while a program runs: what it writes must not be left behind. */
  readonly checkIdle: () => void;
}

const name = "playground";

/** Opens the sandbox of the page. */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { onProgress, onRefused, checkIdle } = options;
  const settings = { limits: { fileBytes: maxFileBytes }, onProgress };
  let { isKept } = options;
  const openKept = (): Promise<Sandbox> => openSandbox({ ...settings, persist: name });
  const openUnkept = (): Promise<Sandbox> => openSandbox(settings);
  const openFirst = async (): Promise<Sandbox> => {
    try {
      return await (isKept ? openKept() : openUnkept());
    } catch (error) {
      if (!isKept) throw error;
      isKept = false;
      onRefused(error);
      return openUnkept();
    }
  };
  let sandbox = await openFirst();
  /** Nothing comes between the copy and the change. */
  const moveTo = async (next: Sandbox, becomesKept: boolean): Promise<void> => {
    const before = sandbox;
    try {
      checkIdle();
      if (isEmpty(next.fs)) copyApp(before.fs, next.fs);
    } catch (error) {
      await next.close();
      throw error;
    }
    sandbox = next;
    isKept = becomesKept;
    await before.close();
  };
  return {
    get sandbox(): Sandbox {
      return sandbox;
    },
    get fs(): FileSystem {
      return sandbox.fs;
    },
    get isKept(): boolean {
      return isKept;
    },
    async keep(): Promise<void> {
      checkIdle();
      await moveTo(await openKept(), true);
    },
    async release(): Promise<void> {
      checkIdle();
      await moveTo(await openUnkept(), false);
      await removeKept();
    },
  };
}

/** Removes what the browser keeps. Rejects with `SandboxError` PERSIST_IN_USE while it is open. */
export function removeKept(): Promise<void> {
  return deletePersisted(name);
}

/** Puts all of one /app into another. */
export function copyApp(from: Pick<FileSystem, "sync">, to: FileSystem): void {
  importTar(to.sync, exportTar(from.sync, { path: "/app" }), { path: "/app" });
}

/** Whether there is nothing in /app. */
export function isEmpty(fs: FileSystem): boolean {
  return fs.sync.readdir("/app").length === 0;
}
