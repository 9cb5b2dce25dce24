/** `wasi_unstable`, the version before preview1: other whences, filestats and subscriptions. */
import { type CallStep, fd, opening, type WasiCase } from "./case.ts";

const module = "wasi_unstable";
const f = opening("f", "f");
const seek = (offset: bigint, whence: number, at: bigint): CallStep => [
  "fd_seek",
  [fd("f"), offset, whence, { u64: at }],
];

/** Cases of what differs there, and of what does not. */
export const unstableCases: readonly WasiCase[] = [
  {
    name: "unstable: 0 is the position, 1 the end, 2 the start",
    module,
    steps: [
      f,
      seek(4n, 2, 4n),
      seek(-1n, 0, 3n),
      seek(-2n, 1, 4n),
      ["fd_seek", [fd("f"), 0n, 3, { u64: 0n }], "EINVAL"],
    ],
  },
  {
    name: "unstable: telling by fd_seek",
    module,
    steps: [
      opening("f", "f", { base: 0x20n }),
      seek(0n, 0, 0n),
      ["fd_seek", [fd("f"), 0n, 1, { u64: 0n }], "ENOTCAPABLE"],
    ],
  },
  {
    name: "unstable: a filestat has 56 bytes",
    module,
    steps: [
      f,
      [
        "fd_filestat_get",
        [
          fd("f"),
          {
            stat: {
              dev: 1n,
              type: 4,
              nlink: 1,
              size: 6n,
              atim: 1_000n,
              mtim: 1_000n,
              ctim: 1_000n,
            },
          },
        ],
      ],
      ["path_filestat_get", [3, 0, "d", { stat: { type: 3, nlink: 2 } }]],
    ],
  },
  {
    name: "unstable: a filestat at the end of memory",
    module,
    steps: [
      ["fd_filestat_get", [3, 196_608 - 55], "EFAULT"],
      ["path_filestat_get", [3, 0, "f", 196_608 - 55], "EFAULT"],
    ],
  },
  {
    name: "unstable: a subscription has 56 bytes",
    module,
    steps: [
      f,
      [
        "poll_oneoff",
        [
          {
            poll: [
              { clock: 1, timeout: 50n },
              { clock: 0, timeout: 1_000_020n, absolute: true },
            ],
            events: [[101, 0, 0]],
          },
          { u32: 1 },
        ],
      ],
      [
        "poll_oneoff",
        [
          {
            poll: [{ read: fd("f") }, { clock: 1, timeout: 1n }, { write: 1 }],
            events: [
              [100, 0, 1, 6],
              [102, 0, 2],
            ],
          },
          { u32: 2 },
        ],
      ],
    ],
  },
  {
    name: "unstable: the clock of the second subscription",
    module,
    steps: [
      [
        "poll_oneoff",
        [
          {
            poll: [
              { clock: 4, timeout: 1n },
              { clock: 4, timeout: 1n },
            ],
            events: [
              [100, "EINVAL", 0],
              [101, "EINVAL", 0],
            ],
          },
          { u32: 2 },
        ],
      ],
    ],
  },
  {
    name: "unstable: the rest is as it is in preview1",
    module,
    stdin: "in",
    steps: [
      ["fd_read", [0, { into: [4], text: "in" }, { u32: 2 }]],
      ["fd_prestat_dir_name", [3, { text: "/app" }]],
      ["path_create_directory", [3, "new"]],
      ["path_open", [3, 0, "..", 0, 0n, 0n, 0, { u32: 0 }], "EPERM"],
      [
        "fd_readdir",
        [3, { entries: [".", "..", "f", "e", "d", "new"], length: 400 }, 0n, { u32: 51 + 75 + 27 }],
      ],
      ["proc_exit", [5], 5],
    ],
  },
];
