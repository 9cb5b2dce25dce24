import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  createFileSystem,
  exportJson,
  exportTar,
  FsError,
  importJson,
  importTar,
  type SyncFileSystem,
} from "../index.ts";

// Random trees take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const text = (content: string) => new TextEncoder().encode(content);
const own = { follow: false };

/** Everything of a tree that an archive keeps, with the names that stand for one inode. */
function seen(fs: SyncFileSystem, root = "/"): unknown[] {
  const found: unknown[] = [];
  const firstNames = new Map<number, string>();
  const visit = (path: string, shown: string) => {
    const { type, ino, nlink, mode, mtimeNs, atimeNs } = fs.lstat(path);
    if (!firstNames.has(ino)) firstNames.set(ino, shown);
    const content = type === "file" ? Buffer.from(fs.readFile(path)).toString("hex") : undefined;
    const target = type === "symlink" ? fs.readlink(path) : undefined;
    const xattrs = fs.listxattr(path, own).map((name) => [name, fs.getxattr(path, name, own)]);
    const same = firstNames.get(ino);
    found.push({ shown, type, same, nlink, mode, mtimeNs, atimeNs, content, target, xattrs });
    if (type !== "directory") return;
    for (const { name } of fs.readdir(path)) visit(`${path}/${name}`, `${shown}/${name}`);
  };
  visit(root, "");
  return found;
}

function sample(): SyncFileSystem {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.mkdir("/app/empty", 0o700);
  fs.writeFile("/app/text.txt", text("héllo\n"));
  fs.writeFile("/app/zero", text(""));
  fs.writeFile(
    "/app/binary",
    new Uint8Array(1000).map((_, at) => at % 256),
  );
  fs.writeFile("/app/block", new Uint8Array(512).fill(7));
  fs.chmod("/app/binary", 0o4755);
  fs.link("/app/binary", "/app/zz-hard");
  fs.symlink("../elsewhere", "/app/link");
  fs.symlink(`x${"/y".repeat(200)}`, "/app/long-link");
  fs.link("/app/link", "/app/zz-link");
  const long = `/app/${"d".repeat(200)}`;
  fs.mkdir(long);
  fs.writeFile(`${long}/${"é".repeat(100)}`, text("deep"));
  fs.writeFile("/app/%=\n", text("odd"));
  fs.setxattr("/app", "user.dir", text(""));
  fs.setxattr("/app/text.txt", "user.a=b%", new Uint8Array([0, 10, 61, 255]));
  fs.setxattr("/app/link", "user.own", text("l"), own);
  fs.utimes("/app/text.txt", { mtimeNs: 1_700_000_000_123_456_789n, atimeNs: 5n });
  fs.utimes("/app/zero", { mtimeNs: -1_500_000_000n, atimeNs: 2n ** 62n });
  fs.utimes("/app/link", { mtimeNs: 3_000_000_000n, atimeNs: 3_000_000_000n }, own);
  fs.utimes("/app/empty", { mtimeNs: 8_589_934_592_000_000_000n, atimeNs: 0n });
  return fs;
}

type Format = readonly [
  name: string,
  copy: (from: SyncFileSystem, to: SyncFileSystem, fromPath?: string, toPath?: string) => void,
];

const formats: readonly Format[] = [
  [
    "tar",
    (from, to, fromPath = "/", toPath = "/") =>
      importTar(to, exportTar(from, { path: fromPath }), { path: toPath }),
  ],
  [
    "JSON",
    (from, to, fromPath = "/", toPath = "/") => {
      const json = JSON.stringify(exportJson(from, { path: fromPath }));
      importJson(to, JSON.parse(json), { path: toPath });
    },
  ],
];

test.each(formats)("%s gives back the same tree, byte for byte", (_, copy) => {
  const [from, to] = [sample(), createFileSystem().sync];
  copy(from, to);
  expect(seen(to)).toEqual(seen(from));
  expect(from.usage()).toMatchObject({ openFiles: 0 });
  expect(to.usage()).toEqual(from.usage());
});

test.each(formats)("%s moves a part of a tree to another place", (_, copy) => {
  const [from, to] = [sample(), createFileSystem().sync];
  to.mkdir("/there");
  copy(from, to, "/app", "/there");
  expect(seen(to, "/there")).toEqual(seen(from, "/app"));
});

test.each(formats)("%s replaces files and fills up directories", (_, copy) => {
  const [from, to] = [sample(), createFileSystem().sync];
  to.mkdir("/app");
  to.writeFile("/app/kept", text("kept"));
  to.writeFile("/app/text.txt", text("old"));
  to.link("/app/text.txt", "/app/other-name");
  to.mkdir("/outside");
  to.symlink("/outside", "/app/binary");
  copy(from, to);
  expect(to.readFile("/app/kept")).toEqual(text("kept"));
  expect(to.readFile("/app/other-name")).toEqual(text("old"));
  expect(to.readFile("/app/text.txt")).toEqual(text("héllo\n"));
  expect(to.readdir("/outside")).toEqual([]);
});

test.each(formats)("%s brings mounted trees along", (_, copy) => {
  const [from, to] = [createFileSystem().sync, createFileSystem().sync];
  from.mount("/m", sample(), { readOnly: true });
  copy(from, to);
  expect(to.readFile("/m/app/text.txt")).toEqual(text("héllo\n"));
});

const tree = fc.array(
  fc.record({
    kind: fc.constantFrom("file", "file", "directory", "symlink", "link", "xattr"),
    path: fc.array(fc.constantFrom("a", "b", "é", "__proto__", "x y"), {
      minLength: 1,
      maxLength: 3,
    }),
    other: fc.array(fc.constantFrom("a", "b", "é"), { minLength: 1, maxLength: 2 }),
    bytes: fc.uint8Array({ maxLength: 1200 }),
    time: fc.bigInt({ min: -(2n ** 60n), max: 2n ** 62n }),
    mode: fc.nat(0o7777),
  }),
  { maxLength: 15 },
);

test.each(formats)("%s gives back any tree", (_, copy) => {
  fc.assert(
    fc.property(tree, (steps) => {
      const [from, to] = [createFileSystem().sync, createFileSystem().sync];
      for (const step of steps) {
        const [path, other] = [`/${step.path.join("/")}`, `/${step.other.join("/")}`];
        try {
          if (step.kind === "directory") from.mkdir(path);
          else if (step.kind === "file") from.writeFile(path, step.bytes);
          else if (step.kind === "symlink") from.symlink(other, path);
          else if (step.kind === "link") from.link(other, path);
          else from.setxattr(path, other, step.bytes, own);
          from.utimes(path, { mtimeNs: step.time, atimeNs: step.time / 3n }, own);
          if (from.lstat(path).type !== "symlink") from.chmod(path, step.mode);
        } catch (error) {
          if (!(error instanceof FsError)) throw error;
        }
      }
      copy(from, to);
      const plain = (fs: SyncFileSystem) =>
        JSON.stringify(seen(fs), (_key, value) => (typeof value === "bigint" ? `${value}` : value));
      expect(plain(to)).toBe(plain(from));
    }),
    { numRuns: 150 },
  );
});

test("exportTar() gives the same bytes for the same tree, and one time when asked", () => {
  const [one, other] = [sample(), createFileSystem({ now: () => 7n }).sync];
  importTar(other, exportTar(one));
  expect(exportTar(other)).toEqual(exportTar(one));
  const later = createFileSystem({ now: () => 9n }).sync;
  later.mkdir("/d");
  const earlier = createFileSystem({ now: () => 8n }).sync;
  earlier.mkdir("/d");
  expect(exportTar(later)).not.toEqual(exportTar(earlier));
  expect(exportTar(later, { mtimeNs: 0n })).toEqual(exportTar(earlier, { mtimeNs: 0n }));
});

test("exportTar() writes what the system's tar reads, and importTar() what it writes", () => {
  const folder = mkdtempSync(join(tmpdir(), "fuelbox-tar-"));
  try {
    writeFileSync(join(folder, "ours.tar"), exportTar(sample(), { path: "/app" }));
    const out = join(folder, "out");
    execFileSync("mkdir", [out]);
    execFileSync("tar", ["-xf", join(folder, "ours.tar"), "-C", out], { stdio: "pipe" });
    const list = execFileSync("tar", ["-tvf", join(folder, "ours.tar"), "--full-time"]).toString();
    expect(list).toContain("link -> ../elsewhere");
    expect(list).toContain("zz-hard link to binary");
    const names = ["text.txt", "zz-hard", "binary", "link"];
    for (const format of ["posix", "gnu", "ustar"]) {
      const options = ["-cf", "-", `--format=${format}`, "-C", out];
      const packed = execFileSync("tar", [...options, ...names], { maxBuffer: 1e8 });
      const fs = createFileSystem().sync;
      importTar(fs, packed);
      expect(fs.readFile("/text.txt")).toEqual(text("héllo\n"));
      expect(fs.stat("/binary").ino).toBe(fs.stat("/zz-hard").ino);
      expect(fs.readlink("/link")).toBe("../elsewhere");
      expect(fs.stat("/zz-hard").mode).toBe(0o104755);
    }
    const gnu = execFileSync("tar", ["-cf", "-", "--format=gnu", "-C", out, "."], {
      maxBuffer: 1e8,
    });
    const fs = createFileSystem().sync;
    importTar(fs, gnu);
    expect(fs.readFile(`/${"d".repeat(200)}/${"é".repeat(100)}`)).toEqual(text("deep"));
    expect(fs.readlink("/long-link")).toBe(`x${"/y".repeat(200)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A header block, with its checksum unless another is given. */
function block(values: {
  name: string;
  type?: string;
  size?: string;
  link?: string;
  mode?: string;
  time?: string;
  prefix?: string;
  magic?: string;
  checksum?: string;
}): Uint8Array {
  const bytes = new Uint8Array(512);
  const put = (at: number, content: string) => bytes.set(Buffer.from(content, "latin1"), at);
  put(0, values.name);
  put(100, values.mode ?? "0000644");
  put(124, values.size ?? "00000000000");
  put(136, values.time ?? "00000000000");
  put(148, "        ");
  put(156, values.type ?? "0");
  put(157, values.link ?? "");
  put(257, values.magic ?? "ustar\u000000");
  put(345, values.prefix ?? "");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, values.checksum ?? `${sum.toString(8).padStart(6, "0")}\0 `);
  return bytes;
}

function joined(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part !== "string") return part;
      const content = text(part);
      const padded = new Uint8Array(Math.ceil(content.length / 512) * 512);
      padded.set(content);
      return padded;
    }),
  );
}

const sized = (content: string) => text(content).length.toString(8).padStart(11, "0");
const file = (name: string, content = "x") => [block({ name, size: sized(content) }), content];
const pax = (records: string) => [block({ name: "p", type: "x", size: sized(records) }), records];

test.each<[string, Uint8Array, string]>([
  ["text", text("hello"), 'at byte "0": a header is cut short'],
  ["random bytes", new Uint8Array(1024).fill(65), "a checksum is wrong"],
  ["a wrong checksum", block({ name: "a", checksum: "000000\0 " }), "a checksum is wrong"],
  ["content cut short", joined(block({ name: "a", size: "00000000777" })), "is cut short"],
  ["a size bomb", block({ name: "a", size: "77777777777" }), "is cut short"],
  [
    "a size of base 256",
    block({ name: "a", size: "\x80\0\0\0\0\0\0\0\0\0\0\x09" }),
    "is cut short",
  ],
  [
    "a size past 2^53",
    block({ name: "a", size: "\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" }),
    "a size is not a number",
  ],
  [
    "a negative size",
    block({ name: "a", size: "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" }),
    "a size is not a number",
  ],
  ["a size in words", block({ name: "a", size: "many" }), "a size is not a number"],
  ["a mode in words", block({ name: "a", mode: "rwx" }), "a mode or time is not a number"],
  ["a name that is not UTF-8", block({ name: "\xff" }), "a name is not UTF-8"],
  ["a device", block({ name: "a", type: "3" }), 'type "3" is not'],
  ["a FIFO", block({ name: "a", type: "6" }), 'type "6" is not'],
  ["a GNU sparse file", block({ name: "a", type: "S" }), 'type "S" is not'],
  ["a pax sparse file", joined(...pax("22 GNU.sparse.major=1\n"), ...file("a")), "sparse"],
  ["a pax header of text", joined(...pax("hello"), ...file("a")), "no list of records"],
  ["a pax record of no length", joined(...pax("0 a=b\n"), ...file("a")), "no list of records"],
  ["a pax record past the end", joined(...pax("99 a=b\n"), ...file("a")), "no list of records"],
  ["a pax record without key", joined(...pax("5 ab\n"), ...file("a")), "no list of records"],
  [
    "a pax time in words",
    joined(...pax("13 mtime=now\n"), ...file("a")),
    'record "mtime" is no time',
  ],
  ["a pax size in words", joined(...pax("11 size=ab\n"), ...file("a")), "a size is not a number"],
  ["a pax size bomb", joined(...pax("20 size=99999999999\n"), ...file("a")), "is cut short"],
  ["an absolute path", joined(...file("/etc/passwd")), "is no path in it"],
  ["a path that climbs", joined(...file("../a")), "is no path in it"],
  ["a path that climbs within", joined(...file("a/../../b")), "is no path in it"],
  [
    "a path that climbs by pax",
    joined(...pax("14 path=../ab\n"), ...file("a")),
    "is no path in it",
  ],
  ["a path that climbs by its prefix", block({ name: "a", prefix: ".." }), "is no path in it"],
  ["an empty path", joined(...file("")), "is the root, but no directory"],
  ["a root that is a file", joined(...file("./.")), "is the root, but no directory"],
  ["a doubled slash", joined(...file("a//b")), "is no path in it"],
  [
    "a long name",
    joined(
      block({ name: "x", type: "L", size: sized("x".repeat(256)) }),
      "x".repeat(256),
      ...file("a"),
    ),
    "is no path in it",
  ],
  ["a file below a file", joined(...file("a"), ...file("a/b")), "is below a file"],
  [
    "a file below a symlink",
    joined(block({ name: "a", type: "2", link: "/" }), ...file("a/b")),
    "is below a file",
  ],
  [
    "a symlink above a file",
    joined(...file("a/b"), block({ name: "a", type: "2", link: "/" })),
    "with files below",
  ],
  ["a link to nothing", block({ name: "a", type: "1", link: "b" }), "no earlier file"],
  [
    "a link to a later file",
    joined(block({ name: "a", type: "1", link: "b" }), ...file("b")),
    "no earlier file",
  ],
  ["a link to itself", block({ name: "a", type: "1", link: "a" }), "no earlier file"],
  ["a link that climbs", block({ name: "a", type: "1", link: "../a" }), "no earlier file"],
  [
    "a link to a directory",
    joined(block({ name: "d", type: "5" }), block({ name: "a", type: "1", link: "d" })),
    "no earlier file",
  ],
  ["a symlink to nothing", block({ name: "a", type: "2" }), "has no target"],
  [
    "a time past 64 bits",
    joined(...pax("22 mtime=999999999999\n"), ...file("a")),
    "time past 64 bits",
  ],
  [
    "a large attribute",
    joined(...pax(`65559 SCHILY.xattr.a=${"x".repeat(65_537)}\n`), ...file("a")),
    "attributes that no file",
  ],
  [
    "an attribute without a name",
    joined(...pax("19 SCHILY.xattr.=b\n"), ...file("a")),
    "attributes that no file",
  ],
])("importTar() refuses %s and changes nothing", (_, archive, message) => {
  const fs = createFileSystem().sync;
  const image = [...fs.image()];
  // Whatever comes before it in the archive does not come either.
  const hostile = joined(...file("before"), archive);
  expect(() => importTar(fs, hostile)).toThrow(RangeError);
  expect(() => importTar(fs, hostile)).toThrow(message.replace('byte "0"', 'byte "1024"'));
  expect([...fs.image()]).toEqual(image);
  expect(fs.usage().openFiles).toBe(0);
});

test.each<[string, Uint8Array, (fs: SyncFileSystem) => unknown, unknown]>([
  [
    "a name split by its prefix",
    block({ name: "b", prefix: "a" }),
    (fs) => fs.stat("/a/b").size,
    0,
  ],
  [
    "a GNU header's other use of it",
    block({ name: "b", prefix: "123", magic: "ustar  \0" }),
    (fs) => fs.exists("/b"),
    true,
  ],
  [
    "a header from before ustar",
    block({ name: "b", magic: "", type: "\0" }),
    (fs) => fs.stat("/b").type,
    "file",
  ],
  [
    "a directory told by its slash",
    block({ name: "b/", magic: "" }),
    (fs) => fs.stat("/b").type,
    "directory",
  ],
  [
    "a time of the header",
    block({ name: "b", time: "00000000010" }),
    (fs) => fs.stat("/b").mtimeNs,
    8_000_000_000n,
  ],
  [
    "a time of pax",
    joined(...pax("19 mtime=1.5000009\n"), ...file("b")),
    (fs) => fs.stat("/b").mtimeNs,
    1_500_000_900n,
  ],
  [
    "a global pax header",
    joined(
      block({ name: "g", type: "g", size: sized("11 mtime=7\n") }),
      "11 mtime=7\n",
      ...file("a"),
      ...file("b"),
    ),
    (fs) => fs.stat("/b").mtimeNs,
    7_000_000_000n,
  ],
  [
    "the later of two entries",
    joined(...file("b", "one"), ...file("b", "two2")),
    (fs) => fs.stat("/b").size,
    4,
  ],
  [
    "a file after a symlink",
    joined(block({ name: "b", type: "2", link: "/" }), ...file("b")),
    (fs) => fs.lstat("/b").type,
    "file",
  ],
  [
    "nothing after the end",
    joined(...file("b"), new Uint8Array(512), text("garbage")),
    (fs) => fs.readdir("/").length,
    1,
  ],
  ["nothing", new Uint8Array(0), (fs) => fs.readdir("/").length, 0],
  ["missing parents", joined(...file("x/y/b")), (fs) => fs.stat("/x/y").mode, 0o40755],
])("importTar() reads %s", (_, archive, look, expected) => {
  const fs = createFileSystem().sync;
  importTar(fs, archive);
  expect(look(fs)).toEqual(expected);
});

test.each<[string, object, Uint8Array]>([
  ["bytes", { maxBytes: 100 }, joined(...file("a", "x".repeat(100)))],
  ["nodes", { maxNodes: 3 }, joined(...file("a/b/c"))],
  ["names", { maxBytes: 50 }, joined(...file("a".repeat(99)))],
])(
  "importTar() answers EDQUOT before the first change when there is no room for %s",
  (_, limits, archive) => {
    const fs = createFileSystem(limits).sync;
    const image = [...fs.image()];
    expect(() => importTar(fs, archive)).toThrow(expect.objectContaining({ code: "EDQUOT" }));
    expect([...fs.image()]).toEqual(image);
  },
);

test.each<[string, (fs: SyncFileSystem) => void, string]>([
  ["a directory in the way of a file", (fs) => fs.mkdir("/a"), "EISDIR"],
  ["a file in the way of a directory", (fs) => fs.writeFile("/d", text("")), "ENOTDIR"],
  ["a symlink in the way of a directory", (fs) => fs.symlink("/", "/d"), "ENOTDIR"],
  ["what is read-only", (fs) => fs.setReadOnly("/", true), "EROFS"],
])("importTar() stops at %s", (_, prepare, code) => {
  const fs = createFileSystem().sync;
  prepare(fs);
  const archive = joined(...file("a"), ...file("d/b"));
  expect(() => importTar(fs, archive)).toThrow(expect.objectContaining({ code }));
  expect(fs.exists("/b")).toBe(false);
  expect(fs.usage().openFiles).toBe(0);
});

test("importTar() takes no longer for a hostile path than its length asks", () => {
  const deep = `${"a/".repeat(300_000)}b`;
  const records = (path: string) => {
    const rest = ` path=${path}\n`;
    return `${rest.length + 6}${rest}`;
  };
  const fs = createFileSystem().sync;
  const started = performance.now();
  expect(() => importTar(fs, joined(...pax(records(deep)), ...file("a")))).toThrow(FsError);
  const slashes = `${"/".repeat(599_990)}x`;
  expect(() => importTar(fs, joined(...pax(records(slashes)), ...file("a")))).toThrow(RangeError);
  expect(performance.now() - started).toBeLessThan(5_000);
});

const entry = { path: "a", type: "file", mode: 0o644, mtimeNs: "0", atimeNs: "0", text: "x" };

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["text", "hello"],
  ["a list", []],
  ["another format", { format: "zip", version: 1, entries: [] }],
  ["a later version", { format: "fuelbox-tree", version: 2, entries: [] }],
  ["no entries", { format: "fuelbox-tree", version: 1 }],
  ...[
    null,
    { ...entry, path: 5 },
    { ...entry, path: "../a" },
    { ...entry, path: "/a" },
    { ...entry, path: "" },
    { ...entry, type: "device" },
    { ...entry, mode: -1 },
    { ...entry, mode: 0o10000 },
    { ...entry, mode: "755" },
    { ...entry, mtimeNs: 5 },
    { ...entry, mtimeNs: "9".repeat(20) },
    { ...entry, atimeNs: "soon" },
    { ...entry, text: 5 },
    { ...entry, text: undefined },
    { ...entry, text: undefined, base64: "a" },
    { ...entry, text: undefined, base64: "****" },
    { ...entry, type: "symlink" },
    { ...entry, type: "symlink", target: 5 },
    { ...entry, type: "link", target: "b" },
    { ...entry, xattrs: {} },
    { ...entry, xattrs: ["a"] },
    { ...entry, xattrs: [["a", "!"]] },
    { ...entry, xattrs: [["", ""]] },
  ].map((bad): [string, unknown] => [
    JSON.stringify(bad),
    { format: "fuelbox-tree", version: 1, entries: [{ ...entry, path: "before" }, bad] },
  ]),
])("importJson() refuses %s and changes nothing", (_, json) => {
  const fs = createFileSystem().sync;
  expect(() => importJson(fs, json)).toThrow(RangeError);
  expect(fs.readdir("/")).toEqual([]);
});

test("exportJson() keeps text readable and everything else in base64", () => {
  const fs = createFileSystem({ now: () => 5n }).sync;
  fs.writeFile("/t", text("\ufeffh\u0000i"));
  fs.writeFile("/b", new Uint8Array([255, 0]));
  expect(exportJson(fs).entries).toEqual([
    { path: "", type: "directory", mode: 0o755, mtimeNs: "5", atimeNs: "5" },
    { path: "b", type: "file", mode: 0o644, mtimeNs: "5", atimeNs: "5", base64: "/wA=" },
    { path: "t", type: "file", mode: 0o644, mtimeNs: "5", atimeNs: "5", text: "\ufeffh\0i" },
  ]);
});

test("a tree deeper than files may be open cannot be exported, and no file stays open", () => {
  const fs = createFileSystem({ maxOpenFiles: 4 }).sync;
  fs.mkdir("/a");
  fs.mkdir("/a/b");
  fs.mkdir("/a/b/c");
  expect(exportTar(fs).length).toBe(512 * (4 * 3 + 2));
  fs.mkdir("/a/b/c/d");
  expect(() => exportTar(fs)).toThrow(expect.objectContaining({ code: "EMFILE" }));
  expect(fs.usage().openFiles).toBe(0);
});
