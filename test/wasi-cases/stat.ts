/** Metadata and times. */
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { fd, opening, type Step, type WasiCase } from "./case.ts";

const f = opening("f", "f");
const at = 100n;
const mt = 200n;
const now = 5_000n;

/** Times that all four flags and their combinations lead to; a flag that is not set keeps 1,000. */
const flagRows: readonly (readonly [flags: number, atim: bigint, mtim: bigint])[] = [
  [0, 1_000n, 1_000n],
  [1, at, 1_000n],
  [2, now, 1_000n],
  [4, 1_000n, mt],
  [8, 1_000n, now],
  [1 | 4, at, mt],
  [1 | 8, at, now],
  [2 | 4, now, mt],
  [2 | 8, now, now],
];

const wrongFlags = [1 | 2, 4 | 8, 1 | 2 | 4, 2 | 4 | 8, 15, 16, -1];

const links = (fs: SyncFileSystem): void => {
  fs.symlink("f", "/app/link");
  fs.symlink("missing", "/app/dangling");
  fs.symlink("../secret", "/app/out");
};

function mounted(fs: SyncFileSystem): void {
  const other = createFileSystem({ now: () => 7n }).sync;
  other.writeFile("/x", new Uint8Array(3));
  fs.mkdir("/app/m");
  fs.mount("/app/m", other);
}

/** Cases of filestats and times. */
export const statCases: readonly WasiCase[] = [
  {
    name: "fd_filestat_get of a file",
    steps: [
      f,
      [
        "fd_filestat_get",
        [
          fd("f"),
          {
            stat: {
              type: 4,
              nlink: 1,
              size: 6n,
              atim: 1_000n,
              mtim: 1_000n,
              ctim: 1_000n,
              dev: 1n,
            },
          },
        ],
      ],
    ],
  },
  {
    name: "fd_filestat_get of a directory",
    steps: [["fd_filestat_get", [3, { stat: { type: 3, nlink: 3 } }]]],
  },
  {
    name: "fd_filestat_get of streams",
    steps: [0, 1, 2].map(
      (one): Step => [
        "fd_filestat_get",
        [one, { stat: { type: 0, nlink: 1, size: 0n, atim: 0n, mtim: 0n, ctim: 0n } }],
      ],
    ),
  },
  { name: "fd_filestat_get of nothing", steps: [["fd_filestat_get", [99, { stat: {} }], "EBADF"]] },
  {
    name: "path_filestat_get of a file and a directory",
    steps: [
      ["path_filestat_get", [3, 0, "f", { stat: { type: 4, size: 6n } }]],
      ["path_filestat_get", [3, 0, "d/", { stat: { type: 3 } }]],
      ["path_filestat_get", [3, 0, ".", { stat: { type: 3 } }]],
    ],
  },
  {
    name: "path_filestat_get of a symlink and its target",
    setup: links,
    steps: [
      ["path_filestat_get", [3, 0, "link", { stat: { type: 7, size: 1n } }]],
      ["path_filestat_get", [3, 1, "link", { stat: { type: 4, size: 6n } }]],
      ["path_filestat_get", [3, 0, "dangling", { stat: { type: 7, size: 7n } }]],
      ["path_filestat_get", [3, 1, "dangling", { stat: {} }], "ENOENT"],
    ],
  },
  {
    name: "path_filestat_get tells nothing from outside",
    setup: links,
    steps: [
      ["path_filestat_get", [3, 1, "out", { stat: {} }], "EPERM"],
      ["path_filestat_get", [3, 0, "..", { stat: {} }], "EPERM"],
      ["path_filestat_get", [3, 0, "/", { stat: {} }], "EPERM"],
      ["path_filestat_get", [3, 0, "out", { stat: { type: 7 } }]],
    ],
  },
  {
    name: "path_filestat_get of what is not there",
    steps: [
      ["path_filestat_get", [3, 0, "missing", { stat: {} }], "ENOENT"],
      ["path_filestat_get", [3, 0, "f/", { stat: {} }], "ENOTDIR"],
      ["path_filestat_get", [3, 0, "", { stat: {} }], "ENOENT"],
      ["path_filestat_get", [99, 0, "f", { stat: {} }], "EBADF"],
    ],
  },
  {
    name: "links and subdirectories are counted",
    steps: [
      ["path_link", [3, 0, "f", 3, "g"]],
      ["path_filestat_get", [3, 0, "f", { stat: { nlink: 2 } }]],
      ["path_unlink_file", [3, "f"]],
      ["path_filestat_get", [3, 0, "g", { stat: { nlink: 1 } }]],
      ["path_create_directory", [3, "d/x"]],
      ["path_filestat_get", [3, 0, "d", { stat: { nlink: 3 } }]],
    ],
  },
  {
    name: "a mounted filesystem is another device",
    setup: mounted,
    steps: [
      ["path_filestat_get", [3, 0, "f", { stat: { dev: 1n } }]],
      ["path_filestat_get", [3, 0, "m", { stat: { dev: 2n, type: 3 } }]],
      ["path_filestat_get", [3, 0, "m/x", { stat: { dev: 2n, size: 3n, mtim: 7n } }]],
      ["path_filestat_get", [3, 0, "m/..", { stat: { dev: 1n } }]],
      ["path_rename", [3, "f", 3, "m/f"], "EXDEV"],
      ["path_link", [3, 0, "m/x", 3, "x"], "EXDEV"],
      ["path_open", [3, 0, "m/../../x", 1, 0n, 0n, 0, { u32: 0 }], "EPERM"],
    ],
  },
  {
    name: "writing, cutting and renaming set times",
    steps: [
      f,
      { nowNs: 2_000n },
      ["fd_write", [fd("f"), { from: ["x"] }, { u32: 1 }]],
      ["fd_filestat_get", [fd("f"), { stat: { atim: 1_000n, mtim: 2_000n, ctim: 2_000n } }]],
      { nowNs: 3_000n },
      ["fd_filestat_set_size", [fd("f"), 1n]],
      ["fd_filestat_get", [fd("f"), { stat: { mtim: 3_000n, ctim: 3_000n } }]],
      { nowNs: 4_000n },
      ["path_rename", [3, "f", 3, "d/g"]],
      ["path_filestat_get", [3, 0, "d", { stat: { mtim: 4_000n, ctim: 4_000n } }]],
      ["fd_filestat_get", [fd("f"), { stat: { mtim: 3_000n } }]],
    ],
  },
  {
    name: "creating and removing set the directory's times",
    steps: [
      { nowNs: 2_000n },
      ["path_create_directory", [3, "new"]],
      ["fd_filestat_get", [3, { stat: { mtim: 2_000n } }]],
      { nowNs: 3_000n },
      ["path_unlink_file", [3, "f"]],
      ["fd_filestat_get", [3, { stat: { mtim: 3_000n } }]],
    ],
  },
  {
    name: "writing nothing sets no time",
    steps: [
      f,
      { nowNs: 2_000n },
      ["fd_write", [fd("f"), { from: [""] }, { u32: 0 }]],
      ["fd_filestat_get", [fd("f"), { stat: { mtim: 1_000n } }]],
    ],
  },
  ...flagRows.flatMap(([flags, atim, mtim]): WasiCase[] => [
    {
      name: `fd_filestat_set_times, flags ${flags}`,
      steps: [
        f,
        { nowNs: now },
        ["fd_filestat_set_times", [fd("f"), at, mt, flags]],
        ["fd_filestat_get", [fd("f"), { stat: { atim, mtim, ctim: now } }]],
      ],
    },
    {
      name: `path_filestat_set_times, flags ${flags}`,
      steps: [
        { nowNs: now },
        ["path_filestat_set_times", [3, 0, "f", at, mt, flags]],
        ["path_filestat_get", [3, 0, "f", { stat: { atim, mtim, ctim: now } }]],
      ],
    },
  ]),
  ...wrongFlags.map(
    (flags): WasiCase => ({
      name: `times cannot be set by flags ${flags}`,
      steps: [
        f,
        { nowNs: now },
        ["fd_filestat_set_times", [fd("f"), at, mt, flags], "EINVAL"],
        ["path_filestat_set_times", [3, 0, "f", at, mt, flags], "EINVAL"],
        ["fd_filestat_get", [fd("f"), { stat: { atim: 1_000n, mtim: 1_000n, ctim: 1_000n } }]],
      ],
    }),
  ),
  {
    name: "times up to what 63 bits hold",
    steps: [
      ["path_filestat_set_times", [3, 0, "f", 0n, 2n ** 63n - 1n, 5]],
      ["path_filestat_get", [3, 0, "f", { stat: { atim: 0n, mtim: 2n ** 63n - 1n } }]],
      ["path_filestat_set_times", [3, 0, "f", 0n, 2n ** 63n, 4], "EINVAL"],
    ],
  },
  {
    name: "times of a directory and of a file that is only read",
    steps: [
      ["fd_filestat_set_times", [3, at, mt, 5]],
      ["fd_filestat_get", [3, { stat: { atim: at, mtim: mt } }]],
      opening("f", "r", { base: 0x800002n }),
      ["fd_filestat_set_times", [fd("r"), at, mt, 5]],
    ],
  },
  {
    name: "times of a symlink and of its target",
    setup: links,
    steps: [
      ["path_filestat_set_times", [3, 0, "link", at, mt, 5]],
      ["path_filestat_get", [3, 0, "link", { stat: { atim: at, mtim: mt } }]],
      ["path_filestat_get", [3, 0, "f", { stat: { atim: 1_000n } }]],
      ["path_filestat_set_times", [3, 1, "link", at, mt, 5]],
      ["path_filestat_get", [3, 0, "f", { stat: { atim: at } }]],
      ["path_filestat_set_times", [3, 1, "dangling", at, mt, 5], "ENOENT"],
      ["path_filestat_set_times", [3, 1, "out", at, mt, 5], "EPERM"],
    ],
  },
  {
    name: "streams have no times",
    steps: [
      ["fd_filestat_set_times", [0, at, mt, 5], "EBADF"],
      ["fd_filestat_set_times", [99, at, mt, 5], "EBADF"],
    ],
  },
  {
    name: "times of what is read-only stay",
    setup: (fs) => fs.setReadOnly("/app/f", true),
    steps: [["path_filestat_set_times", [3, 0, "f", at, mt, 5], "EROFS"]],
  },
];
