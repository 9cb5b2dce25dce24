/**
 * The frame channel over a dedicated MessagePort, for places without shared memory.
 * Every message carries the epoch of its worker, its number and when it was sent. An ended worker
 * may go on for seconds in some browsers: what it sends after its end is not taken, and when the
 * host has closed its port it hears no more of that epoch.
 */
import {
  type FrameHandler,
  type FrameKind,
  type FrameReceiver,
  type FrameSender,
  isFrameKind,
  maxPayloadBytes,
} from "./frame.ts";
import type { SendPace } from "./send-pace.ts";

interface FrameMessage {
  readonly epoch: number;
  readonly seq: number;
  /** By the clock that all threads share. */
  readonly sentMs: number;
  readonly kind: FrameKind;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** A closing receiver waits for messages that are still on their way until none comes for this long, twice. */
const settleMs = 10;
const quietTurns = 2;
const maxSettleTurns = 20;
/** How far the clocks of two threads may be apart. */
const clockSlackMs = 1;
/** Smaller ones are copied sooner than given away. */
const minTransferBytes = 4096;

/** Opens the worker's end. `pace` keeps it from running away from the host. */
export function createPortSender(
  port: MessagePort,
  epoch: number,
  pace: SendPace = () => {},
): FrameSender {
  let sent = 0;
  return {
    send(kind: FrameKind, bytes: Uint8Array): void {
      pace(bytes.length);
      const payload = bytes.slice();
      const message: FrameMessage = { epoch, seq: sent, sentMs: sharedNowMs(), kind, payload };
      port.postMessage(message, payload.length < minTransferBytes ? [] : [payload.buffer]);
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
  /** What was sent later is not taken. */
  let cutMs = Number.POSITIVE_INFINITY;
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
    if (data.sentMs > cutMs) {
      close();
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
      cutMs = Math.min(cutMs, sharedNowMs() + clockSlackMs);
      for (
        let turn = 0, quiet = 0;
        turn < maxSettleTurns && quiet < quietTurns && !closed;
        turn++
      ) {
        const before = received;
        await new Promise((resolve) => setTimeout(resolve, settleMs));
        quiet = before === received ? quiet + 1 : 0;
      }
      if (!closed) close();
    },
  };
}

function isFrameMessage(data: unknown): data is FrameMessage {
  if (typeof data !== "object" || data === null) return false;
  const { epoch, seq, sentMs, kind, payload } = data as Readonly<Record<string, unknown>>;
  return (
    typeof epoch === "number" &&
    typeof seq === "number" &&
    typeof sentMs === "number" &&
    isFrameKind(kind) &&
    payload instanceof Uint8Array &&
    payload.length <= maxPayloadBytes
  );
}

function sharedNowMs(): number {
  return performance.timeOrigin + performance.now();
}
