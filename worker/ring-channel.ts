/** The frame channel over shared memory: a ring for the bytes and a port for the doorbell. */
import type { FrameHandler, FrameKind, FrameReceiver, FrameSender } from "./frame.ts";
import { RingReader, RingWriter } from "./ring.ts";

/** How much the host handles before it lets its other work (timers, signals) run. */
const drainBytes = 1024 * 1024;

/** Opens the worker's end. The port only carries the doorbell. */
export function createRingSender(ring: SharedArrayBuffer, doorbell: MessagePort): FrameSender {
  const writer = new RingWriter(ring);
  let sent = 0;
  return {
    send(kind: FrameKind, payload: Uint8Array): void {
      if (writer.write(kind, payload)) doorbell.postMessage(0);
      sent++;
    },
    get sent(): number {
      return sent;
    },
  };
}

/** Opens the host's end. `onCorrupt` hears of a ring that cannot be read, which is read no further. */
export function openRingReceiver(
  ring: SharedArrayBuffer,
  doorbell: MessagePort,
  handler: FrameHandler,
  onCorrupt: (error: unknown) => void,
): FrameReceiver {
  const reader = new RingReader(ring, handler);
  let closed = false;
  const close = (): void => {
    closed = true;
    doorbell.onmessage = null;
    doorbell.close();
  };
  const drain = (maxBytes: number): boolean => {
    if (closed) return true;
    try {
      return reader.drain(maxBytes);
    } catch (error) {
      close();
      onCorrupt(error);
      return true;
    }
  };
  const drainInSlices = (): void => {
    if (!drain(drainBytes)) setTimeout(drainInSlices, 0);
  };
  doorbell.onmessage = drainInSlices;
  return {
    // Shared memory holds every frame from the moment it was sent: there is nothing to wait for. What
    // a writer adds meanwhile, which may be an ended worker that goes on, is not waited for either.
    async received(): Promise<void> {
      if (!drain(reader.pending)) setTimeout(drainInSlices, 0);
    },
    async close(): Promise<void> {
      drain(reader.pending);
      if (!closed) close();
    },
  };
}
