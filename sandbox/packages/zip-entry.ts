/** Unpacks one small file of a zip archive. */
import type { ZipEntry } from "./zip-directory.ts";

const localMagic = 0x0403_4b50;
const localBytes = 30;

/** The content of `entry`. Rejects with RangeError when it is more than `maxBytes`, or not what the directory says. */
export async function readZipEntry(
  archive: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const damaged = new RangeError(`"${entry.name}" is damaged`);
  if (entry.bytes > maxBytes)
    throw new RangeError(`"${entry.name}" is larger than ${maxBytes} bytes`);
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const { offset } = entry;
  if (offset + localBytes > archive.length || view.getUint32(offset, true) !== localMagic) {
    throw damaged;
  }
  const start =
    offset + localBytes + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const stored = archive.subarray(start, start + entry.compressedBytes);
  if (stored.length !== entry.compressedBytes) throw damaged;
  if (!entry.isCompressed) return new Uint8Array(stored);
  const content = await inflate(stored, entry.bytes).catch(() => undefined);
  if (content === undefined) throw damaged;
  return content;
}

/** Undefined when it is not as long as it should be. No more than that is unpacked. */
async function inflate(
  stored: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const content = new Uint8Array(bytes);
  let length = 0;
  const reader = new Blob([stored])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return length === bytes ? content : undefined;
    if (length + value.length > bytes) {
      await reader.cancel();
      return undefined;
    }
    content.set(value, length);
    length += value.length;
  }
}
