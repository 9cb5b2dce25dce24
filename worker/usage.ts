/** What a guest has used so far, as its worker tells the host while it runs. */
import { type FrameSender, frameKinds } from "./frame.ts";

/** What a run has used so far. */
export interface Usage {
  /** Units of fuel. */
  readonly fuelUsed: number;
  /** Linear memory of the guest as it is now, in bytes. */
  readonly memoryBytes: number;
}

/** How far apart two messages are at least, in milliseconds: as often as an eye can see. */
const intervalMs = 50;

/** Two f64 LE: fuel, then bytes of memory. */
const payloadBytes = 16;

/** What a teller works with. */
export interface UsageTellerOptions {
  readonly sender: FrameSender;
  readonly usage: () => Usage;
  /** Milliseconds, from any start. */
  readonly nowMs?: () => number;
}

/** Makes a function that sends the usage, unless it has been sent a moment ago. Call it often. */
export function createUsageTeller({
  sender,
  usage,
  nowMs = () => performance.now(),
}: UsageTellerOptions): () => void {
  let nextMs = nowMs();
  return () => {
    const now = nowMs();
    if (now < nextMs) return;
    nextMs = now + intervalMs;
    sender.send(frameKinds.usage, encodeUsage(usage()));
  };
}

function encodeUsage({ fuelUsed, memoryBytes }: Usage): Uint8Array {
  const payload = new DataView(new ArrayBuffer(payloadBytes));
  payload.setFloat64(0, fuelUsed, true);
  payload.setFloat64(8, memoryBytes, true);
  return new Uint8Array(payload.buffer);
}

/** Reads a frame of usage; undefined when it is none, as it came from the other side. */
export function decodeUsage(payload: Uint8Array): Usage | undefined {
  if (payload.length !== payloadBytes) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payloadBytes);
  const usage = { fuelUsed: view.getFloat64(0, true), memoryBytes: view.getFloat64(8, true) };
  const isSound = Object.values(usage).every((count) => Number.isSafeInteger(count) && count >= 0);
  return isSound ? usage : undefined;
}
