/** `struct stat` and `struct statfs` as musl lays them out for Emscripten. */
import type { FileType, Stat, Usage } from "../../../vfs/index.ts";
import type { GuestMemory } from "../../wasi/memory.ts";

/** Sizes in bytes. */
export const size = { stat: 96, statfs: 72 } as const;

/** File type bits of `st_mode`. */
export const modeType = {
  fifo: 0o010000,
  character: 0o020000,
  directory: 0o040000,
  file: 0o100000,
  symlink: 0o120000,
} as const;

/** What devices and streams show of a {@link Stat}. */
export type ShownStat = Omit<Stat, "type" | "birthtimeNs"> & { readonly type?: FileType };

/** The one user: not root, so that programs do not try what only root may. */
export const userId = 1000;

const blockBytes = 4096;
/** `st_blocks` counts these whatever the block size is. */
const sectorBytes = 512;

/** A device or stream: `mode` with its type bits, nothing else to tell. */
export function streamStat(mode: number, ino: number): ShownStat {
  return { dev: 0, ino, mode, nlink: 1, size: 0, atimeNs: 0n, mtimeNs: 0n, ctimeNs: 0n };
}

/**
 * Writes 96 bytes: dev u32, mode u32, nlink u32, uid u32, gid u32, rdev u32, size i64 @24,
 * blksize i32, blocks i32, atim, mtim, ctim (each seconds i64, nanoseconds i32, 4 bytes unused)
 * @40, ino u64 @88.
 */
export function writeStat(memory: GuestMemory, pointer: number, stat: ShownStat): void {
  const start = pointer >>> 0;
  memory.range(start, size.stat).fill(0);
  memory.setU32(start, stat.dev);
  memory.setU32(start + 4, stat.mode);
  memory.setU32(start + 8, stat.nlink);
  memory.setU32(start + 12, userId);
  memory.setU32(start + 16, userId);
  memory.setU64(start + 24, BigInt(stat.size));
  memory.setU32(start + 32, blockBytes);
  memory.setU32(start + 36, Math.ceil(stat.size / sectorBytes));
  writeTime(memory, start + 40, stat.atimeNs);
  writeTime(memory, start + 56, stat.mtimeNs);
  writeTime(memory, start + 72, stat.ctimeNs);
  memory.setU64(start + 88, BigInt(stat.ino));
}

/**
 * Writes 72 bytes: type u32, bsize u32 @4, blocks, bfree, bavail, files, ffree u64 each @8,
 * fsid @48, namelen u32 @56, frsize u32 @60, flags u32 @64.
 */
export function writeStatfs(memory: GuestMemory, pointer: number, usage: Usage): void {
  const start = pointer >>> 0;
  memory.range(start, size.statfs).fill(0);
  const freeBlocks = Math.floor(Math.max(0, usage.maxBytes - usage.bytes) / blockBytes);
  memory.setU32(start + 4, blockBytes);
  memory.setU64(start + 8, BigInt(Math.floor(usage.maxBytes / blockBytes)));
  memory.setU64(start + 16, BigInt(freeBlocks));
  memory.setU64(start + 24, BigInt(freeBlocks));
  memory.setU64(start + 32, BigInt(usage.maxNodes));
  memory.setU64(start + 40, BigInt(Math.max(0, usage.maxNodes - usage.nodes)));
  memory.setU32(start + 56, 255);
  memory.setU32(start + 60, blockBytes);
}

function writeTime(memory: GuestMemory, pointer: number, ns: bigint): void {
  // Seconds round down, so that nanoseconds are never negative.
  const nanoseconds = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  memory.setU64(pointer, BigInt.asUintN(64, (ns - nanoseconds) / 1_000_000_000n));
  memory.setU32(pointer + 8, Number(nanoseconds));
}
