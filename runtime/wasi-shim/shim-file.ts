/** Descriptors that are objects of @bjorn3/browser_wasi_shim. */
import { allRights, type Descriptor, type StreamDescriptor } from "../fd-table.ts";
import type { Stream } from "../stdio.ts";
import type { ShimFd, ShimInode } from "./shim-types.ts";

/** An `Fd` of the shim, for `createWasi`. Made by {@link fromShimFd}. */
export class ShimFile {
  readonly #fd: ShimFd;

  constructor(fd: ShimFd) {
    this.#fd = fd;
  }

  /** The descriptor that stands for it; a directory is offered as `preopen`. */
  descriptor(preopen?: string): StreamDescriptor {
    const stream = new ShimStream(this.#fd, preopen);
    return { kind: "stream", stream, flags: 0, rights: allRights };
  }
}

/**
 * Takes an `Fd` of @bjorn3/browser_wasi_shim (`PreopenDirectory`, `OpenFile`, `ConsoleStdout`,
 * `OpenSyncOPFSFile`, one of your own), or an `Inode` (`File`, `Directory`), which it opens to read.
 * The result is a preopen, stdin, stdout or stderr of `createWasi`. Calls on it go to the object,
 * with what it can and cannot do; an exception of it is EIO for the program. Names do not move
 * between it and a filesystem (EXDEV), and no quota counts its content.
 *
 * Throws TypeError for an inode that cannot be opened.
 */
export function fromShimFd(source: ShimFd | ShimInode): ShimFile {
  if ("fd_close" in source) return new ShimFile(source);
  const { ret, fd_obj: fd } = source.path_open(0, 0n, 0);
  if (ret !== 0 || fd === null) throw new TypeError(`Cannot open the inode: error number ${ret}`);
  return new ShimFile(fd);
}

/** A shim's object as the kernel's table keeps it. */
export class ShimStream implements Stream {
  readonly fd: ShimFd;
  /** The name that a directory is offered under. */
  readonly preopen: string | undefined;

  constructor(fd: ShimFd, preopen?: string) {
    this.fd = fd;
    this.preopen = preopen;
  }

  // Only that they are there counts, for `poll_oneoff`: calls that read and write go to the object.
  read(): number {
    return 0;
  }

  /** For lines of a trace, which no call writes. */
  write(source: Uint8Array): void {
    this.fd.fd_write(new Uint8Array(source));
  }
}

/** The shim's object behind a descriptor; undefined for all others. */
export function shimStream(descriptor: Descriptor | undefined): ShimStream | undefined {
  if (descriptor?.kind !== "stream") return undefined;
  const { stream } = descriptor;
  return stream instanceof ShimStream ? stream : undefined;
}
