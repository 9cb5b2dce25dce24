/** Waiting for time to pass and for descriptors to be ready. */
import type { Descriptor } from "../fd-table.ts";
import { eventtype, right, size, subclockflags } from "./abi.ts";
import { isClock, readClock } from "./clock.ts";
import type { Calls, VersionedContext } from "./context.ts";
import { errno, fail } from "./errno.ts";
import { baseRights } from "./rights.ts";

/** The most subscriptions of one call. */
const maxSubscriptions = 4096;

/** What happened to one subscription. */
interface Event {
  readonly userdata: bigint;
  readonly type: number;
  readonly error: number;
  /** Bytes that can be read without waiting, as far as is known. */
  readonly bytes: bigint;
}

/** A clock subscription: how long to wait from now, in nanoseconds. */
interface Alarm {
  readonly userdata: bigint;
  readonly waitNs: bigint;
}

/** Makes `poll_oneoff`. Descriptors are always ready, so that the call sleeps only when it waits for clocks alone. */
export function createPollCalls(context: VersionedContext): Calls<"poll_oneoff"> {
  const { memory, kernel, layout } = context;
  const { clock, fds, fs } = kernel;

  const readableBytes = (descriptor: Descriptor): bigint => {
    if (descriptor.kind !== "file" || descriptor.type !== "file") return 0n;
    const left = fs.fstat(descriptor.file).size - fs.seek(descriptor.file, 0, "current");
    return BigInt(Math.max(0, left));
  };

  const pollFd = (userdata: bigint, type: number, fd: number): Event => {
    const failed = (error: number): Event => ({ userdata, type, error, bytes: 0n });
    const descriptor = fds.get(fd);
    if (descriptor === undefined) return failed(errno.EBADF);
    const needed =
      right.pollFdReadwrite | (type === eventtype.fdRead ? right.fdRead : right.fdWrite);
    if ((baseRights(descriptor) & needed) !== needed) return failed(errno.ENOTCAPABLE);
    const bytes = type === eventtype.fdRead ? readableBytes(descriptor) : 0n;
    return { userdata, type, error: errno.SUCCESS, bytes };
  };

  const waitFor = (id: number, timeout: bigint, flags: number): bigint => {
    if ((flags & subclockflags.abstime) === 0) return timeout;
    const now = readClock(clock, id);
    return timeout > now ? timeout - now : 0n;
  };

  const readSubscriptions = (pointer: number, count: number): [Event[], Alarm[]] => {
    const events: Event[] = [];
    const alarms: Alarm[] = [];
    for (let index = 0; index < count; index += 1) {
      const at = pointer + index * layout.subscriptionBytes;
      const userdata = memory.getU64(at);
      const type = memory.getU8(at + 8);
      if (type === eventtype.fdRead || type === eventtype.fdWrite) {
        events.push(pollFd(userdata, type, memory.getU32(at + 16)));
      } else if (type === eventtype.clock) {
        const clockAt = at + layout.clockAt;
        const id = memory.getU32(clockAt);
        if (isClock(id)) {
          const waitNs = waitFor(id, memory.getU64(clockAt + 8), memory.getU16(clockAt + 24));
          alarms.push({ userdata, waitNs });
        } else events.push({ userdata, type, error: errno.EINVAL, bytes: 0n });
      } else fail("EINVAL");
    }
    return [events, alarms];
  };

  const writeEvent = (pointer: number, event: Event): void => {
    memory.range(pointer, size.event).fill(0);
    memory.setU64(pointer, event.userdata);
    memory.setU16(pointer + 8, event.error);
    memory.setU8(pointer + 10, event.type);
    memory.setU64(pointer + 16, event.bytes);
  };

  return {
    poll_oneoff(subscriptions: number, target: number, count: number, result: number) {
      const total = count >>> 0;
      if (total === 0 || total > maxSubscriptions) fail("EINVAL");
      memory.check(subscriptions, total * layout.subscriptionBytes);
      memory.check(target, total * size.event);
      memory.check(result, 4);
      const [events, alarms] = readSubscriptions(subscriptions >>> 0, total);
      const waitedNs = events.length === 0 ? earliest(alarms) : 0n;
      if (waitedNs > 0n) {
        clock.sleepNs(waitedNs);
        // Whoever cuts a sleep short wants the guest to end, even one that would do nothing more.
        if (kernel.poll() !== undefined) return;
      }
      for (const { userdata, waitNs } of alarms) {
        if (waitNs > waitedNs) continue;
        events.push({ userdata, type: eventtype.clock, error: errno.SUCCESS, bytes: 0n });
      }
      events.forEach((event, index) => {
        writeEvent((target >>> 0) + index * size.event, event);
      });
      memory.setU32(result, events.length);
    },
  };
}

function earliest(alarms: readonly Alarm[]): bigint {
  return alarms.reduce(
    (least, { waitNs }) => (waitNs < least ? waitNs : least),
    alarms[0]?.waitNs ?? 0n,
  );
}
