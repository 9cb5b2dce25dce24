/** Waiting: clocks, descriptors, several at once. */
import { right } from "../../runtime/wasi/abi.ts";
import {
  type CallStep,
  type Event,
  fd,
  opening,
  type Subscription,
  type WasiCase,
} from "./case.ts";

const poll = (subscriptions: readonly Subscription[], ...events: readonly Event[]): CallStep => [
  "poll_oneoff",
  [{ poll: subscriptions, events }, { u32: events.length }],
];
const clock = 0;
const read = 1;
const write = 2;
const f = opening("f", "f");
/** The real time that a case starts at. */
const start = 1_000_000n;
const timeIs = (time: bigint): CallStep => ["clock_time_get", [0, 0n, { u64: time }]];

/** Cases of `poll_oneoff`; the clock moves only by waiting. */
export const pollCases: readonly WasiCase[] = [
  {
    name: "poll_oneoff of one clock",
    steps: [poll([{ clock: 1, timeout: 50n }], [100, 0, clock]), timeIs(start + 50n)],
  },
  {
    name: "poll_oneoff of no time",
    steps: [poll([{ clock: 0, timeout: 0n }], [100, 0, clock]), timeIs(start)],
  },
  {
    name: "poll_oneoff of a point in time",
    steps: [
      poll([{ clock: 0, timeout: start + 70n, absolute: true }], [100, 0, clock]),
      timeIs(start + 70n),
    ],
  },
  {
    name: "poll_oneoff of a point that is past",
    steps: [poll([{ clock: 0, timeout: 5n, absolute: true }], [100, 0, clock]), timeIs(start)],
  },
  {
    name: "poll_oneoff of the earlier of two clocks",
    steps: [
      poll(
        [
          { clock: 1, timeout: 90n },
          { clock: 0, timeout: 20n },
        ],
        [101, 0, clock],
      ),
      timeIs(start + 20n),
    ],
  },
  {
    name: "poll_oneoff of clocks at the same time",
    steps: [
      poll(
        [
          { clock: 1, timeout: 20n },
          { clock: 0, timeout: start + 20n, absolute: true },
          { clock: 0, timeout: 21n },
        ],
        [100, 0, clock],
        [101, 0, clock],
      ),
    ],
  },
  ...[2, 3].map(
    (id): WasiCase => ({
      name: `poll_oneoff of clock ${id}`,
      steps: [poll([{ clock: id, timeout: 9n }], [100, 0, clock])],
    }),
  ),
  {
    name: "poll_oneoff of a clock that there is not",
    steps: [
      poll(
        [
          { clock: 4, timeout: 9n },
          { clock: 1, timeout: 9n },
        ],
        [100, "EINVAL", clock],
      ),
      timeIs(start),
    ],
  },
  {
    name: "poll_oneoff of a file to read says how much is left",
    steps: [
      f,
      ["fd_seek", [fd("f"), 2n, 0, { u64: 2n }]],
      poll([{ read: fd("f") }], [100, 0, read, 4]),
    ],
  },
  {
    name: "poll_oneoff of a file past its end",
    steps: [
      f,
      ["fd_seek", [fd("f"), 99n, 0, { u64: 99n }]],
      poll([{ read: fd("f") }], [100, 0, read, 0]),
    ],
  },
  {
    name: "poll_oneoff of a file to write",
    steps: [f, poll([{ write: fd("f") }], [100, 0, write])],
  },
  {
    name: "poll_oneoff of stdin, stdout and stderr",
    steps: [
      poll(
        [{ read: 0 }, { write: 1 }, { write: 2 }],
        [100, 0, read],
        [101, 0, write],
        [102, 0, write],
      ),
    ],
  },
  {
    name: "poll_oneoff of a ready descriptor waits for no clock",
    steps: [poll([{ clock: 1, timeout: 50n }, { write: 1 }], [101, 0, write]), timeIs(start)],
  },
  {
    name: "poll_oneoff of a ready descriptor and a clock of no time",
    steps: [poll([{ write: 1 }, { clock: 1, timeout: 0n }], [100, 0, write], [101, 0, clock])],
  },
  {
    name: "poll_oneoff twice of one descriptor",
    steps: [
      f,
      poll(
        [{ read: fd("f") }, { write: fd("f") }, { read: fd("f") }],
        [100, 0, read, 6],
        [101, 0, write],
        [102, 0, read, 6],
      ),
    ],
  },
  {
    name: "poll_oneoff answers each wrong descriptor for itself",
    steps: [
      poll(
        [{ read: 99 }, { write: 1 }, { write: -1 }],
        [100, "EBADF", read],
        [101, 0, write],
        [102, "EBADF", write],
      ),
    ],
  },
  {
    name: "poll_oneoff needs the right to poll",
    steps: [
      opening("f", "f", { base: right.fdRead | right.fdWrite }),
      poll(
        [{ read: fd("f") }, { write: fd("f") }],
        [100, "ENOTCAPABLE", read],
        [101, "ENOTCAPABLE", write],
      ),
    ],
  },
  {
    name: "poll_oneoff needs the right to read, or to write",
    steps: [
      opening("f", "f", { base: right.fdRead | right.pollFdReadwrite }),
      opening("f", "g", { base: right.fdWrite | right.pollFdReadwrite }),
      poll(
        [{ read: fd("f") }, { write: fd("f") }, { read: fd("g") }, { write: fd("g") }],
        [100, 0, read, 6],
        [101, "ENOTCAPABLE", write],
        [102, "ENOTCAPABLE", read],
        [103, 0, write],
      ),
    ],
  },
  {
    name: "poll_oneoff of streams the other way",
    steps: [
      poll([{ write: 0 }, { read: 1 }], [100, "ENOTCAPABLE", write], [101, "ENOTCAPABLE", read]),
    ],
  },
  { name: "poll_oneoff of a directory", steps: [poll([{ read: 3 }], [100, "ENOTCAPABLE", read])] },
  {
    name: "poll_oneoff of nothing",
    steps: [["poll_oneoff", [1_024, 65_536, 0, { u32: 0 }], "EINVAL"]],
  },
  {
    name: "poll_oneoff of too much",
    steps: [
      ["poll_oneoff", [1_024, 65_536, 4_097, { u32: 0 }], "EINVAL"],
      ["poll_oneoff", [1_024, 65_536, -1, { u32: 0 }], "EINVAL"],
    ],
  },
  {
    name: "poll_oneoff of a kind that there is not",
    steps: [
      ["poll_oneoff", [{ poll: [{ write: 1 }, { tag: 3 }], events: [] }, { u32: 0 }], "EINVAL"],
    ],
  },
  {
    name: "poll_oneoff for longer than there is time",
    steps: [
      poll([{ clock: 1, timeout: 2n ** 64n - 1n }], [100, 0, clock]),
      ["clock_time_get", [0, 0n, { u64: 2n ** 63n - 1n }]],
    ],
  },
];
