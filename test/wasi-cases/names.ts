/** Making, removing, moving and linking names. */

import type { CallName } from "../../runtime/wasi/abi.ts";
import type { ErrnoName } from "../../runtime/wasi/errno.ts";
import type { SyncFileSystem } from "../../vfs/index.ts";
import { type Arg, as, type CallStep, fd, opening, type Step, type WasiCase } from "./case.ts";

const files = { f: "abcdef", g: "gg", d: null, full: null, "full/x": "1" };

/** Links in `/app`, and what must not change beside it. */
function links(fs: SyncFileSystem): void {
  fs.mkdir("/etc");
  fs.writeFile("/etc/passwd", new Uint8Array(9));
  for (const [name, target] of [
    ["file", "f"],
    ["dir", "d"],
    ["dangling", "missing"],
    ["loop", "loop"],
    ["out", "../etc/passwd"],
    ["outdir", "../etc"],
  ] as const) {
    fs.symlink(target, `/app/${name}`);
  }
}

function row(
  call: CallName,
  args: readonly Arg[],
  answer: ErrnoName | undefined,
  after: readonly Step[],
): WasiCase {
  const shown = args
    .map((arg) => (typeof arg === "string" ? JSON.stringify(arg.slice(0, 30)) : ""))
    .filter((arg) => arg !== "")
    .join(", ");
  const step: CallStep = answer === undefined ? [call, args] : [call, args, answer];
  return {
    name: `${call} ${shown} ${answer === undefined ? "succeeds" : `fails with ${answer}`}`,
    files,
    setup: links,
    steps: [step, ...after],
  };
}

const succeeds = (call: CallName, args: readonly Arg[], ...after: readonly Step[]): WasiCase =>
  row(call, args, undefined, after);

const untouched: Step = {
  tree: {
    f: "abcdef",
    g: "gg",
    d: true,
    "full/x": "1",
    file: "-> f",
    dangling: "-> missing",
    missing: null,
    new: null,
  },
};
const fails = (call: CallName, args: readonly Arg[], answer: ErrnoName): WasiCase =>
  row(call, args, answer, [untouched]);

const mkdir = (path: string) => ["path_create_directory", [3, path]] as const;
const rmdir = (path: string) => ["path_remove_directory", [3, path]] as const;
const unlink = (path: string) => ["path_unlink_file", [3, path]] as const;
const rename = (from: string, to: string) => ["path_rename", [3, from, 3, to]] as const;
const link = (from: string, to: string, flags = 0) =>
  ["path_link", [3, flags, from, 3, to]] as const;
const symlink = (target: string, path: string) => ["path_symlink", [target, 3, path]] as const;
const readlink = (path: string, text: string, length = 64): CallStep => [
  "path_readlink",
  [3, path, { text, length }, { u32: new TextEncoder().encode(text).length }],
];
const readlinkFails = (path: string): readonly [CallName, readonly Arg[]] => [
  "path_readlink",
  [3, path, { text: "", length: 64 }, { u32: 0 }],
];

const d = opening("d", "d", { oflags: 2 });

/** Cases of the calls on names. */
export const nameCases: readonly WasiCase[] = [
  succeeds(...mkdir("new"), { tree: { new: true } }),
  succeeds(...mkdir("new/"), { tree: { new: true } }),
  succeeds(...mkdir("d/../d/new"), { tree: { "d/new": true } }),
  succeeds(...mkdir("dir/new"), { tree: { "d/new": true } }),
  fails(...mkdir("d"), "EEXIST"),
  fails(...mkdir("f"), "EEXIST"),
  fails(...mkdir("file"), "EEXIST"),
  fails(...mkdir("dangling"), "EEXIST"),
  fails(...mkdir("loop"), "EEXIST"),
  fails(...mkdir("."), "EEXIST"),
  fails(...mkdir("d/.."), "EEXIST"),
  fails(...mkdir(""), "ENOENT"),
  fails(...mkdir("missing/new"), "ENOENT"),
  fails(...mkdir("f/new"), "ENOTDIR"),
  fails(...mkdir("../new"), "EPERM"),
  fails(...mkdir("/app/new"), "EPERM"),
  fails(...mkdir("outdir/new"), "EPERM"),
  fails(...mkdir("x".repeat(256)), "ENAMETOOLONG"),

  succeeds(...rmdir("d"), { tree: { d: null, dir: "-> d" } }),
  succeeds(...rmdir("d/"), { tree: { d: null } }),
  fails(...rmdir("full"), "ENOTEMPTY"),
  fails(...rmdir("f"), "ENOTDIR"),
  fails(...rmdir("f/"), "ENOTDIR"),
  fails(...rmdir("dir"), "ENOTDIR"),
  fails(...rmdir("missing"), "ENOENT"),
  fails(...rmdir("."), "EINVAL"),
  fails(...rmdir("d/."), "EINVAL"),
  fails(...rmdir("d/.."), "ENOTEMPTY"),
  fails(...rmdir(".."), "EPERM"),
  fails(...rmdir("outdir/x"), "EPERM"),

  succeeds(...unlink("f"), { tree: { f: null, file: "-> f" } }),
  succeeds(...unlink("file"), { tree: { f: "abcdef", file: null } }),
  succeeds(...unlink("dir"), { tree: { d: true, dir: null } }),
  succeeds(...unlink("out"), { tree: { out: null } }),
  succeeds(...unlink("loop"), { tree: { loop: null } }),
  fails(...unlink("d"), "EISDIR"),
  fails(...unlink("d/"), "EISDIR"),
  fails(...unlink("f/"), "ENOTDIR"),
  fails(...unlink("file/"), "ENOTDIR"),
  fails(...unlink("missing"), "ENOENT"),
  fails(...unlink("missing/"), "ENOENT"),
  fails(...unlink("f/x"), "ENOTDIR"),
  fails(...unlink("../app/f"), "EPERM"),
  fails(...unlink("outdir/passwd"), "EPERM"),

  succeeds(...rename("f", "new"), { tree: { f: null, new: "abcdef" } }),
  succeeds(...rename("f", "g"), { tree: { f: null, g: "abcdef" } }),
  succeeds(...rename("f", "f"), { tree: { f: "abcdef" } }),
  succeeds(...rename("f", "d/x"), { tree: { f: null, "d/x": "abcdef" } }),
  succeeds(...rename("full", "new"), { tree: { full: null, "new/x": "1" } }),
  succeeds(...rename("full/", "new/"), { tree: { full: null, "new/x": "1" } }),
  succeeds(...rename("full", "d"), { tree: { full: null, "d/x": "1" } }),
  succeeds(...rename("file", "new"), { tree: { file: null, new: "-> f", f: "abcdef" } }),
  succeeds(...rename("g", "file"), { tree: { g: null, file: "gg", f: "abcdef" } }),
  succeeds(...rename("g", "out"), { tree: { g: null, out: "gg" } }),
  fails(...rename("missing", "new"), "ENOENT"),
  fails(...rename("f", "missing/new"), "ENOENT"),
  fails(...rename("f", "d"), "EISDIR"),
  fails(...rename("d", "f"), "ENOTDIR"),
  fails(...rename("d", "full"), "ENOTEMPTY"),
  fails(...rename("f/", "new"), "ENOTDIR"),
  fails(...rename("f", "new/"), "ENOTDIR"),
  fails(...rename("full", "full/y"), "EINVAL"),
  fails(...rename("full", "full/x/y"), "ENOTDIR"),
  fails(...rename("f", "../new"), "EPERM"),
  fails(...rename("../app/f", "new"), "EPERM"),
  fails(...rename("f", "outdir/new"), "EPERM"),
  fails(...rename("outdir/passwd", "new"), "EPERM"),
  fails(...rename(".", "new"), "EBUSY"),
  fails(...rename("f", ""), "ENOENT"),

  succeeds(...link("f", "new"), { tree: { f: "abcdef", new: "abcdef" } }, [
    "path_filestat_get",
    [3, 0, "f", { stat: { nlink: 2 } }],
  ]),
  succeeds(...link("f", "d/x"), { tree: { "d/x": "abcdef" } }),
  succeeds(...link("file", "new"), { tree: { new: "-> f" } }),
  succeeds(...link("dangling", "new"), { tree: { new: "-> missing" } }),
  succeeds(...link("loop", "new"), { tree: { new: "-> loop" } }),
  fails(...link("f", "g"), "EEXIST"),
  fails(...link("f", "f"), "EEXIST"),
  fails(...link("f", "d"), "EEXIST"),
  fails(...link("f", "dangling"), "EEXIST"),
  fails(...link("d", "new"), "EPERM"),
  fails(...link("missing", "new"), "ENOENT"),
  fails(...link("f", "new/"), "ENOENT"),
  fails(...link("f/", "new"), "ENOTDIR"),
  fails(...link("f", "new", 1), "EINVAL"),
  fails(...link("f", "../new"), "EPERM"),
  fails(...link("outdir/passwd", "new"), "EPERM"),
  fails(...link("../etc/passwd", "new"), "EPERM"),

  succeeds(...symlink("anything at all", "new"), { tree: { new: "-> anything at all" } }),
  succeeds(...symlink("../../etc/passwd", "new"), [
    "path_open",
    [3, 1, "new", 0, 0n, 0n, 0, as("x")],
    "EPERM",
  ]),
  succeeds(...symlink("f", "d/x"), { tree: { "d/x": "-> f" } }),
  fails(...symlink("/etc/passwd", "new"), "EPERM"),
  fails(...symlink("/", "new"), "EPERM"),
  fails(...symlink("", "new"), "ENOENT"),
  fails(...symlink("x", "f"), "EEXIST"),
  fails(...symlink("x", "d"), "EEXIST"),
  fails(...symlink("x", "d/"), "EEXIST"),
  fails(...symlink("x", "dangling"), "EEXIST"),
  fails(...symlink("x", "new/"), "ENOENT"),
  fails(...symlink("x", "missing/new"), "ENOENT"),
  fails(...symlink("x", "../new"), "EPERM"),
  fails(...symlink("x", "outdir/new"), "EPERM"),
  fails(...symlink("a\0b", "new"), "EINVAL"),
  fails(...symlink("x".repeat(4_097), "new"), "ENAMETOOLONG"),

  {
    name: "path_readlink writes the target and nothing after it",
    setup: links,
    steps: [readlink("file", "f"), readlink("out", "../etc/passwd"), readlink("loop", "loop")],
  },
  {
    name: "path_readlink cuts what has no room",
    setup: links,
    steps: [readlink("out", "../et", 5), readlink("out", "", 0)],
  },
  {
    name: "path_readlink cuts inside a character",
    setup: (fs) => fs.symlink("é", "/app/l"),
    steps: [["path_readlink", [3, "l", { raw: [0xc3] }, 1, { u32: 1 }]]],
  },
  fails(...readlinkFails("f"), "EINVAL"),
  fails(...readlinkFails("d"), "EINVAL"),
  fails(...readlinkFails("file/"), "ENOTDIR"),
  fails(...readlinkFails("missing"), "ENOENT"),
  fails(...readlinkFails("../app/file"), "EPERM"),

  {
    name: "two directories name what a call moves and links",
    files,
    steps: [
      d,
      opening("full", "full", { oflags: 2 }),
      ["path_rename", [fd("full"), "x", fd("d"), "y"]],
      ["path_link", [fd("d"), 0, "y", fd("full"), "z"]],
      { tree: { "full/x": null, "d/y": "1", "full/z": "1" } },
    ],
  },
  {
    name: "neither directory of a call leads out",
    files,
    steps: [
      d,
      ["path_rename", [3, "f", fd("d"), "../x"], "EPERM"],
      ["path_rename", [fd("d"), "../f", 3, "x"], "EPERM"],
      ["path_link", [3, 0, "f", fd("d"), "../x"], "EPERM"],
      ["path_symlink", ["x", fd("d"), "../x"], "EPERM"],
      { tree: { f: "abcdef", x: null } },
    ],
  },
  {
    name: "the calls on names need directories",
    files,
    steps: [
      opening("f", "f"),
      ["path_create_directory", [fd("f"), "x"], "ENOTDIR"],
      ["path_unlink_file", [0, "x"], "ENOTDIR"],
      ["path_rename", [3, "f", fd("f"), "x"], "ENOTDIR"],
      ["path_link", [99, 0, "f", 3, "x"], "EBADF"],
      ["path_symlink", ["x", 99, "x"], "EBADF"],
      ["path_readlink", [1, "x", { text: "", length: 4 }, { u32: 0 }], "ENOTDIR"],
    ],
  },
  {
    name: "what is read-only stays",
    files,
    setup: (fs) => fs.setReadOnly("/app/full", true),
    steps: [
      ["path_unlink_file", [3, "full/x"], "EROFS"],
      ["path_create_directory", [3, "full/y"], "EROFS"],
      ["path_rename", [3, "f", 3, "full/f"], "EROFS"],
      ["path_rename", [3, "full/x", 3, "x"], "EROFS"],
      ["path_link", [3, 0, "full/x", 3, "x"], "EROFS"],
      ["path_symlink", ["x", 3, "full/y"], "EROFS"],
      ["path_open", [3, 0, "full/x", 0, 0x40n, 0n, 0, as("w")], "EROFS"],
      ["path_open", [3, 0, "full/y", 1, 0n, 0n, 0, as("w")], "EROFS"],
      { tree: { "full/x": "1", f: "abcdef" } },
    ],
  },
];
