/** Reads the body of an asset's response piece by piece, and no further than the asset is long. */
import type { OnLoaded } from "../runtime/index.ts";

/** The whole body. Rejects when it is longer than `maxBytes`, before it has filled memory. */
export async function readBody(
  response: Response,
  maxBytes: number,
  onLoaded: OnLoaded,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  onLoaded(0, maxBytes);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw new Error(`it is longer than ${maxBytes} bytes, which it must have`);
    }
    bytes.set(value, length);
    length += value.length;
    onLoaded(length, maxBytes);
  }
}
