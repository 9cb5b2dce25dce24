/** What the utilities of the module `files` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

const python = { "/app/a.py": "", "/app/sub/b.py": "" };

const shapes = {
  "/app/.git/config": "c",
  "/app/data/big.bin": "x".repeat(3_000),
  "/app/data/deep/small.txt": "s",
  "/app/data/link.txt": { link: "deep/small.txt" },
  "/app/empty": null,
  "/app/main.py": "print()\n",
  "/app/node_modules/lib/index.js": "",
  "/app/out.txt": { link: "/etc/passwd" },
} as const;

const deep = { "/app/test/a/b/c/d/deep.txt": "" };

const copied = { "/app/src/file1.txt": "1", "/app/src/subdir/file2.txt": "2" };

/** The vectors, beside the examples of the rows. */
export const filesVectors: readonly UtilityVector[] = [
  { utility: "find", args: ["*.py"], files: python, result: ["/app/a.py", "/app/sub/b.py"] },
  { utility: "find", args: ["*.py", "/app", false], files: python, result: ["/app/a.py"] },
  { utility: "find", args: ["*.py", { recursive: false }], files: python, result: ["/app/a.py"] },
  { utility: "find", args: ["*", "missing"], files: python, result: [] },
  {
    utility: "find",
    args: ["*", { type: "directory", exclude: ["node_modules", ".git/"] }],
    files: shapes,
    result: ["/app/data", "/app/data/deep", "/app/empty"],
  },
  {
    utility: "find",
    args: ["*", { type: "symlink" }],
    files: shapes,
    result: ["/app/data/link.txt", "/app/out.txt"],
  },
  {
    utility: "find",
    args: ["*", "data", { type: "any", max_depth: 1 }],
    files: shapes,
    result: ["/app/data/big.bin", "/app/data/deep", "/app/data/link.txt"],
  },
  {
    utility: "find",
    args: ["*", "data", { min_size: 1, max_size: 1 }],
    files: shapes,
    result: ["/app/data/deep/small.txt", "/app/data/link.txt"],
  },
  {
    utility: "find",
    args: ["*", { min_size: 2_999.5 }],
    files: shapes,
    result: ["/app/data/big.bin"],
  },
  {
    utility: "find",
    args: ["*.txt", { min_depth: 2 }],
    files: { "/app/top.txt": "", "/app/a/one.txt": "", "/app/a/b/two.txt": "" },
    result: ["/app/a/b/two.txt", "/app/a/one.txt"],
  },
  {
    utility: "find",
    args: ["*", { modified_after: 1_000, modified_before: 3_000 }],
    files: { "/app/1": "", "/app/2": "", "/app/3": "" },
    modified: { "/app/1": 1_000, "/app/2": 2_000, "/app/3": 3_000 },
    result: ["/app/2"],
  },
  { utility: "find", args: ["*", { type: "fifo" }], error: "INVALID_ARGUMENT" },
  { utility: "find", args: ["*", { exclude: "../x" }], error: "INVALID_PATTERN" },
  { utility: "find", args: ["/etc/*"], error: "PATH_ESCAPE_ATTEMPT" },

  {
    utility: "tree",
    args: [],
    files: shapes,
    result: [
      "/app",
      "├── .git/",
      "│   └── config",
      "├── data/",
      "│   ├── big.bin",
      "│   ├── deep/",
      "│   │   └── small.txt",
      "│   └── link.txt -> deep/small.txt",
      "├── empty/",
      "├── main.py",
      "├── node_modules/",
      "│   └── lib/",
      "│       └── index.js",
      "└── out.txt -> /etc/passwd",
      "",
    ].join("\n"),
  },
  {
    utility: "tree",
    args: ["/app/test", { max_depth: 2 }],
    files: deep,
    result: "/app/test\n└── a/\n    └── b/\n",
  },
  { utility: "tree", args: ["test", 0], files: deep, result: "/app/test\n" },
  {
    utility: "tree",
    args: ["test/a/b/c/d/deep.txt"],
    files: deep,
    result: "/app/test/a/b/c/d/deep.txt\n",
  },
  { utility: "tree", args: ["missing"], files: deep, result: "" },

  {
    utility: "walk",
    args: ["/app/test"],
    files: {
      "/app/test/dir1/file2.txt": "",
      "/app/test/file1.txt": "",
      "/app/test/up": { link: ".." },
    },
    result: ["/app/test/dir1", "/app/test/dir1/file2.txt", "/app/test/file1.txt", "/app/test/up"],
  },
  { utility: "walk", args: ["missing"], result: [] },
  { utility: "walk", args: ["notes.txt"], result: [] },

  {
    utility: "copy_tree",
    args: ["/app/src", "/app/dst"],
    files: copied,
    result: null,
    after: {
      "/app/dst/file1.txt": "1",
      "/app/dst/subdir/file2.txt": "2",
      "/app/src/file1.txt": "1",
    },
  },
  {
    utility: "copy_tree",
    args: ["src", "dst"],
    files: { ...copied, "/app/dst/file1.txt": "old", "/app/dst/other": "o" },
    result: null,
    after: { "/app/dst/file1.txt": "1", "/app/dst/other": "o", "/app/dst/subdir": "<directory>" },
  },
  {
    utility: "copy_tree",
    args: ["src", "new/below"],
    files: copied,
    result: null,
    after: { "/app/new/below/subdir/file2.txt": "2" },
  },
  {
    utility: "copy_tree",
    args: ["src", "src/x"],
    files: copied,
    error: "EINVAL",
    after: { "/app/src/x": null },
  },
  { utility: "copy_tree", args: ["src", "src"], files: copied, error: "EINVAL" },
  { utility: "copy_tree", args: ["src/file1.txt", "x"], files: copied, error: "ENOTDIR" },
  { utility: "copy_tree", args: ["missing", "x"], files: copied, error: "ENOENT" },
  {
    utility: "copy_tree",
    args: ["src", "dst"],
    files: { ...copied, "/app/dst/subdir": "a file" },
    error: "ENOTDIR",
    after: { "/app/dst/subdir": "a file" },
  },
  {
    utility: "copy_tree",
    args: ["src", "dst"],
    files: { ...copied, "/app/dst/file1.txt/x": "" },
    error: "EISDIR",
    after: { "/app/dst/file1.txt": "<directory>" },
  },

  {
    utility: "remove_tree",
    args: ["/app/src"],
    files: { ...copied, "/app/kept": "" },
    result: null,
    after: { "/app/src": null, "/app/kept": "" },
  },
  {
    utility: "remove_tree",
    args: ["/app/logs", { pattern: "*.log" }],
    files: { "/app/logs/a.log": "", "/app/logs/b/c.log": "", "/app/logs/b/d.txt": "d" },
    result: null,
    after: {
      "/app/logs/a.log": null,
      "/app/logs/b": "<directory>",
      "/app/logs/b/c.log": null,
      "/app/logs/b/d.txt": "d",
    },
  },
  {
    utility: "remove_tree",
    args: ["gone"],
    files: { "/app/kept/x": "x", "/app/gone/link": { link: "../kept" } },
    result: null,
    after: { "/app/gone": null, "/app/kept/x": "x" },
  },
  {
    utility: "remove_tree",
    args: ["link"],
    files: { "/app/kept/x": "x", "/app/link": { link: "kept" } },
    error: "ENOTDIR",
    after: { "/app/kept/x": "x" },
  },
  {
    utility: "remove_tree",
    args: ["/app"],
    error: "EBUSY",
    after: { "/app/notes.txt": "buy milk\ncall Ada\nbuy bread\n" },
  },
  { utility: "remove_tree", args: ["missing"], error: "ENOENT" },
  { utility: "remove_tree", args: ["notes.txt"], error: "ENOTDIR" },
  { utility: "remove_tree", args: ["src", ".."], error: "INVALID_PATTERN" },

  {
    utility: "du",
    args: [],
    files: shapes,
    result: {
      "/app": 3_010,
      "/app/.git": 1,
      "/app/data": 3_001,
      "/app/data/deep": 1,
      "/app/empty": 0,
      "/app/node_modules": 0,
      "/app/node_modules/lib": 0,
    },
  },
  { utility: "du", args: ["/app", 0], files: shapes, result: { "/app": 3_010 } },
  { utility: "du", args: ["data/big.bin"], files: shapes, result: { "/app/data/big.bin": 3_000 } },
  { utility: "du", args: ["missing"], error: "ENOENT" },

  {
    utility: "stat",
    args: ["d"],
    files: { "/app/d/f": "" },
    modified: { "/app/d": 86_400 },
    result: {
      path: "/app/d",
      name: "d",
      size: 0,
      type: "directory",
      modified: 86_400,
      permissions: "drwxr-xr-x",
      is_dir: true,
      mode: "755",
      links: 2,
      target: null,
    },
  },
  { utility: "stat", args: ["missing"], error: "ENOENT" },
  { utility: "stat", args: ["l"], files: { "/app/l": { link: "l" } }, error: "ELOOP" },

  {
    utility: "checksum",
    args: ["empty"],
    files: { "/app/empty": "" },
    result: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  },
  {
    utility: "checksum",
    args: ["abc", { algorithm: "sha1" }],
    files: { "/app/abc": "abc" },
    result: "a9993e364706816aba3e25717850c26c9cd0d89d",
  },
  {
    utility: "checksum",
    args: ["bytes", "md5"],
    files: { "/app/bytes": { base64: "AP8Q" } },
    result: "481e4551ec039aada760901cf52b1917",
  },
  { utility: "checksum", args: ["notes.txt", "sha512"], error: "INVALID_ARGUMENT" },
  { utility: "checksum", args: ["src"], error: "EISDIR" },
  { utility: "checksum", args: ["missing"], error: "ENOENT" },
];
