/** Host calls on descriptors: reading, writing, and what stands behind them. */
import { type FileType, FsError, type Stat } from "../../../vfs/index.ts";
import { allRights, type FileDescriptor } from "../../fd-table.ts";
import type { Kernel } from "../../kernel.ts";
import { fsErrorData, GuestError, named } from "../guest-error.ts";
import type { Answer, Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { nanosecondsAt, numberAt, positionAt } from "./arguments.ts";

const chunkBytes = 65_536;

/** Reads into `target` from a descriptor; returns how many bytes came. */
export function readFd(
  kernel: Kernel,
  fd: number,
  target: Uint8Array,
  position: number | undefined,
): number {
  const descriptor = kernel.fds.require(fd, "read");
  kernel.fuel.charge(copyCost(target.length));
  if (descriptor.kind === "file") return kernel.fs.read(descriptor.file, target, position);
  if (descriptor.stream.read === undefined) throw new FsError("EBADF", "read");
  return descriptor.stream.read(target);
}

/** Writes all of `source`. */
export function writeFd(
  kernel: Kernel,
  fd: number,
  source: Uint8Array,
  position: number | undefined,
): number {
  const descriptor = kernel.fds.require(fd, "write");
  kernel.fuel.charge(copyCost(source.length));
  if (descriptor.kind === "file") return kernel.fs.write(descriptor.file, source, position);
  if (descriptor.stream.write === undefined) throw new FsError("EBADF", "write");
  descriptor.stream.write(source);
  return source.length;
}

/** Everything from where a descriptor stands to its end. */
export function readToEnd(kernel: Kernel, fd: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(chunkBytes);
    const count = readFd(kernel, fd, chunk, undefined);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > kernel.maxMemoryBytes) throw tooLarge(length);
  }
  const all = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    all.set(chunk, position);
    position += chunk.length;
  }
  return all;
}

/** The refusal of a file that the guest's memory cannot hold. */
export function tooLarge(bytes: number): GuestError {
  const message = `File size (${bytes}) is greater than the memory of the program`;
  return new GuestError({ base: "RangeError", code: "ERR_FS_FILE_TOO_LARGE", message });
}

/** What `stat` answers: kind, mode, links, inode, size and four times in nanoseconds. */
export function statFields(stat: Stat): Answer {
  const { type, mode, nlink, ino, size, atimeNs, mtimeNs, ctimeNs, birthtimeNs } = stat;
  const times = [atimeNs, mtimeNs, ctimeNs, birthtimeNs].map(String);
  return { json: JSON.stringify([type, mode, nlink, ino, size, ...times]) };
}

/** The operations whose names start with `fd.`. */
export function descriptorOperations(
  kernel: Kernel,
  vm: QuickJsVm,
): readonly [string, Operation][] {
  const { fs, fds } = kernel;
  const fileAt = (args: readonly unknown[], syscall: string): FileDescriptor => {
    const descriptor = fds.require(numberAt(args, 0), syscall);
    if (descriptor.kind === "file") return descriptor;
    throw new GuestError(fsErrorData("EINVAL", { syscall }));
  };
  return [
    [
      "fd.write",
      (args, { span }) =>
        named({ syscall: "write" }, () =>
          writeFd(kernel, numberAt(args, 0), vm.slice(span), positionAt(args, 1)),
        ),
    ],
    [
      "fd.readInto",
      (args, { span }) =>
        named({ syscall: "read" }, () =>
          readFd(kernel, numberAt(args, 0), vm.slice(span), positionAt(args, 1)),
        ),
    ],
    [
      "fd.read",
      (args) =>
        named({ syscall: "read" }, () => {
          const target = new Uint8Array(Math.min(numberAt(args, 1), chunkBytes));
          return target.subarray(0, readFd(kernel, numberAt(args, 0), target, undefined));
        }),
    ],
    ["fd.close", (args) => named({ syscall: "close" }, () => void fds.close(numberAt(args, 0)))],
    [
      "fd.stat",
      (args) =>
        named({ syscall: "fstat" }, () => {
          const descriptor = fds.require(numberAt(args, 0), "fstat");
          return descriptor.kind === "file" ? statFields(fs.fstat(descriptor.file)) : streamFields;
        }),
    ],
    [
      "fd.chmod",
      (args) =>
        named(
          { syscall: "fchmod" },
          () => void fs.fchmod(fileAt(args, "fchmod").file, numberAt(args, 1)),
        ),
    ],
    [
      "fd.utimes",
      (args) =>
        named(
          { syscall: "futime" },
          () =>
            void fs.futimes(fileAt(args, "futime").file, {
              atimeNs: nanosecondsAt(args, 1),
              mtimeNs: nanosecondsAt(args, 2),
            }),
        ),
    ],
    [
      "fd.truncate",
      (args) =>
        named(
          { syscall: "ftruncate" },
          () => void fs.ftruncate(fileAt(args, "ftruncate").file, numberAt(args, 1)),
        ),
    ],
  ];
}

const streamFields: Answer = {
  json: JSON.stringify(["stream", 0o020666, 1, 0, 0, "0", "0", "0", "0"]),
};

/** Gives an open file a number. */
export function addFile(kernel: Kernel, file: FileDescriptor["file"], type: FileType): number {
  try {
    return kernel.fds.add({ kind: "file", file, type, flags: 0, rights: allRights });
  } catch (error) {
    kernel.fs.close(file);
    throw error;
  }
}
