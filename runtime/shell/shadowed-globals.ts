/**
 * What the interpreter gets in place of the realm's globals: nothing that leads out, and nothing
 * that is not the same on every engine.
 */
import { createAbortController } from "./abort-controller.ts";
import { decodeBase64, encodeBase64 } from "./base64-text.ts";
import { ByteTextEncoder } from "./byte-text.ts";
import type { SyncPromises } from "./sync-promise.ts";
import { createUtcDate } from "./utc-date.ts";
import type { VirtualTimers } from "./virtual-timers.ts";

/** What the globals stand on. */
export interface GlobalsOptions {
  readonly promises: SyncPromises;
  readonly timers: VirtualTimers;
  readonly nowMs: () => number;
  readonly fillRandom: (target: Uint8Array) => void;
}

/** Makes the globals of one interpreter. */
export function createShadowedGlobals(options: GlobalsOptions): Readonly<Record<string, unknown>> {
  const { promises, timers, nowMs, fillRandom } = options;
  const shadowed = {
    ...createAbortController(),
    Promise: promises.Promise,
    setTimeout: timers.set,
    clearTimeout: timers.clear,
    Date: createUtcDate(nowMs),
    Math: createMath(fillRandom),
    crypto: createCrypto(fillRandom),
    performance: { now: nowMs },
    console: { log() {}, warn() {}, error() {}, debug() {}, info() {} },
    URL: UnsupportedUrl,
    TextEncoder: ByteTextEncoder,
    atob: decodeBase64,
    btoa: encodeBase64,
  };
  const globals: Record<string, unknown> = Object.create(null);
  for (const name of languageNames) globals[name] = Reflect.get(globalThis, name);
  Object.assign(globals, shadowed, { setInterval: noTimer, clearInterval: noTimer });
  globals["globalThis"] = globals;
  return { ...shadowed, globalThis: globals };
}

/** What the interpreter asks its `globalThis` for. */
const languageNames = ["TextDecoder", "Proxy", "Object", "Array", "Map", "Set"];

class UnsupportedUrl {
  constructor(text: string) {
    throw new TypeError(`Invalid URL: ${text}`);
  }
}

function noTimer(): never {
  throw new Error("Cannot repeat: there are no intervals");
}

function createMath(fillRandom: (target: Uint8Array) => void): Record<string, unknown> {
  const entries = Object.getOwnPropertyNames(Math).map((name): [string, unknown] => [
    name,
    Reflect.get(Math, name),
  ]);
  const math: Record<string, unknown> = Object.assign(
    Object.create(null),
    Object.fromEntries(entries),
  );
  math["random"] = (): number => {
    const bytes = new Uint8Array(4);
    fillRandom(bytes);
    return new DataView(bytes.buffer).getUint32(0) / 2 ** 32;
  };
  return math;
}

function createCrypto(fillRandom: (target: Uint8Array) => void): object {
  return {
    getRandomValues<Target extends ArrayBufferView>(target: Target): Target {
      fillRandom(new Uint8Array(target.buffer, target.byteOffset, target.byteLength));
      return target;
    },
    randomUUID(): string {
      const bytes = new Uint8Array(16);
      fillRandom(bytes);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    },
  };
}
