/** An instrumented module as one array of bytes: u32 LE length of the meta, the meta as JSON, the module. */
import type { InstrumentMeta } from "../wasm/index.ts";

/** What `instrument` makes of a module. */
export interface Artifact {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly meta: InstrumentMeta;
}

const headerBytes = 4;

/** Makes one array of an artifact. */
export function encodeArtifact({ bytes, meta }: Artifact): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(meta));
  const stored = new Uint8Array(headerBytes + text.length + bytes.length);
  new DataView(stored.buffer).setUint32(0, text.length, true);
  stored.set(text, headerBytes);
  stored.set(bytes, headerBytes + text.length);
  return stored;
}

/** Takes an artifact apart. Throws when it is cut short. */
export function decodeArtifact(stored: Uint8Array<ArrayBuffer>): Artifact {
  const length = new DataView(stored.buffer, stored.byteOffset).getUint32(0, true);
  const text = stored.subarray(headerBytes, headerBytes + length);
  const meta = JSON.parse(new TextDecoder().decode(text)) as InstrumentMeta;
  return { meta, bytes: stored.subarray(headerBytes + length) };
}
