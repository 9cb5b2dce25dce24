/**
 * Loaded into a worker before its own code: tells when guests have ended. Why a guest has ended is
 * read from a counter of its instance, a number up to ten, as soon as it is back. Each such reading
 * is told; the last one before a result is that.
 */
import { channelName } from "./channel-name.ts";

const channel = new BroadcastChannel(channelName);
const { performance } = globalThis;
const { prototype } = WebAssembly.Global;
const own = Object.getOwnPropertyDescriptor(prototype, "value");

Object.defineProperty(prototype, "value", {
  ...own,
  get(this: WebAssembly.Global): unknown {
    const value: unknown = own?.get?.call(this);
    if (typeof value === "number" && value <= 10) {
      channel.postMessage(performance.timeOrigin + performance.now());
    }
    return value;
  },
});
