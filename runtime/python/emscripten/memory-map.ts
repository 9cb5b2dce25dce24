/** Mapping files into memory: a copy is read in, and written back when the guest says so. */
import type { FileDescriptor } from "../../fd-table.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { fail } from "./failure.ts";

/** Bits of `mmap` that matter here. */
const bit = { protWrite: 2, mapShared: 1, mapPrivate: 2 } as const;

/** Mappings start at a page of the guest, 64 KiB. */
const pageBytes = 65_536;

/** Makes `_mmap_js`, `_munmap_js` and `_msync_js`. */
export function createMemoryMapCalls(
  context: EmscriptenContext,
): Calls<"_mmap_js" | "_msync_js" | "_munmap_js"> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;

  const requireFile = (fd: number): FileDescriptor => {
    const descriptor = fds.require(fd >>> 0, "mmap");
    if (descriptor.kind !== "file" || descriptor.type !== "file") return fail("ENODEV");
    return descriptor;
  };

  /** Never writes past the end: what is mapped beyond it has no place in the file. */
  const writeBack = (
    { file }: FileDescriptor,
    address: number,
    length: number,
    offset: bigint,
  ): void => {
    const position = toPosition(offset);
    const kept = Math.min(length >>> 0, fs.fstat(file).size - position);
    if (kept > 0) fs.write(file, memory.range(address, kept), position);
  };

  return {
    _mmap_js(
      length: number,
      protection: number,
      flags: number,
      fd: number,
      offset: bigint,
      allocated: number,
      address: number,
    ) {
      const { file } = requireFile(fd);
      const isShared = (flags & bit.mapShared) !== 0;
      if (isShared && (protection & bit.protWrite) !== 0 && file.flags.write !== true) {
        fail("EACCES");
      }
      const position = toPosition(offset);
      memory.check(allocated, 4);
      memory.check(address, 4);
      const pointer = context.guest().allocate(pageBytes, length >>> 0);
      if (pointer === 0) return fail("ENOMEM");
      const target = memory.range(pointer, length >>> 0);
      let done = 0;
      while (done < target.length) {
        const count = fs.read(file, target.subarray(done), position + done);
        if (count === 0) break;
        done += count;
      }
      target.fill(0, done);
      memory.setU32(allocated, 1);
      memory.setU32(address, pointer);
      return 0;
    },

    _msync_js(
      address: number,
      length: number,
      _protection: number,
      flags: number,
      fd: number,
      offset: bigint,
    ) {
      const descriptor = requireFile(fd);
      if ((flags & bit.mapPrivate) === 0) writeBack(descriptor, address, length, offset);
    },

    _munmap_js(
      address: number,
      length: number,
      protection: number,
      flags: number,
      fd: number,
      offset: bigint,
    ) {
      const isWritable = (protection & bit.protWrite) !== 0 && (flags & bit.mapPrivate) === 0;
      // The descriptor may be gone by now; then the last `msync` was the last word.
      if (!isWritable || fds.get(fd >>> 0) === undefined) return;
      writeBack(requireFile(fd), address, length, offset);
    },
  };
}

function toPosition(offset: bigint): number {
  if (offset < 0n) fail("EINVAL");
  return offset > Number.MAX_SAFE_INTEGER ? fail("EFBIG") : Number(offset);
}
