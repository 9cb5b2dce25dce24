/** Paths below `/dev` that are no files. */

import type { Descriptor } from "../../fd-table.ts";
import { allRights } from "../../fd-table.ts";
import type { Kernel } from "../../kernel.ts";
import { createRpcDevice } from "../../rpc-device.ts";
import type { Stream } from "../../stdio.ts";
import { fail } from "./failure.ts";
import { modeType, type ShownStat, streamStat } from "./stat-layout.ts";

/** A device as its path names it. */
export interface Device {
  readonly stat: ShownStat;
  /** What opening it gives. EBADF when it stands for a descriptor that is closed. */
  open(kernel: Kernel): Descriptor;
}

/** The device at `path`, or undefined when that is a path of the filesystem. `extra` are devices of this guest alone, by path. */
export function findDevice(
  path: string,
  extra: ReadonlyMap<string, Stream> = none,
): Device | undefined {
  // Nearly every path is none: no lookup for those.
  if (!path.startsWith("/dev/")) return undefined;
  const known = devices.get(path);
  const own = extra.get(path);
  if (known !== undefined || own === undefined) return known;
  return { stat: streamStat(modeType.character | 0o666, firstIno), open: stream(() => own) };
}

const none: ReadonlyMap<string, Stream> = new Map();

const nullStream: Stream = { read: () => 0, write() {} };

const zeroStream: Stream = {
  read(target) {
    target.fill(0);
    return target.length;
  },
  write() {},
};

function createRandomStream({ entropy }: Kernel): Stream {
  return {
    read(target) {
      entropy(target);
      return target.length;
    },
    write() {},
  };
}

type OpenDevice = (kernel: Kernel) => Descriptor;

function stream(create: (kernel: Kernel) => Stream): OpenDevice {
  return (kernel) => ({
    kind: "stream",
    stream: create(kernel),
    flags: 0,
    rights: allRights,
  });
}

function sameAs(fd: number): OpenDevice {
  return ({ fds }) => fds.get(fd) ?? fail("ENXIO");
}

const openers: Readonly<Record<string, OpenDevice>> = {
  "/dev/null": stream(() => nullStream),
  "/dev/zero": stream(() => zeroStream),
  "/dev/random": stream(createRandomStream),
  "/dev/urandom": stream(createRandomStream),
  "/dev/stdin": sameAs(0),
  "/dev/stdout": sameAs(1),
  "/dev/stderr": sameAs(2),
  "/dev/sandbox": stream((kernel) => createRpcDevice(kernel)),
};

/** Inode numbers of devices, far from those of files. */
const firstIno = 2 ** 40;

const devices: ReadonlyMap<string, Device> = new Map(
  Object.entries(openers).map(([path, open], index) => [
    path,
    { stat: streamStat(modeType.character | 0o666, firstIno + 1 + index), open },
  ]),
);
