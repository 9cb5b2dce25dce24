/** The memory section, with new limits. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import type { Caps } from "./caps.ts";
import { readLimits, writeLimits } from "./limits.ts";

/** Copies the section's content. */
export function rewriteMemories(reader: ByteReader, writer: ByteWriter, caps: Caps): void {
  const count = reader.u32();
  writer.u32(count);
  for (let i = 0; i < count; i++) writeLimits(writer, readLimits(reader), caps.nextMemoryMax());
}
