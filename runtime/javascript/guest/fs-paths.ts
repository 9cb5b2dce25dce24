/** The guest source of what every call of `node:fs` shares: paths, encodings, stats, errors. */

/** Makes `internals.fs`; needs the url and globals sources before it. */
export const fsPathsSource: string = String.raw`
const { call } = internals;

const constants = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  COPYFILE_EXCL: 1,
  COPYFILE_FICLONE: 2,
  COPYFILE_FICLONE_FORCE: 4,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 64,
  O_EXCL: 128,
  O_TRUNC: 512,
  O_APPEND: 1024,
  O_DIRECTORY: 65536,
  S_IFMT: 61440,
  S_IFREG: 32768,
  S_IFDIR: 16384,
  S_IFCHR: 8192,
  S_IFIFO: 4096,
  S_IFLNK: 40960,
  S_IFSOCK: 49152,
  S_IRWXU: 448,
  S_IRUSR: 256,
  S_IWUSR: 128,
  S_IXUSR: 64,
};

const toPath = (value, name = "path") => {
  let path = value;
  if (typeof value === "object" && value !== null) {
    if (typeof value.href === "string") path = internals.fileURLToPath(value);
    else if (value instanceof Uint8Array) path = call("text.decode", ["utf-8", {}], value);
  }
  if (typeof path !== "string") {
    throw internals.argumentError(
      '"' + name + '" argument',
      "of type string or an instance of Buffer or URL",
      value,
    );
  }
  if (path.includes("\0")) {
    const message =
      "The argument '" +
      name +
      "' must be a string, Uint8Array, or URL without null bytes. Received " +
      internals.inspect(path);
    throw internals.codedError("TypeError", "ERR_INVALID_ARG_VALUE", message);
  }
  return path;
};

/** A path, or an open descriptor's number. */
const toFile = (value) => {
  if (Number.isInteger(value) && value >= 0) return value;
  if (typeof value === "object" && value !== null && typeof value.fd === "number") return value.fd;
  return toPath(value);
};

const toFd = (value) => {
  if (!Number.isInteger(value) || value < 0)
    throw internals.argumentError('"fd" argument', "of type number", value);
  return value;
};

const toMode = (value, fallback) => {
  if (value === undefined || value === null) return fallback;
  const mode = typeof value === "string" ? Number.parseInt(value, 8) : value;
  if (!Number.isInteger(mode) || mode < 0)
    throw internals.argumentError('"mode" argument', "of type number", value);
  return mode;
};

/** Options that may also be given as an encoding alone. */
const toOptions = (value) => {
  if (typeof value === "string") return { encoding: value };
  return typeof value === "object" && value !== null ? value : {};
};

const toEncoding = (value) => {
  const encoding = internals.encodingOf(value);
  if (encoding !== undefined) return encoding;
  const message =
    "The argument 'encoding' is invalid encoding. Received " + internals.inspect(value);
  throw internals.codedError("TypeError", "ERR_INVALID_ARG_VALUE", message);
};

const decode = (bytes, encoding) => internals.toText(bytes, toEncoding(encoding));

/** What is to be written: text (well-formed, for UTF-8) or bytes. */
const toContent = (value, encoding, name = '"data" argument') => {
  if (typeof value !== "string") {
    if (ArrayBuffer.isView(value)) return internals.bytesOf(value);
    throw internals.argumentError(
      name,
      "of type string or an instance of Buffer, TypedArray, or DataView",
      value,
    );
  }
  const known = toEncoding(encoding ?? "utf8");
  return known === "utf8" ? value.toWellFormed() : internals.toBytes(value, known);
};

const typeBits = { file: 0o100000, directory: 0o040000, symlink: 0o120000, stream: 0o020000 };

class Kind {
  isFile() {
    return this.kind === "file";
  }
  isDirectory() {
    return this.kind === "directory";
  }
  isSymbolicLink() {
    return this.kind === "symlink";
  }
  isCharacterDevice() {
    return this.kind === "stream";
  }
  isBlockDevice() {
    return false;
  }
  isFIFO() {
    return false;
  }
  isSocket() {
    return false;
  }
}

class Stats extends Kind {
  constructor(kind, fields, isBig) {
    super();
    Object.defineProperty(this, "kind", { value: kind });
    const number = isBig ? BigInt : Number;
    Object.assign(this, {
      dev: number(1),
      mode: number(fields.mode),
      nlink: number(fields.nlink),
      uid: number(0),
      gid: number(0),
      rdev: number(0),
      blksize: number(4096),
      ino: number(fields.ino),
      size: number(fields.size),
      blocks: number(Math.ceil(fields.size / 512)),
    });
    const names = ["atime", "mtime", "ctime", "birthtime"];
    for (const name of names) {
      const ns = BigInt(fields[name]);
      this[name + "Ms"] = isBig ? ns / 1000000n : Number(ns) / 1e6;
      if (isBig) this[name + "Ns"] = ns;
    }
    for (const name of names) this[name] = new Date(Math.floor(Number(this[name + "Ms"])));
  }
}

class Dirent extends Kind {
  constructor(name, parentPath, kind) {
    super();
    this.name = name;
    this.parentPath = parentPath;
    this.path = parentPath;
    Object.defineProperty(this, "kind", { value: kind });
  }
}

const toStats = ([kind, mode, nlink, ino, size, atime, mtime, ctime, birthtime], isBig) =>
  new Stats(kind, { mode, nlink, ino, size, atime, mtime, ctime, birthtime }, isBig);

/** Nanoseconds since the epoch, as text, from a Date, seconds or a text of seconds. */
const toTime = (value) => {
  const seconds = value instanceof Date ? value.getTime() / 1000 : Number(value);
  if (!Number.isFinite(seconds))
    throw internals.argumentError(
      '"time" argument',
      "of type number or an instance of Date",
      value,
    );
  return String(BigInt(Math.round(seconds * 1000)) * 1000000n);
};

const flagBits = {
  r: 0,
  rs: 0,
  "r+": 2,
  "rs+": 2,
  w: 577,
  wx: 705,
  "w+": 578,
  "wx+": 706,
  a: 1089,
  ax: 1217,
  as: 1089,
  "a+": 1090,
  "ax+": 1218,
  "as+": 1090,
};

const toFlags = (value) => {
  if (typeof value === "number") return value;
  const bits = flagBits[value];
  if (bits !== undefined) return bits;
  const message = "The argument 'flags' is invalid. Received " + internals.inspect(value);
  throw internals.codedError("TypeError", "ERR_INVALID_ARG_VALUE", message);
};

internals.fs = {
  call,
  constants,
  toPath,
  toFile,
  toFd,
  toMode,
  toOptions,
  toEncoding,
  decode,
  toContent,
  Stats,
  Dirent,
  toStats,
  toTime,
  toFlags,
  typeBits,
};
`;
