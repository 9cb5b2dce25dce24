/** Moving bytes, positions and sizes. */
import { right } from "../../runtime/wasi/abi.ts";
import { type CallStep, fd, opening, type WasiCase } from "./case.ts";

const set = 0;
const current = 1;
const end = 2;

const f = opening("f", "f");
const seek = (offset: bigint, whence: number, at: bigint): CallStep => [
  "fd_seek",
  [fd("f"), offset, whence, { u64: at }],
];
const seekFails = (offset: bigint, whence: number): CallStep => [
  "fd_seek",
  [fd("f"), offset, whence, { u64: 0n }],
  "EINVAL",
];
const tell = (at: bigint): CallStep => ["fd_tell", [fd("f"), { u64: at }]];
const read = (lengths: readonly number[], text: string): CallStep => [
  "fd_read",
  [fd("f"), { into: lengths, text }, { u32: text.length }],
];
const write = (...texts: readonly string[]): CallStep => [
  "fd_write",
  [fd("f"), { from: texts }, { u32: texts.join("").length }],
];
const pread = (offset: bigint, lengths: readonly number[], text: string): CallStep => [
  "fd_pread",
  [fd("f"), { into: lengths, text }, offset, { u32: text.length }],
];
const pwrite = (offset: bigint, text: string): CallStep => [
  "fd_pwrite",
  [fd("f"), { from: [text] }, offset, { u32: text.length }],
];
const readOnly = opening("f", "f", { base: right.fdRead | right.fdSeek });
const writeOnly = opening("f", "f", { base: right.fdWrite | right.fdSeek });
const appending = opening("f", "f", { fdflags: 1 });
const directory = opening("d", "d", { oflags: 2 });

/** Cases of reading, writing, seeking and sizing. */
export const dataCases: readonly WasiCase[] = [
  {
    name: "fd_read moves on",
    steps: [f, read([4], "abcd"), tell(4n), read([4], "ef"), read([4], ""), tell(6n)],
  },
  { name: "fd_read into several buffers", steps: [f, read([1, 0, 2, 9], "abcdef")] },
  { name: "fd_read into no buffers", steps: [f, read([], ""), read([0], ""), tell(0n)] },
  { name: "fd_read past the end", steps: [f, seek(9n, set, 9n), read([4], ""), tell(9n)] },
  { name: "fd_read of an empty file", steps: [opening("e", "f"), read([4], "")] },
  {
    name: "fd_read of stdin",
    stdin: "xyz",
    steps: [
      ["fd_read", [0, { into: [2], text: "xy" }, { u32: 2 }]],
      ["fd_read", [0, { into: [2], text: "z" }, { u32: 1 }]],
      ["fd_read", [0, { into: [2], text: "" }, { u32: 0 }]],
    ],
  },
  {
    name: "fd_read of stdout",
    steps: [["fd_read", [1, { into: [2], text: "" }, { u32: 0 }], "ENOTCAPABLE"]],
  },
  {
    name: "fd_read without the right",
    steps: [writeOnly, ["fd_read", [fd("f"), { into: [2], text: "" }, { u32: 0 }], "ENOTCAPABLE"]],
  },
  {
    name: "fd_read of a directory",
    steps: [["fd_read", [3, { into: [2], text: "" }, { u32: 0 }], "EBADF"]],
  },
  {
    name: "fd_read of nothing",
    steps: [["fd_read", [99, { into: [2], text: "" }, { u32: 0 }], "EBADF"]],
  },
  {
    name: "fd_read into too many buffers",
    steps: [f, ["fd_read", [fd("f"), 1_024, 1_025, { u32: 0 }], "EINVAL"]],
  },
  {
    name: "fd_write moves on and overwrites",
    steps: [
      f,
      write("XY"),
      tell(2n),
      { tree: { f: "XYcdef" } },
      write("123456"),
      { tree: { f: "XY123456" } },
    ],
  },
  {
    name: "fd_write from several buffers",
    steps: [f, write("1", "", "23", "4"), { tree: { f: "1234ef" } }],
  },
  {
    name: "fd_write of nothing",
    steps: [f, write(), write(""), tell(0n), { tree: { f: "abcdef" } }],
  },
  {
    name: "fd_write past the end leaves zeros",
    steps: [f, seek(8n, set, 8n), write("x"), { tree: { f: "abcdef\0\0x" } }],
  },
  {
    name: "fd_write of stdin",
    steps: [["fd_write", [0, { from: ["x"] }, { u32: 0 }], "ENOTCAPABLE"]],
  },
  {
    name: "fd_write to stdout and stderr",
    steps: [
      ["fd_write", [1, { from: ["x", "yz"] }, { u32: 3 }]],
      ["fd_write", [2, { from: ["x"] }, { u32: 1 }]],
    ],
  },
  {
    name: "fd_write without the right",
    steps: [
      readOnly,
      ["fd_write", [fd("f"), { from: ["x"] }, { u32: 0 }], "ENOTCAPABLE"],
      { tree: { f: "abcdef" } },
    ],
  },
  {
    name: "fd_write of a directory",
    steps: [directory, ["fd_write", [fd("d"), { from: ["x"] }, { u32: 0 }], "EBADF"]],
  },
  {
    name: "fd_write over the quota",
    maxBytes: 2_000,
    steps: [
      f,
      ["fd_write", [fd("f"), { from: ["x".repeat(3_000)] }, { u32: 0 }], "EDQUOT"],
      tell(0n),
      { tree: { f: "abcdef" } },
    ],
  },
  {
    name: "fd_write tells what it wrote before the quota ended it",
    maxBytes: 2_000,
    steps: [
      opening("e", "f"),
      ["fd_write", [fd("f"), { from: ["12", "x".repeat(3_000)] }, { u32: 2 }]],
      { tree: { e: "12" } },
    ],
  },
  {
    name: "append writes at the end wherever it is",
    steps: [
      appending,
      write("1"),
      seek(0n, set, 0n),
      write("2"),
      tell(8n),
      { tree: { f: "abcdef12" } },
    ],
  },
  {
    name: "append by two descriptors loses nothing",
    steps: [
      appending,
      opening("f", "g", { fdflags: 1 }),
      write("1"),
      ["fd_write", [fd("g"), { from: ["2"] }, { u32: 1 }]],
      write("3"),
      { tree: { f: "abcdef123" } },
    ],
  },
  {
    name: "append is turned on and off",
    steps: [
      f,
      ["fd_fdstat_set_flags", [fd("f"), 1]],
      write("1"),
      ["fd_fdstat_set_flags", [fd("f"), 0]],
      seek(0n, set, 0n),
      write("2"),
      { tree: { f: "2bcdef1" } },
    ],
  },
  {
    name: "append reads from the position",
    steps: [appending, read([3], "abc"), write("1"), tell(7n)],
  },
  {
    name: "fd_pread leaves the position",
    steps: [f, pread(2n, [3], "cde"), tell(0n), pread(0n, [1, 2], "abc")],
  },
  {
    name: "fd_pread at and past the end",
    steps: [f, pread(6n, [3], ""), pread(2n ** 40n, [3], "")],
  },
  {
    name: "fd_pread before the start",
    steps: [f, ["fd_pread", [fd("f"), { into: [2], text: "" }, -1n, { u32: 0 }], "EINVAL"]],
  },
  {
    name: "fd_pread past what a file can hold",
    steps: [f, ["fd_pread", [fd("f"), { into: [2], text: "" }, 2n ** 60n, { u32: 0 }], "EFBIG"]],
  },
  {
    name: "fd_pread of a stream",
    steps: [["fd_pread", [0, { into: [2], text: "" }, 0n, { u32: 0 }], "ESPIPE"]],
  },
  {
    name: "fd_pread of a directory",
    steps: [["fd_pread", [3, { into: [2], text: "" }, 0n, { u32: 0 }], "EBADF"]],
  },
  {
    name: "fd_pread needs the right to seek as well",
    steps: [
      opening("f", "f", { base: right.fdRead }),
      ["fd_pread", [fd("f"), { into: [2], text: "" }, 0n, { u32: 0 }], "ENOTCAPABLE"],
    ],
  },
  {
    name: "fd_pwrite leaves the position",
    steps: [f, pwrite(2n, "XY"), tell(0n), { tree: { f: "abXYef" } }],
  },
  {
    name: "fd_pwrite past the end leaves zeros",
    steps: [f, pwrite(7n, "x"), { tree: { f: "abcdef\0x" } }],
  },
  {
    name: "fd_pwrite of an appending file goes to its end",
    steps: [appending, pwrite(0n, "x"), tell(0n), { tree: { f: "abcdefx" } }],
  },
  {
    name: "fd_pwrite before the start",
    steps: [f, ["fd_pwrite", [fd("f"), { from: ["x"] }, -1n, { u32: 0 }], "EINVAL"]],
  },
  {
    name: "fd_pwrite of a stream",
    steps: [["fd_pwrite", [1, { from: ["x"] }, 0n, { u32: 0 }], "ESPIPE"]],
  },
  {
    name: "fd_pwrite needs the right to seek as well",
    steps: [
      opening("f", "f", { base: right.fdWrite }),
      ["fd_pwrite", [fd("f"), { from: ["x"] }, 0n, { u32: 0 }], "ENOTCAPABLE"],
    ],
  },
  {
    name: "fd_seek from the start, the position and the end",
    steps: [f, seek(4n, set, 4n), seek(-1n, current, 3n), seek(-2n, end, 4n), seek(10n, end, 16n)],
  },
  {
    name: "fd_seek before the start changes nothing",
    steps: [
      f,
      seek(2n, set, 2n),
      seekFails(-1n, set),
      seekFails(-3n, current),
      seekFails(-7n, end),
      tell(2n),
    ],
  },
  {
    name: "fd_seek from elsewhere",
    steps: [f, seekFails(0n, 3), seekFails(0n, -1), seekFails(0n, 255)],
  },
  {
    name: "fd_seek further than a file can be",
    steps: [f, seekFails(2n ** 63n - 1n, set), seekFails(-(2n ** 63n), current), tell(0n)],
  },
  {
    name: "fd_seek past 4 GiB",
    steps: [f, seek(2n ** 33n, set, 2n ** 33n), seek(1n, current, 2n ** 33n + 1n), read([4], "")],
  },
  {
    name: "fd_seek of streams, directories and nothing",
    steps: [
      ["fd_seek", [0, 0n, set, { u64: 0n }], "ESPIPE"],
      ["fd_seek", [3, 0n, current, { u64: 0n }], "EBADF"],
      ["fd_seek", [99, 0n, set, { u64: 0n }], "EBADF"],
    ],
  },
  {
    name: "the right to seek is the right to tell",
    steps: [
      opening("f", "f", { base: right.fdSeek }),
      tell(0n),
      seek(0n, current, 0n),
      seek(3n, set, 3n),
    ],
  },
  {
    name: "the right to tell is not the right to seek",
    steps: [
      opening("f", "f", { base: right.fdTell }),
      tell(0n),
      seek(0n, current, 0n),
      ["fd_seek", [fd("f"), 0n, set, { u64: 0n }], "ENOTCAPABLE"],
    ],
  },
  {
    name: "without either right nothing is told",
    steps: [
      opening("f", "f", { base: right.fdRead }),
      ["fd_tell", [fd("f"), { u64: 0n }], "ENOTCAPABLE"],
      ["fd_seek", [fd("f"), 0n, current, { u64: 0n }], "ENOTCAPABLE"],
    ],
  },
  {
    name: "fd_tell of streams and directories",
    steps: [
      ["fd_tell", [1, { u64: 0n }], "ESPIPE"],
      ["fd_tell", [3, { u64: 0n }], "EBADF"],
    ],
  },
  {
    name: "two openings have positions of their own",
    steps: [
      f,
      opening("f", "g"),
      read([2], "ab"),
      ["fd_read", [fd("g"), { into: [3], text: "abc" }, { u32: 3 }]],
      tell(2n),
    ],
  },
  {
    name: "fd_filestat_set_size cuts and extends by zeros",
    steps: [
      f,
      ["fd_filestat_set_size", [fd("f"), 2n]],
      { tree: { f: "ab" } },
      ["fd_filestat_set_size", [fd("f"), 4n]],
      { tree: { f: "ab\0\0" } },
      tell(0n),
    ],
  },
  {
    name: "fd_filestat_set_size leaves a position past the end",
    steps: [f, seek(6n, set, 6n), ["fd_filestat_set_size", [fd("f"), 1n]], read([4], ""), tell(6n)],
  },
  {
    name: "fd_filestat_set_size too large",
    maxBytes: 2_000,
    steps: [
      f,
      ["fd_filestat_set_size", [fd("f"), -1n], "EFBIG"],
      ["fd_filestat_set_size", [fd("f"), 2n ** 40n], "EDQUOT"],
      { tree: { f: "abcdef" } },
    ],
  },
  {
    name: "fd_filestat_set_size of streams and directories",
    steps: [
      ["fd_filestat_set_size", [1, 0n], "EINVAL"],
      ["fd_filestat_set_size", [3, 0n], "EBADF"],
    ],
  },
  {
    name: "fd_filestat_set_size without the right",
    steps: [
      opening("f", "f", { base: right.fdWrite }),
      ["fd_filestat_set_size", [fd("f"), 0n], "ENOTCAPABLE"],
    ],
  },
  {
    name: "fd_allocate extends and never cuts",
    steps: [
      f,
      ["fd_allocate", [fd("f"), 0n, 3n]],
      { tree: { f: "abcdef" } },
      ["fd_allocate", [fd("f"), 4n, 4n]],
      { tree: { f: "abcdef\0\0" } },
    ],
  },
  { name: "fd_allocate of nothing", steps: [f, ["fd_allocate", [fd("f"), 0n, 0n], "EINVAL"]] },
  {
    name: "fd_allocate of more than there is",
    maxBytes: 2_000,
    steps: [
      f,
      ["fd_allocate", [fd("f"), 0n, 4_000n], "EDQUOT"],
      ["fd_allocate", [fd("f"), -1n, 1n], "EFBIG"],
      ["fd_allocate", [fd("f"), 1n, -1n], "EFBIG"],
      { tree: { f: "abcdef" } },
    ],
  },
  {
    name: "fd_allocate of streams and directories",
    steps: [
      ["fd_allocate", [1, 0n, 1n], "EINVAL"],
      ["fd_allocate", [3, 0n, 1n], "EBADF"],
    ],
  },
  {
    name: "fd_allocate without the right",
    steps: [readOnly, ["fd_allocate", [fd("f"), 0n, 9n], "ENOTCAPABLE"]],
  },
  ...[0, 1, 2, 3, 4, 5].map(
    (advice): WasiCase => ({
      name: `fd_advise(${advice}) changes nothing`,
      steps: [f, ["fd_advise", [fd("f"), 0n, 100n, advice]], { tree: { f: "abcdef" } }],
    }),
  ),
  {
    name: "fd_advise that is none",
    steps: [
      f,
      ["fd_advise", [fd("f"), 0n, 0n, 6], "EINVAL"],
      ["fd_advise", [fd("f"), 0n, 0n, -1], "EINVAL"],
      ["fd_advise", [fd("f"), -1n, 0n, 0], "EINVAL"],
    ],
  },
  {
    name: "fd_advise of streams and directories",
    steps: [
      ["fd_advise", [0, 0n, 0n, 0], "ESPIPE"],
      ["fd_advise", [3, 0n, 0n, 0], "EBADF"],
    ],
  },
  {
    name: "fd_sync and fd_datasync",
    steps: [
      f,
      ["fd_sync", [fd("f")]],
      ["fd_datasync", [fd("f")]],
      ["fd_sync", [3]],
      ["fd_datasync", [3]],
      ["fd_sync", [1]],
      ["fd_datasync", [1]],
    ],
  },
  {
    name: "fd_sync and fd_datasync without the rights",
    steps: [
      readOnly,
      ["fd_sync", [fd("f")], "ENOTCAPABLE"],
      ["fd_datasync", [fd("f")], "ENOTCAPABLE"],
    ],
  },
  {
    name: "fd_sync and fd_datasync of nothing",
    steps: [
      ["fd_sync", [99], "EBADF"],
      ["fd_datasync", [99], "EBADF"],
    ],
  },
  {
    name: "a file without a name is there until it is closed",
    steps: [
      f,
      ["path_unlink_file", [3, "f"]],
      write("XY"),
      seek(0n, set, 0n),
      read([9], "XYcdef"),
      ["fd_filestat_get", [fd("f"), { stat: { nlink: 0, size: 6n } }]],
      ["fd_close", [fd("f")]],
      { tree: { f: null } },
    ],
  },
  {
    name: "what one opening writes another reads",
    steps: [
      f,
      opening("f", "g"),
      write("1"),
      ["fd_read", [fd("g"), { into: [2], text: "1b" }, { u32: 2 }]],
    ],
  },
  {
    name: "a file larger than 2 GiB, most of it not there",
    setup: (fs) => fs.writeFile("/app/f", new Uint8Array()),
    maxBytes: 2 ** 34,
    steps: [
      f,
      ["fd_filestat_set_size", [fd("f"), 2n ** 32n]],
      seek(2n ** 32n - 2n, set, 2n ** 32n - 2n),
      write("end"),
      pread(2n ** 32n - 3n, [9], "\0end"),
      ["fd_filestat_get", [fd("f"), { stat: { size: 2n ** 32n + 1n } }]],
    ],
  },
];
