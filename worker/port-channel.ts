/**
 * The frame channel over a dedicated MessagePort, for places without shared memory.
 * Every message carries the epoch of its worker and its number. An ended worker may go on for
 * seconds in some browsers; when the host has closed its end, it hears no more of that epoch.
 */
import {
  type FrameHandler,
  type FrameKind,
  type FrameReceiver,
  type FrameSender,
  isFrameKind,
  maxPayloadBytes,
} from "./frame.ts";

interface FrameMessage {
  readonly epoch: number;
  readonly seq: number;
  readonly kind: FrameKind;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** How long a closing receiver waits for messages that are still on their way. */
const settleMs = 10;
const maxSettleTurns = 20;

/** Opens the worker's end. */
export function createPortSender(port: MessagePort, epoch: number): FrameSender {
  let sent = 0;
  return {
    send(kind: FrameKind, payload: Uint8Array): void {
      const message: FrameMessage = { epoch, seq: sent, kind, payload: payload.slice() };
      port.postMessage(message, [message.payload.buffer]);
      sent++;
    },
    get sent(): number {
      return sent;
    },
  };
}

/** Opens the host's end. `onCorrupt` hears of a message that is no frame, after which none is taken. */
export function openPortReceiver(
  port: MessagePort,
  epoch: number,
  handler: FrameHandler,
  onCorrupt: (error: unknown) => void,
): FrameReceiver {
  let received = 0;
  let closed = false;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const wake = (): void => {
    for (const { resolve } of waiting.filter(({ count }) => closed || received >= count)) resolve();
    waiting = waiting.filter(({ count }) => !closed && received < count);
  };
  const close = (): void => {
    closed = true;
    port.onmessage = null;
    port.close();
    wake();
  };
  port.onmessage = ({ data }: MessageEvent<unknown>): void => {
    if (closed) return;
    if (!isFrameMessage(data) || data.epoch !== epoch || data.seq !== received) {
      close();
      onCorrupt(new RangeError("Cannot read the channel: a frame in it is corrupt"));
      return;
    }
    received++;
    handler(data.kind, data.payload);
    wake();
  };
  return {
    received: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        wake();
      }),
    async close(): Promise<void> {
      for (let turn = 0, before = -1; turn < maxSettleTurns && before !== received; turn++) {
        before = received;
        await new Promise((resolve) => setTimeout(resolve, settleMs));
      }
      if (!closed) close();
    },
  };
}

function isFrameMessage(data: unknown): data is FrameMessage {
  if (typeof data !== "object" || data === null) return false;
  const { epoch, seq, kind, payload } = data as Readonly<Record<string, unknown>>;
  return (
    typeof epoch === "number" &&
    typeof seq === "number" &&
    isFrameKind(kind) &&
    payload instanceof Uint8Array &&
    payload.length <= maxPayloadBytes
  );
}
