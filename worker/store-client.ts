/** The page's end of the worker that keeps its files. */
import type { StoreFault, StoreMessage, StoreRequest } from "./store-protocol.ts";

/** Keeps what a tree has become. Each promise resolves when what it was given is kept. */
export interface TreeStore {
  /** How long the log is, in bytes. */
  readonly logBytes: number;
  /** Appends encoded journal records, which are given away. Rejects with {@link StoreError}. */
  append(records: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Puts an image of the tree, encoded journal records as well, in the place of all before. */
  replace(image: Iterable<Uint8Array<ArrayBuffer>>): Promise<void>;
  /** Lets go of what is kept. */
  close(): Promise<void>;
}

/** What is kept, and the store that goes on keeping it. */
export interface OpenStore {
  readonly store: TreeStore;
  /** Encoded journal records, in order; none when nothing was kept yet. */
  readonly kept: readonly Uint8Array<ArrayBuffer>[];
}

/** Why something could not be kept. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly fault: StoreFault;

  constructor(fault: StoreFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Opens the client of a store; resolves with what was kept once all of it is there. `ended` resolves
 * if its worker fails; `release` is called when the store has been closed.
 */
export async function openStoreClient(
  port: MessagePort,
  ended: Promise<StoreError>,
  release: () => void,
): Promise<OpenStore> {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  const waiting: { resolve(): void; reject(error: StoreError): void }[] = [];
  let logBytes = 0;
  let failure: StoreError | undefined;
  void ended.then((error) => {
    failure = error;
    for (const each of waiting.splice(0)) each.reject(error);
  });
  port.onmessage = ({ data }: MessageEvent<StoreMessage>): void => {
    if (data.kind === "payload") {
      kept.push(data.bytes);
      return;
    }
    const next = waiting.shift();
    if (data.kind === "fault") {
      next?.reject(new StoreError(data.fault, data.message));
      return;
    }
    logBytes = data.logBytes;
    next?.resolve();
  };
  const answer = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) reject(failure);
      else waiting.push({ resolve, reject });
    });
  const ask = (request: StoreRequest): Promise<void> => {
    port.postMessage(request, "bytes" in request ? [request.bytes.buffer] : []);
    return answer();
  };
  await answer();
  return {
    kept,
    store: {
      get logBytes(): number {
        return logBytes;
      },
      append: (bytes) => ask({ op: "append", bytes }),
      async replace(image): Promise<void> {
        await ask({ op: "image-start" });
        // One after the other, so that an image is never in memory twice.
        for (const bytes of image) await ask({ op: "image-part", bytes });
        await ask({ op: "image-end" });
      },
      async close(): Promise<void> {
        if (failure === undefined) await ask({ op: "close" }).catch(() => {});
        port.close();
        release();
      },
    },
  };
}
