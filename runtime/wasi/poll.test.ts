import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { open } from "../../test/support/wasi-open.ts";
import { createVirtualClock } from "../clock.ts";
import { right } from "./abi.ts";
import { errno } from "./errno.ts";

const target = 8192;
const result = 16_384;

type Subscription =
  | { readonly clock: number; readonly timeout: bigint; readonly absolute?: boolean }
  | { readonly read: number }
  | { readonly write: number }
  | { readonly tag: number };

/** Puts subscriptions at 0, with 100, 101, ... as user data. */
function subscribe(bench: WasiBench, subscriptions: readonly Subscription[]): number {
  const view = new DataView(bench.memory.buffer);
  subscriptions.forEach((subscription, index) => {
    const at = index * 48;
    view.setBigUint64(at, BigInt(100 + index), true);
    if ("clock" in subscription) {
      view.setUint8(at + 8, 0);
      view.setUint32(at + 16, subscription.clock, true);
      view.setBigUint64(at + 24, subscription.timeout, true);
      view.setUint16(at + 40, subscription.absolute === true ? 1 : 0, true);
    } else if ("tag" in subscription) {
      view.setUint8(at + 8, subscription.tag);
    } else {
      view.setUint8(at + 8, "read" in subscription ? 1 : 2);
      view.setUint32(
        at + 16,
        "read" in subscription ? subscription.read : subscription.write,
        true,
      );
    }
  });
  return subscriptions.length;
}

/** User data, error, type and bytes of each event. */
function poll(bench: WasiBench, subscriptions: readonly Subscription[]): number[][] {
  const count = subscribe(bench, subscriptions);
  expect(bench.call("poll_oneoff", 0, target, count, result)).toBe(0);
  const events = bench.u32(result);
  expect(bench.bytes(target + 32 * events, 32).every((byte) => byte === 0x3f)).toBe(true);
  return Array.from({ length: events }, (_, index) => {
    const at = target + 32 * index;
    const bytes = bench.bytes(at, 32);
    expect(bytes.slice(11, 16)).toEqual([0, 0, 0, 0, 0]);
    expect(bytes.slice(24)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    return [
      Number(bench.u64(at)),
      (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0),
      bytes[10] ?? -1,
      Number(bench.u64(at + 16)),
    ];
  });
}

function openBench(): { bench: WasiBench; slept: bigint[] } {
  const slept: bigint[] = [];
  const virtual = createVirtualClock({ epochNs: 1_000n, stepNs: 0n });
  const clock = {
    ...virtual,
    sleepNs: (ns: bigint) => {
      slept.push(ns);
      virtual.sleepNs(ns);
    },
  };
  return { bench: createWasiBench({ clock, files: { f: "abcdef" } }), slept };
}

test.each<[string, Subscription[], number[], bigint[]]>([
  ["one clock", [{ clock: 1, timeout: 50n }], [100], [50n]],
  [
    "the earlier of two clocks",
    [
      { clock: 1, timeout: 50n },
      { clock: 0, timeout: 20n },
    ],
    [101],
    [20n],
  ],
  [
    "two clocks at the same time",
    [
      { clock: 1, timeout: 20n },
      { clock: 0, timeout: 20n },
    ],
    [100, 101],
    [20n],
  ],
  [
    "no time",
    [
      { clock: 1, timeout: 0n },
      { clock: 1, timeout: 9n },
    ],
    [100],
    [],
  ],
  ["a point in time", [{ clock: 0, timeout: 1_030n, absolute: true }], [100], [30n]],
  ["a point in the past", [{ clock: 0, timeout: 5n, absolute: true }], [100], []],
])("poll_oneoff() waits for %s", (_name, subscriptions, userdata, sleeps) => {
  const { bench, slept } = openBench();
  expect(poll(bench, subscriptions)).toEqual(userdata.map((data) => [data, 0, 0, 0]));
  expect(slept).toEqual(sleeps);
});

test("poll_oneoff() does not wait for clocks when a descriptor is ready", () => {
  const { bench, slept } = openBench();
  expect(
    poll(bench, [{ clock: 1, timeout: 50n }, { write: 1 }, { clock: 1, timeout: 0n }]),
  ).toEqual([
    [101, 0, 2, 0],
    [102, 0, 0, 0],
  ]);
  expect(slept).toEqual([]);
});

test("poll_oneoff() says how much of a file is left to read", () => {
  const { bench } = openBench();
  const fd = open(bench, "f");
  bench.call("fd_seek", fd, 2n, 0, 0);
  expect(poll(bench, [{ read: fd }, { write: fd }, { read: 0 }])).toEqual([
    [100, 0, 1, 4],
    [101, 0, 2, 0],
    [102, 0, 1, 0],
  ]);
  bench.wipe();
  bench.call("fd_seek", fd, 20n, 0, 0);
  expect(poll(bench, [{ read: fd }])).toEqual([[100, 0, 1, 0]]);
});

test("poll_oneoff() answers what it cannot wait for, each for itself", () => {
  const { bench, slept } = openBench();
  const fd = open(bench, "f", { base: right.fdRead });
  const wrong = [{ read: 99 }, { clock: 4, timeout: 1n }, { read: fd }, { clock: 1, timeout: 1n }];
  expect(poll(bench, wrong)).toEqual([
    [100, errno.EBADF, 1, 0],
    [101, errno.EINVAL, 0, 0],
    [102, errno.ENOTCAPABLE, 1, 0],
  ]);
  expect(slept).toEqual([]);
});

test.each([
  [0, target, 0, result, errno.EINVAL],
  [0, target, 4097, result, errno.EINVAL],
  [0, target, -1, result, errno.EINVAL],
  [65_500, target, 1, result, errno.EFAULT],
  [0, 65_510, 1, result, errno.EFAULT],
  [0, target, 1, 65_533, errno.EFAULT],
  [0, 0, 4096, result, errno.EFAULT],
])(
  "poll_oneoff(%i, %i, %i, %i) fails with %i and writes nothing",
  (list, events, count, at, expected) => {
    const { bench, slept } = openBench();
    expect(bench.call("poll_oneoff", list, events, count, at)).toBe(expected);
    expect(bench.touched()).toEqual([]);
    expect(slept).toEqual([]);
  },
);

test("poll_oneoff() fails with EINVAL for a subscription of no known kind", () => {
  const { bench } = openBench();
  const count = subscribe(bench, [{ write: 1 }, { tag: 3 }]);
  expect(bench.call("poll_oneoff", 0, target, count, result)).toBe(errno.EINVAL);
  expect(bench.touched().filter((at) => at >= target)).toEqual([]);
});

test("poll_oneoff() may write its events over the subscriptions", () => {
  const { bench } = openBench();
  const count = subscribe(bench, [{ write: 1 }, { read: preopen }, { clock: 1, timeout: 0n }]);
  expect(bench.call("poll_oneoff", 0, 0, count, result)).toBe(0);
  expect([bench.u64(0), bench.u64(32), bench.u64(64)]).toEqual([100n, 101n, 102n]);
});
