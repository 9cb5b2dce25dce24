/**
 * What the frames of the RPC device hold. Codec 0 is JSON: `{ op, args }` is answered by
 * `{ ok: value }` or by `{ error: { code, message } }`.
 */
import { parseBoundedJson } from "./bounded-json.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Kernel } from "./kernel.ts";

/** The part of the kernel that answers requests. */
export type Answerer = Pick<Kernel, "call">;

const jsonCodec = 0;

/** Answers one request payload with a response frame. Throws `GuestStop` when the guest must end. */
export function answerRequest(
  kernel: Answerer,
  codec: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (codec !== jsonCodec) {
    return encodeFailure("BAD_REQUEST", `Cannot read codec "${codec}": it must be 0 (JSON)`);
  }
  const request = decodeRequest(payload);
  if (typeof request === "string") {
    return encodeFailure("BAD_REQUEST", `Cannot read the request: ${request}`);
  }
  try {
    return encodeJson({ ok: kernel.call(request.op, request.args) ?? null });
  } catch (error) {
    if (error instanceof GuestStop) throw error;
    return encodeFailure(errorCode(error), error instanceof Error ? error.message : String(error));
  }
}

/** Makes the response frame of a failure. */
export function encodeFailure(code: string, message: string): Uint8Array<ArrayBuffer> {
  return encodeJson({ error: { code, message } });
}

interface Request {
  readonly op: string;
  readonly args: readonly unknown[];
}

/** The request, or why it is none. */
function decodeRequest(payload: Uint8Array): Request | string {
  let value: unknown;
  try {
    value = parseBoundedJson(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch (error) {
    return error instanceof RangeError ? error.message : noRequest;
  }
  if (typeof value !== "object" || value === null) return noRequest;
  const { op, args = [] } = value as { readonly op?: unknown; readonly args?: unknown };
  return typeof op === "string" && Array.isArray(args) ? { op, args } : noRequest;
}

const noRequest = "it is not JSON {op, args}";

/** The stable code of our own errors; for the built-in ones, which mean a wrong argument, one for all. */
function errorCode(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error) {
    if (typeof error.code === "string") return error.code;
  }
  return "INVALID_ARGUMENT";
}

function encodeJson(value: unknown): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(JSON.stringify(value));
  const frame = new Uint8Array(5 + payload.length);
  new DataView(frame.buffer).setUint32(0, payload.length, true);
  frame[4] = jsonCodec;
  frame.set(payload, 5);
  return frame;
}
