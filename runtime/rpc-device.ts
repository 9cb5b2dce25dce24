/**
 * The device through which a guest asks its kernel for work: it writes a request frame, then reads
 * the response frame. A frame is the payload's length as u32 LE, one codec byte, the payload.
 */
import { maxRequestBytes } from "./bounded-json.ts";
import type { Kernel } from "./kernel.ts";
import { answerRequest, encodeFailure } from "./rpc-codec.ts";
import type { Stream } from "./stdio.ts";

/** The environment variable that tells a guest the device's descriptor number. */
export const rpcFdVariable = "SANDBOX_RPC_FD";

/** What a device does not exceed. */
export interface RpcLimits {
  /** The longest payload of a request and of a response, in bytes. Default 16 MiB. */
  readonly maxPayloadBytes?: number;
}

/**
 * Opens a device that answers by `kernel.call`, one unit of fuel per byte of request and response.
 * A request replaces the response before it, read or not. A longer request than the limit is
 * skipped and answered with an error.
 */
export function createRpcDevice(kernel: Kernel, limits: RpcLimits = {}): Stream {
  const device = new RpcDevice(kernel, limits.maxPayloadBytes ?? maxRequestBytes);
  return {
    read: (target) => device.read(target),
    write: (source) => device.write(source),
  };
}

/** Bytes before the payload: its length and the codec. */
const headerBytes = 5;
const nothing = new Uint8Array();

class RpcDevice {
  readonly #kernel: Kernel;
  readonly #maxPayloadBytes: number;
  readonly #header = new Uint8Array(headerBytes);
  #headerLength = 0;
  #payload = nothing;
  /** Payload bytes of the current request that are still to come. */
  #missing = 0;
  #isTooLong = false;
  #response = nothing;
  #responsePosition = 0;

  constructor(kernel: Kernel, maxPayloadBytes: number) {
    this.#kernel = kernel;
    this.#maxPayloadBytes = maxPayloadBytes;
  }

  read(target: Uint8Array): number {
    const end = this.#responsePosition + target.length;
    const chunk = this.#response.subarray(this.#responsePosition, end);
    target.set(chunk);
    this.#responsePosition += chunk.length;
    if (this.#responsePosition === this.#response.length) this.#respond(nothing);
    return chunk.length;
  }

  write(source: Uint8Array): void {
    let rest = source;
    while (rest.length > 0) {
      rest = this.#headerLength < headerBytes ? this.#takeHeader(rest) : this.#takePayload(rest);
      if (this.#headerLength === headerBytes && this.#missing === 0) this.#answer();
    }
  }

  #takeHeader(source: Uint8Array): Uint8Array {
    const chunk = source.subarray(0, headerBytes - this.#headerLength);
    this.#header.set(chunk, this.#headerLength);
    this.#headerLength += chunk.length;
    if (this.#headerLength === headerBytes) this.#startPayload();
    return source.subarray(chunk.length);
  }

  #startPayload(): void {
    this.#missing = new DataView(this.#header.buffer).getUint32(0, true);
    this.#isTooLong = this.#missing > this.#maxPayloadBytes;
    if (this.#isTooLong) return;
    this.#kernel.fuel.charge(this.#missing);
    this.#payload = new Uint8Array(this.#missing);
  }

  #takePayload(source: Uint8Array): Uint8Array {
    const chunk = source.subarray(0, this.#missing);
    if (!this.#isTooLong) this.#payload.set(chunk, this.#payload.length - this.#missing);
    this.#missing -= chunk.length;
    return source.subarray(chunk.length);
  }

  #answer(): void {
    this.#headerLength = 0;
    const limit = this.#maxPayloadBytes;
    if (this.#isTooLong) {
      this.#respond(encodeFailure("TOO_LONG", `Cannot read a request longer than ${limit} bytes`));
      return;
    }
    const payload = this.#payload;
    this.#payload = nothing;
    const response = answerRequest(this.#kernel, this.#header[4] ?? 0, payload);
    this.#kernel.fuel.charge(response.length - headerBytes);
    this.#respond(
      response.length - headerBytes <= limit
        ? response
        : encodeFailure("TOO_LONG", `Cannot answer with more than ${limit} bytes: ask for less`),
    );
  }

  #respond(response: Uint8Array<ArrayBuffer>): void {
    this.#response = response;
    this.#responsePosition = 0;
  }
}
