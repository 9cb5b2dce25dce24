/** Opening files, directories and devices by path. */
import type { OpenFlags } from "../../../vfs/index.ts";
import { allRights, type Descriptor } from "../../fd-table.ts";
import { fdflags } from "../../wasi/abi.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { findDevice } from "./devices.ts";
import { fail } from "./failure.ts";
import { type Place, placeAt } from "./paths.ts";

/** Flags of `open` as musl numbers them; `access` masks the two bits of the access mode. */
export const oflag = {
  access: 0o3,
  writeOnly: 0o1,
  readWrite: 0o2,
  create: 0o100,
  exclusive: 0o200,
  truncate: 0o1000,
  append: 0o2000,
  directory: 0o200000,
  nofollow: 0o400000,
} as const;

/** Makes `__syscall_openat`. */
export function createOpenCalls(context: EmscriptenContext): Calls<"__syscall_openat"> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;

  const openFile = ({ path, at }: Place, flags: number, mode: number): Descriptor => {
    const file = fs.open(path, toOpenFlags(flags), mode, at);
    try {
      const { type } = fs.fstat(file);
      // Appending is a flag of the descriptor alone, because fcntl can change it.
      const descriptorFlags = (flags & oflag.append) === 0 ? 0 : fdflags.append;
      return { kind: "file", file, type, flags: descriptorFlags, rights: allRights };
    } catch (error) {
      fs.close(file);
      throw error;
    }
  };

  return {
    __syscall_openat(dirfd: number, pointer: number, flags: number, varargs: number) {
      const place = placeAt(context, dirfd, pointer, (flags & oflag.nofollow) === 0);
      const device = findDevice(place.path, context.devices);
      if (device !== undefined) {
        if ((flags & oflag.directory) !== 0) fail("ENOTDIR");
        return fds.add(device.open(kernel));
      }
      const mode = (flags & oflag.create) === 0 ? 0 : memory.getU32(varargs) & 0o7777;
      const descriptor = openFile(place, flags, mode);
      try {
        return fds.add(descriptor);
      } catch (error) {
        if (descriptor.kind === "file") fs.close(descriptor.file);
        throw error;
      }
    },
  };
}

function toOpenFlags(flags: number): OpenFlags {
  const access = flags & oflag.access;
  if (access === oflag.access) fail("EINVAL");
  return {
    read: access !== oflag.writeOnly,
    write: access !== 0,
    create: (flags & oflag.create) !== 0,
    exclusive: (flags & oflag.exclusive) !== 0,
    truncate: (flags & oflag.truncate) !== 0,
    directory: (flags & oflag.directory) !== 0,
  };
}
