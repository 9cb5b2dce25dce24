/** Opening by path: flags, symlinks, slashes, and paths that lead out. */
import { right } from "../../runtime/wasi/abi.ts";
import type { ErrnoName } from "../../runtime/wasi/errno.ts";
import { directoryRights } from "../../runtime/wasi/rights.ts";
import type { SyncFileSystem } from "../../vfs/index.ts";
import { as, type CallStep, fd, opening, type Step, type WasiCase } from "./case.ts";

const creat = 1;
const directory = 2;
const excl = 4;
const trunc = 8;

/** `/app` with links of every kind, and what must not be reached beside it. */
function links(fs: SyncFileSystem): void {
  for (const path of ["/etc", "/app2"]) fs.mkdir(path);
  for (const path of ["/etc/passwd", "/app2/secret", "/secret"])
    fs.writeFile(path, new Uint8Array(9));
  const targets = {
    file: "f",
    dir: "d",
    dangling: "missing",
    loop: "loop",
    ping: "pong",
    pong: "ping",
    out: "../etc/passwd",
    outdir: "../etc",
    sibling: "../app2/secret",
    absolute: "/app/f",
    chain: "file",
    "to-slash": "d/",
    "file-slash": "f/",
    back: "d/../f",
    "d/up": "..",
    "d/upup": "../..",
    "d/self": ".",
  };
  for (const [name, target] of Object.entries(targets)) fs.symlink(target, `/app/${name}`);
}

interface Row {
  readonly path: string;
  readonly oflags?: number;
  readonly lookup?: number;
  readonly base?: bigint;
}

const rights = directoryRights | right.fdRead;

function open({ path, oflags = 0, lookup = 1, base = rights }: Row, answer?: ErrnoName): CallStep {
  const args = [3, lookup, path, oflags, base, 0n, 0, as("x")] as const;
  return answer === undefined ? ["path_open", args] : ["path_open", args, answer];
}

const describe = ({ path, oflags = 0, lookup = 1 }: Row): string =>
  `path_open ${JSON.stringify(path.slice(0, 40))}${path.length > 40 ? ` of ${path.length}` : ""}, oflags ${oflags}${lookup === 1 ? "" : ", no follow"}`;

const opens = (row: Row, type: number, ...after: readonly Step[]): WasiCase => ({
  name: `${describe(row)} opens`,
  setup: links,
  steps: [open(row), ["fd_fdstat_get", [fd("x"), { fdstat: { type } }]], ...after],
});

const fails = (row: Row, answer: ErrnoName, ...after: readonly Step[]): WasiCase => ({
  name: `${describe(row)} fails with ${answer}`,
  setup: links,
  steps: [open(row, answer), ...after, { tree: { f: "abcdef", d: true } }],
});

const file = 4;
const dir = 3;

/** Cases of `path_open`. */
export const openCases: readonly WasiCase[] = [
  opens({ path: "f" }, file),
  opens({ path: "./f" }, file),
  opens({ path: ".//./f" }, file),
  opens({ path: "d/../f" }, file),
  opens({ path: "d/.//../d/../f" }, file),
  opens({ path: "." }, dir),
  opens({ path: "./" }, dir),
  opens({ path: "d" }, dir),
  opens({ path: "d/" }, dir),
  opens({ path: "d///" }, dir),
  opens({ path: "d/.", oflags: directory }, dir),
  opens({ path: "d/..", oflags: directory }, dir),
  opens({ path: "file" }, file),
  opens({ path: "chain" }, file),
  opens({ path: "dir" }, dir),
  opens({ path: "dir/", lookup: 0 }, dir),
  opens({ path: "to-slash" }, dir),
  opens({ path: "back" }, file),
  opens({ path: "d/up/f" }, file),
  opens({ path: "d/self/self/up/f" }, file),
  opens({ path: "dir/up/f", lookup: 0 }, file),
  opens({ path: "new", oflags: creat }, file, { tree: { new: "" } }),
  opens({ path: "new", oflags: creat | excl }, file, { tree: { new: "" } }),
  opens({ path: "f", oflags: creat }, file, { tree: { f: "abcdef" } }),
  opens({ path: "dangling", oflags: creat }, file, {
    tree: { missing: "", dangling: "-> missing" },
  }),
  {
    name: "path_open truncates",
    steps: [opening("f", "f", { oflags: trunc }), { tree: { f: "" } }],
  },
  {
    name: "path_open truncates without the right to write",
    steps: [opening("f", "f", { oflags: trunc, base: 0n }), { tree: { f: "" } }],
  },
  {
    name: "path_open creates and truncates",
    steps: [
      opening("f", "f", { oflags: creat | trunc }),
      { tree: { f: "" } },
      opening("g", "g", { oflags: creat | trunc }),
      { tree: { g: "" } },
    ],
  },
  fails({ path: "missing" }, "ENOENT"),
  fails({ path: "" }, "ENOENT"),
  fails({ path: "missing/x", oflags: creat }, "ENOENT"),
  fails({ path: "f/" }, "ENOTDIR"),
  fails({ path: "f///" }, "ENOTDIR"),
  fails({ path: "f/x" }, "ENOTDIR"),
  fails({ path: "f/." }, "ENOTDIR"),
  fails({ path: "f/.." }, "ENOTDIR"),
  fails({ path: "f", oflags: directory }, "ENOTDIR"),
  fails({ path: "file", oflags: directory }, "ENOTDIR"),
  fails({ path: "file-slash" }, "ENOTDIR"),
  fails({ path: "f", oflags: creat | excl }, "EEXIST"),
  fails({ path: "d", oflags: creat | excl }, "EEXIST"),
  fails({ path: "dangling", oflags: creat | excl }, "EEXIST", { tree: { missing: null } }),
  fails({ path: "loop", oflags: creat | excl }, "EEXIST"),
  fails({ path: "d", oflags: creat }, "EISDIR"),
  fails({ path: "d", oflags: trunc }, "EISDIR"),
  fails({ path: "d", base: right.fdWrite }, "EISDIR"),
  fails({ path: "new/", oflags: creat }, "EISDIR", { tree: { new: null } }),
  fails({ path: "new", oflags: creat | directory }, "EINVAL", { tree: { new: null } }),
  fails({ path: "f", oflags: 16 }, "EINVAL"),
  fails({ path: "f", oflags: -1 }, "EINVAL"),
  fails({ path: "file", lookup: 0 }, "ELOOP"),
  fails({ path: "dangling", lookup: 0 }, "ELOOP"),
  fails({ path: "dir", lookup: 0, oflags: directory }, "ENOTDIR"),
  fails({ path: "dangling" }, "ENOENT"),
  fails({ path: "loop" }, "ELOOP"),
  fails({ path: "ping" }, "ELOOP"),
  fails({ path: "ping/x", lookup: 0 }, "ELOOP"),
  fails({ path: "a\0b" }, "EINVAL"),
  fails({ path: "f\0" }, "EINVAL"),
  fails({ path: "/" }, "EPERM"),
  fails({ path: "/f" }, "EPERM"),
  fails({ path: "/app/f" }, "EPERM"),
  fails({ path: "//app/f" }, "EPERM"),
  fails({ path: ".." }, "EPERM"),
  fails({ path: "../" }, "EPERM"),
  fails({ path: "../app/f" }, "EPERM"),
  fails({ path: "../app2/secret" }, "EPERM"),
  fails({ path: "d/../../app/f" }, "EPERM"),
  fails({ path: "../new", oflags: creat }, "EPERM"),
  fails({ path: "d/up/../secret" }, "EPERM"),
  fails({ path: "d/upup" }, "EPERM"),
  fails({ path: "d/upup/secret" }, "EPERM"),
  fails({ path: "out" }, "EPERM"),
  fails({ path: "out", oflags: trunc }, "EPERM"),
  fails({ path: "outdir/passwd" }, "EPERM"),
  fails({ path: "outdir/new", oflags: creat }, "EPERM"),
  fails({ path: "sibling" }, "EPERM"),
  fails({ path: "absolute" }, "EPERM"),
  fails({ path: "x".repeat(256) }, "ENAMETOOLONG"),
  fails({ path: "é".repeat(128) }, "ENAMETOOLONG"),
  fails({ path: `.${"./".repeat(2_047)}f` }, "ENAMETOOLONG"),
  fails({ path: "x".repeat(60_000) }, "ENAMETOOLONG"),
  { name: "a path of 4095 bytes opens", steps: [opening(`${"./".repeat(2_047)}f`, "f")] },
  {
    name: "a name of 255 bytes opens",
    steps: [opening("é".repeat(127), "x", { oflags: creat }), { tree: { ["é".repeat(127)]: "" } }],
  },
  {
    name: "a path that is not UTF-8",
    steps: [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80]].map(
      (bytes): CallStep => ["path_open", [3, 0, { bytes }, creat, 0n, 0n, 0, as("x")], "EILSEQ"],
    ),
  },
  {
    name: "names keep their bytes",
    steps: [
      opening("\ufeffé e\u0301", "x", { oflags: creat }),
      { tree: { "\ufeffé e\u0301": "", "é é": null } },
    ],
  },
  {
    name: "names of prototypes are names",
    steps: ["__proto__", "constructor", "toString"].map(
      (name) => ["path_open", [3, 0, name, 0, 0n, 0n, 0, as("x")], "ENOENT"] as const,
    ),
  },
  {
    name: "path_open below another directory stays below it",
    setup: links,
    steps: [
      opening("d", "d", { oflags: directory }),
      ["path_open", [fd("d"), 1, "x", creat, 0n, 0n, 0, as("x")]],
      { tree: { "d/x": "" } },
      ["path_open", [fd("d"), 1, "../f", 0, 0n, 0n, 0, as("y")], "EPERM"],
      ["path_open", [fd("d"), 1, "up/f", 0, 0n, 0n, 0, as("y")], "EPERM"],
      ["path_open", [fd("d"), 1, ".", 0, 0n, 0n, 0, as("y")]],
    ],
  },
  {
    name: "path_open below what is no directory",
    steps: [
      opening("f", "f"),
      ["path_open", [fd("f"), 0, "x", 0, 0n, 0n, 0, as("y")], "ENOTDIR"],
      ["path_open", [1, 0, "x", 0, 0n, 0n, 0, as("y")], "ENOTDIR"],
      ["path_open", [99, 0, "x", 0, 0n, 0n, 0, as("y")], "EBADF"],
    ],
  },
  {
    name: "path_open with flags that there are not",
    steps: [
      ["path_open", [3, 0, "f", 0, 0n, 0n, 32, as("y")], "EINVAL"],
      ["path_open", [3, 0, "f", 0, 0n, 0n, -1, as("y")], "EINVAL"],
    ],
  },
  {
    name: "path_open with flags of waiting and syncing",
    steps: [
      opening("f", "f", { fdflags: 0b11110 }),
      ["fd_fdstat_get", [fd("f"), { fdstat: { flags: 0b11110 } }]],
      ["fd_read", [fd("f"), { into: [2], text: "ab" }, { u32: 2 }]],
    ],
  },
  {
    name: "a directory that is gone holds nothing",
    steps: [
      opening("d", "d", { oflags: directory }),
      ["path_remove_directory", [3, "d"]],
      ["path_open", [fd("d"), 0, "x", creat, 0n, 0n, 0, as("x")], "ENOENT"],
      ["fd_filestat_get", [fd("d"), { stat: { type: dir } }]],
    ],
  },
  {
    name: "a directory that moves takes its descriptor along",
    files: { a: null, "a/f": "1", b: null },
    steps: [
      opening("a", "a", { oflags: directory }),
      ["path_rename", [3, "a", 3, "b/c"]],
      ["path_open", [fd("a"), 0, "f", 0, 0n, 0n, 0, as("x")]],
      ["path_open", [fd("a"), 0, "..", 0, 0n, 0n, 0, as("y")], "EPERM"],
    ],
  },
];
