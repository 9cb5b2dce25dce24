/** Listing directories: entries, cookies, and what changes meanwhile. */
import { type Arg, type CallStep, fd, opening, type WasiCase } from "./case.ts";

const read = (
  names: readonly string[],
  length: number,
  cookie: bigint,
  used: number,
  of: Arg = 3,
): CallStep => ["fd_readdir", [of, { entries: names, length }, cookie, { u32: used }]];
const fails = (of: Arg, answer: "EBADF" | "ENOTDIR"): CallStep => [
  "fd_readdir",
  [of, { entries: [], length: 64 }, 0n, { u32: 0 }],
  answer,
];

const three = { a: "1", bb: "2", ccc: "3" };
const d = opening("d", "d", { oflags: 2 });

/** Cases of `fd_readdir`. An entry takes 24 bytes and its name. */
export const readdirCases: readonly WasiCase[] = [
  {
    name: "fd_readdir of all",
    files: three,
    steps: [read([".", "..", "a", "bb", "ccc"], 200, 0n, 129)],
  },
  {
    name: "fd_readdir of an empty directory",
    files: { d: null },
    steps: [d, read([".", ".."], 200, 0n, 51, fd("d"))],
  },
  {
    name: "fd_readdir writes every byte of an entry",
    files: { d: null },
    setup: (fs) => fs.symlink("x", "/app/d/link"),
    steps: [
      d,
      [
        "fd_readdir",
        [
          fd("d"),
          {
            raw: [
              3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 108, 105, 110,
              107,
            ],
          },
          28,
          2n,
          { u32: 28 },
        ],
      ],
    ],
  },
  {
    name: "fd_readdir fills the buffer, cutting the last entry",
    files: three,
    steps: [
      read(["."], 30, 0n, 30),
      read([".", "..", "a"], 80, 0n, 80),
      read([], 24, 0n, 24),
      read([], 1, 0n, 1),
      read([], 0, 0n, 0),
    ],
  },
  {
    name: "fd_readdir goes on after a cookie",
    files: three,
    steps: [
      read(["..", "a", "bb", "ccc"], 200, 1n, 104),
      read(["a", "bb", "ccc"], 200, 2n, 78),
      read(["bb", "ccc"], 200, 3n, 53),
      read(["ccc"], 200, 4n, 27),
      read([], 200, 5n, 0),
    ],
  },
  {
    name: "fd_readdir after cookies that there never were",
    files: three,
    steps: [read([], 200, 99n, 0), read([], 200, 2n ** 53n, 0), read([], 200, -1n, 0)],
  },
  {
    name: "a cookie means the same when names before it go",
    files: three,
    steps: [
      read(["bb", "ccc"], 200, 3n, 53),
      ["path_unlink_file", [3, "a"]],
      read(["bb", "ccc"], 200, 3n, 53),
      ["path_unlink_file", [3, "bb"]],
      read(["ccc"], 200, 3n, 27),
    ],
  },
  {
    name: "a cookie means the same when names come",
    files: three,
    steps: [
      ["path_create_directory", [3, "dddd"]],
      read(["bb", "ccc", "dddd"], 200, 3n, 81),
      ["path_unlink_file", [3, "a"]],
      ["path_create_directory", [3, "a"]],
      read(["bb", "ccc", "dddd", "a"], 200, 3n, 106),
    ],
  },
  {
    name: "a cookie whose entry is gone goes on after it",
    files: three,
    steps: [["path_unlink_file", [3, "bb"]], read(["ccc"], 200, 4n, 27)],
  },
  {
    name: "fd_readdir of a directory that is gone",
    files: { d: null },
    steps: [d, ["path_remove_directory", [3, "d"]], read([], 200, 2n, 0, fd("d"))],
  },
  {
    name: "fd_readdir of many",
    files: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`n${at}`, ""])),
    steps: [
      read(
        [".", "..", ...Array.from({ length: 500 }, (_, at) => `n${at}`)],
        20_000,
        0n,
        51 + 500 * 24 + 10 * 2 + 90 * 3 + 400 * 4,
      ),
    ],
  },
  {
    name: "fd_readdir of what is no directory",
    steps: [opening("f", "f"), fails(fd("f"), "ENOTDIR"), fails(1, "ENOTDIR"), fails(99, "EBADF")],
  },
];
