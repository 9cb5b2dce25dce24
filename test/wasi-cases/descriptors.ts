/** Numbers of descriptors, what they are, and what they may be used for. */
import { right } from "../../runtime/wasi/abi.ts";
import { directoryRights, fileRights } from "../../runtime/wasi/rights.ts";
import { all, as, type CallStep, fd, opening, type WasiCase } from "./case.ts";

const f = opening("f", "f");
const g = opening("f", "g");
const d = opening("d", "d", { oflags: 2 });
const close = (name: string): CallStep => ["fd_close", [fd(name)]];
const powerless = (base: bigint, inheriting: bigint = directoryRights | fileRights): CallStep => [
  "fd_fdstat_set_rights",
  [3, base, inheriting],
];

/** What each right of a directory is needed for. */
const neededOfDirectory: readonly (readonly [keyof typeof right, CallStep])[] = [
  ["pathOpen", ["path_open", [3, 0, "f", 0, 0n, 0n, 0, as("x")]]],
  ["pathCreateFile", ["path_open", [3, 0, "new", 1, 0n, 0n, 0, as("x")]]],
  ["pathFilestatSetSize", ["path_open", [3, 0, "f", 8, 0n, 0n, 0, as("x")]]],
  ["pathCreateDirectory", ["path_create_directory", [3, "new"]]],
  ["pathFilestatGet", ["path_filestat_get", [3, 0, "f", { stat: {} }]]],
  ["pathFilestatSetTimes", ["path_filestat_set_times", [3, 0, "f", 0n, 0n, 0]]],
  ["pathLinkSource", ["path_link", [3, 0, "f", 3, "new"]]],
  ["pathLinkTarget", ["path_link", [3, 0, "f", 3, "new"]]],
  ["pathReadlink", ["path_readlink", [3, "f", { text: "", length: 8 }, { u32: 0 }]]],
  ["pathRemoveDirectory", ["path_remove_directory", [3, "d"]]],
  ["pathRenameSource", ["path_rename", [3, "f", 3, "new"]]],
  ["pathRenameTarget", ["path_rename", [3, "f", 3, "new"]]],
  ["pathSymlink", ["path_symlink", ["f", 3, "new"]]],
  ["pathUnlinkFile", ["path_unlink_file", [3, "f"]]],
  ["fdReaddir", ["fd_readdir", [3, { entries: [], length: 64 }, 0n, { u32: 0 }]]],
  ["fdFilestatGet", ["fd_filestat_get", [3, { stat: {} }]]],
  ["fdFilestatSetTimes", ["fd_filestat_set_times", [3, 0n, 0n, 0]]],
  ["fdSync", ["fd_sync", [3]]],
  ["fdDatasync", ["fd_datasync", [3]]],
];

/** What each right of a file is needed for. */
const neededOfFile: readonly (readonly [keyof typeof right, CallStep])[] = [
  ["fdRead", ["fd_read", [fd("f"), { into: [1], text: "" }, { u32: 0 }]]],
  ["fdWrite", ["fd_write", [fd("f"), { from: ["x"] }, { u32: 0 }]]],
  ["fdSeek", ["fd_seek", [fd("f"), 1n, 0, { u64: 0n }]]],
  ["fdAdvise", ["fd_advise", [fd("f"), 0n, 0n, 0]]],
  ["fdAllocate", ["fd_allocate", [fd("f"), 0n, 9n]]],
  ["fdFdstatSetFlags", ["fd_fdstat_set_flags", [fd("f"), 1]]],
  ["fdFilestatGet", ["fd_filestat_get", [fd("f"), { stat: {} }]]],
  ["fdFilestatSetSize", ["fd_filestat_set_size", [fd("f"), 0n]]],
  ["fdFilestatSetTimes", ["fd_filestat_set_times", [fd("f"), 0n, 0n, 0]]],
];

const refused = ([call, args]: CallStep): CallStep => [call, args, "ENOTCAPABLE"];

/** Cases of descriptors and rights. */
export const descriptorCases: readonly WasiCase[] = [
  {
    name: "the lowest free number is given out",
    steps: [
      f,
      g,
      opening("e", "h"),
      close("f"),
      close("g"),
      ["path_open", [3, 0, "f", 0, all, 0n, 0, { u32: 4 }]],
      ["path_open", [3, 0, "f", 0, all, 0n, 0, { u32: 5 }]],
      ["path_open", [3, 0, "f", 0, all, 0n, 0, { u32: 7 }]],
    ],
  },
  {
    name: "fd_close of what is not open",
    steps: [
      ["fd_close", [99], "EBADF"],
      ["fd_close", [-1], "EBADF"],
      f,
      close("f"),
      ["fd_close", [fd("f")], "EBADF"],
    ],
  },
  {
    name: "fd_close of the preopen takes its files out of reach",
    steps: [
      ["fd_close", [3]],
      ["path_unlink_file", [3, "f"], "EBADF"],
      ["fd_prestat_get", [3, { raw: [] }], "EBADF"],
      { tree: { f: "abcdef" } },
    ],
  },
  {
    name: "fd_close of a stream",
    steps: [
      ["fd_close", [1]],
      ["fd_write", [1, { from: ["x"] }, { u32: 0 }], "EBADF"],
    ],
  },
  {
    name: "descriptors are given out up to the limit",
    maxFds: 6,
    steps: [
      f,
      g,
      ["path_open", [3, 0, "f", 0, all, 0n, 0, as("h")], "EMFILE"],
      close("g"),
      opening("f", "h"),
    ],
  },
  {
    name: "a file that has no number is not made",
    maxFds: 4,
    steps: [["path_open", [3, 0, "f", 0, all, 0n, 0, as("h")], "EMFILE"]],
  },
  {
    name: "fd_renumber takes the place of another",
    steps: [
      f,
      opening("e", "e"),
      ["fd_renumber", [fd("f"), fd("e")]],
      ["fd_read", [fd("e"), { into: [2], text: "ab" }, { u32: 2 }]],
      ["fd_read", [fd("f"), { into: [2], text: "" }, { u32: 0 }], "EBADF"],
    ],
  },
  {
    name: "fd_renumber onto itself",
    steps: [f, ["fd_renumber", [fd("f"), fd("f")]], ["fd_tell", [fd("f"), { u64: 0n }]]],
  },
  {
    name: "fd_renumber of and onto what is not open",
    steps: [
      f,
      ["fd_renumber", [99, fd("f")], "EBADF"],
      ["fd_renumber", [fd("f"), 99], "EBADF"],
      ["fd_renumber", [-1, -1], "EBADF"],
      ["fd_tell", [fd("f"), { u64: 0n }]],
    ],
  },
  {
    name: "fd_renumber over a stream sends output to a file",
    steps: [
      opening("e", "e"),
      ["fd_renumber", [fd("e"), 1]],
      ["fd_write", [1, { from: ["out"] }, { u32: 3 }]],
      { tree: { e: "out" } },
    ],
  },
  {
    name: "fd_renumber over the preopen ends it",
    steps: [
      d,
      ["fd_renumber", [fd("d"), 3]],
      ["fd_prestat_get", [3, { raw: [] }], "EBADF"],
      ["path_unlink_file", [3, "f"], "ENOENT"],
    ],
  },
  {
    name: "fd_fdstat_get of streams: no terminal",
    steps: [0, 1, 2].map(
      (one): CallStep => [
        "fd_fdstat_get",
        [one, { fdstat: { type: 0, flags: 0, inheriting: 0n } }],
      ],
    ),
  },
  {
    name: "fd_fdstat_get of the preopen",
    steps: [
      [
        "fd_fdstat_get",
        [
          3,
          {
            fdstat: {
              type: 3,
              flags: 0,
              base: directoryRights,
              inheriting: directoryRights | fileRights,
            },
          },
        ],
      ],
    ],
  },
  {
    name: "fd_fdstat_get of a file",
    steps: [
      opening("f", "f", { base: right.fdRead | right.fdWrite, fdflags: 0b10101 }),
      [
        "fd_fdstat_get",
        [
          fd("f"),
          {
            fdstat: { type: 4, flags: 0b10101, base: right.fdRead | right.fdWrite, inheriting: 0n },
          },
        ],
      ],
    ],
  },
  { name: "fd_fdstat_get of nothing", steps: [["fd_fdstat_get", [99, { fdstat: {} }], "EBADF"]] },
  {
    name: "a directory cannot be sought, sized or written",
    steps: [
      [
        "fd_fdstat_get",
        [
          3,
          {
            fdstat: {
              base:
                directoryRights &
                ~(right.fdSeek | right.fdFilestatSetSize | right.fdWrite | right.fdRead),
            },
          },
        ],
      ],
    ],
  },
  {
    name: "fd_fdstat_set_flags takes those that there are",
    steps: [
      f,
      ["fd_fdstat_set_flags", [fd("f"), 31]],
      ["fd_fdstat_get", [fd("f"), { fdstat: { flags: 31 } }]],
      ["fd_fdstat_set_flags", [fd("f"), 32], "EINVAL"],
      ["fd_fdstat_set_flags", [fd("f"), -1], "EINVAL"],
      ["fd_fdstat_get", [fd("f"), { fdstat: { flags: 31 } }]],
    ],
  },
  {
    name: "fd_fdstat_set_flags of directories and nothing",
    steps: [
      ["fd_fdstat_set_flags", [3, 1], "EBADF"],
      ["fd_fdstat_set_flags", [99, 1], "EBADF"],
    ],
  },
  {
    name: "fd_fdstat_set_rights takes away for good",
    steps: [
      f,
      ["fd_fdstat_set_rights", [fd("f"), right.fdRead, 0n]],
      ["fd_fdstat_get", [fd("f"), { fdstat: { base: right.fdRead } }]],
      refused(["fd_fdstat_set_rights", [fd("f"), right.fdRead | right.fdWrite, 0n]]),
      refused(["fd_fdstat_set_rights", [fd("f"), 0n, right.fdRead]]),
      ["fd_fdstat_get", [fd("f"), { fdstat: { base: right.fdRead } }]],
      ["fd_fdstat_set_rights", [fd("f"), 0n, 0n]],
    ],
  },
  {
    name: "fd_fdstat_set_rights gives no right that a kind has not",
    steps: [
      refused(["fd_fdstat_set_rights", [3, directoryRights | right.fdSeek, 0n]]),
      refused(["fd_fdstat_set_rights", [1, right.fdRead, 0n]]),
    ],
  },
  {
    name: "fd_fdstat_set_rights of nothing",
    steps: [["fd_fdstat_set_rights", [99, 0n, 0n], "EBADF"]],
  },
  {
    name: "a directory passes on no more than it may",
    steps: [
      powerless(directoryRights, right.fdRead),
      f,
      ["fd_fdstat_get", [fd("f"), { fdstat: { base: right.fdRead, inheriting: 0n } }]],
      refused(["fd_write", [fd("f"), { from: ["x"] }, { u32: 0 }]]),
    ],
  },
  {
    name: "what is passed on is passed on no further than that",
    steps: [
      opening("d", "d", { oflags: 2, inheriting: right.fdRead }),
      ["path_open", [fd("d"), 0, "x", 1, all, all, 0, as("x")]],
      ["fd_fdstat_get", [fd("x"), { fdstat: { base: right.fdRead } }]],
    ],
  },
  {
    name: "a directory passes its own limits on",
    steps: [
      powerless(directoryRights, directoryRights & ~right.pathUnlinkFile),
      d,
      refused(["path_unlink_file", [fd("d"), "x"]]),
    ],
  },
  {
    name: "a right that is not asked for is not had",
    steps: [
      opening("f", "f", { base: 0n }),
      refused(["fd_read", [fd("f"), { into: [1], text: "" }, { u32: 0 }]]),
      refused(["fd_filestat_get", [fd("f"), { stat: {} }]]),
    ],
  },
  {
    name: "a file that may not be written opens though all rights are asked for",
    setup: (fs) => fs.setReadOnly("/app/f", true),
    steps: [
      ["path_open", [3, 0, "f", 0, all, 0n, 0, as("x")], "EROFS"],
      powerless(directoryRights, right.fdRead),
      f,
      ["fd_read", [fd("f"), { into: [1], text: "a" }, { u32: 1 }]],
    ],
  },
  ...neededOfDirectory.map(
    ([name, step]): WasiCase => ({
      name: `${step[0]} needs the right ${name}`,
      steps: [
        powerless(directoryRights & ~right[name]),
        refused(step),
        { tree: { f: "abcdef", new: null, d: true } },
      ],
    }),
  ),
  ...neededOfFile.map(
    ([name, step]): WasiCase => ({
      name: `${step[0]} of a file needs the right ${name}`,
      steps: [
        opening("f", "f", { base: all & ~right[name] }),
        refused(step),
        { tree: { f: "abcdef" } },
      ],
    }),
  ),
];
