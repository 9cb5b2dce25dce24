/** Serves a log to the page at the other end of a port. */
import type { LogStore } from "../vfs/index.ts";
import type { StoreFault, StoreMessage, StoreRequest } from "./store-protocol.ts";

/** Tells what the log holds, and answers requests until `close`, after which `end` is called. */
export function serveStore(store: LogStore, port: MessagePort, end: () => void): void {
  const say = (message: StoreMessage, given: Transferable[] = []): void =>
    port.postMessage(message, given);
  port.onmessage = ({ data }: MessageEvent<StoreRequest>): void => {
    try {
      obey(store, data);
      if (data.op === "close") end();
      say({ kind: "done", logBytes: store.bytes });
    } catch (error) {
      say(faultOf(error));
    }
  };
  for (const bytes of store.payloads()) say({ kind: "payload", bytes }, [bytes.buffer]);
  say({ kind: "done", logBytes: store.bytes });
}

function obey(store: LogStore, request: StoreRequest): void {
  switch (request.op) {
    case "append":
      store.append(request.bytes);
      break;
    case "image-start":
      store.startImage();
      break;
    case "image-part":
      store.addToImage(request.bytes);
      break;
    case "image-end":
      store.finishImage();
      break;
    case "close":
      break;
  }
}

const faults: Readonly<Record<string, StoreFault>> = {
  QuotaExceededError: "quota",
  NoModificationAllowedError: "in-use",
  NotAllowedError: "denied",
  SecurityError: "denied",
};

/** What the page is told of an error. */
export function faultOf(error: unknown): StoreMessage {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: "fault", fault: faults[name] ?? "failed", message };
}
