/** The guest source of the synchronous half of `node:fs`. */

/** Makes the functions over the host's file operations; needs the fs-paths source before it. */
export const fsSyncSource: string = `
const {
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
} = internals.fs;
const { host } = internals;
const path = internals.builtins.get("path");

const readFileSync = (file, options) => {
  // What programs mostly ask for, without a look at what else there is. No answer: the path is none.
  if ((options === "utf8" || options === "utf-8") && typeof file === "string") {
    const text = host("fs.readText", undefined, file, 0);
    if (text !== undefined) return text;
  }
  const { encoding, flag } = toOptions(options);
  const isText = encoding !== undefined && encoding !== null && encoding !== "buffer";
  if (isText) toEncoding(encoding);
  const target = toFile(file);
  const flags = toFlags(flag ?? "r");
  if (encoding === "utf8" || encoding === "utf-8") return call("fs.readText", [target, flags]);
  const bytes = call("fs.readFile", [target, flags]);
  return isText ? decode(bytes, encoding) : internals.toBuffer(bytes);
};

const write = (file, data, options, fallbackFlag) => {
  const { encoding, flag, mode } = toOptions(options);
  const content = toContent(data, encoding);
  call("fs.writeFile", [toFile(file), toFlags(flag ?? fallbackFlag), toMode(mode, 0o666)], content);
};
const writeFileSync = (file, data, options) => write(file, data, options, "w");
const appendFileSync = (file, data, options) => write(file, data, options, "a");

const existsSync = (value) => {
  try {
    return call("fs.exists", [toPath(value)]);
  } catch {
    return false;
  }
};

const statOf =
  (operation) =>
  (value, options = {}) => {
    const fields = call(operation, [toPath(value), options?.throwIfNoEntry === false]);
    return fields === null ? undefined : toStats(fields, options?.bigint === true);
  };
const statSync = statOf("fs.stat");
const lstatSync = statOf("fs.lstat");
const fstatSync = (fd, options = {}) =>
  toStats(call("fd.stat", [toFd(fd)]), options?.bigint === true);

const accessSync = (value) => void call("fs.access", [toPath(value)]);

const readdirSync = (value, options) => {
  const { withFileTypes, recursive } = toOptions(options);
  const root = toPath(value);
  const found = [];
  const visit = (directory, prefix) => {
    for (const [name, kind] of call("fs.readdir", [directory])) {
      found.push(withFileTypes ? new Dirent(name, directory, kind) : prefix + name);
      if (recursive && kind === "directory") visit(path.join(directory, name), prefix + name + "/");
    }
  };
  visit(root, "");
  return found;
};

const mkdirSync = (value, options) => {
  const { recursive, mode } =
    typeof options === "object" && options !== null ? options : { mode: options };
  const first = call("fs.mkdir", [toPath(value), recursive === true, toMode(mode, 0o777)]);
  return recursive === true ? first : undefined;
};

const rmSync = (value, { recursive = false, force = false } = {}) => {
  const target = toPath(value);
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats === undefined) {
    if (force) return;
    call("fs.rm", [target]);
  }
  if (stats.isDirectory() && !recursive) {
    const message = "Path is a directory: rm returned EISDIR (is a directory) " + target;
    const error = internals.codedError("Error", "ERR_FS_EISDIR", message, {
      syscall: "rm",
      path: target,
    });
    Object.defineProperty(error, "name", {
      value: "SystemError",
      writable: true,
      configurable: true,
    });
    throw error;
  }
  call("fs.rm", [target]);
};
const rmdirSync = (value, options) => {
  if (options?.recursive === true) rmSync(value, { recursive: true });
  else call("fs.rmdir", [toPath(value)]);
};
const unlinkSync = (value) => void call("fs.unlink", [toPath(value)]);
const renameSync = (from, to) =>
  void call("fs.rename", [toPath(from, "oldPath"), toPath(to, "newPath")]);
const copyFileSync = (from, to, mode = 0) => {
  call("fs.copyFile", [
    toPath(from, "src"),
    toPath(to, "dest"),
    (mode & constants.COPYFILE_EXCL) !== 0,
  ]);
};
const linkSync = (existing, created) =>
  void call("fs.link", [toPath(existing, "existingPath"), toPath(created, "newPath")]);
const symlinkSync = (target, created) =>
  void call("fs.symlink", [toPath(target, "target"), toPath(created)]);
const readlinkSync = (value) => call("fs.readlink", [toPath(value)]);
const realpathSync = (value) => call("fs.realpath", [path.resolve(toPath(value))]);
realpathSync.native = realpathSync;
const chmodSync = (value, mode) => void call("fs.chmod", [toPath(value), toMode(mode, 0)]);
const fchmodSync = (fd, mode) => void call("fd.chmod", [toFd(fd), toMode(mode, 0)]);
const utimesSync = (value, atime, mtime) =>
  void call("fs.utimes", [toPath(value), toTime(atime), toTime(mtime), true]);
const lutimesSync = (value, atime, mtime) =>
  void call("fs.utimes", [toPath(value), toTime(atime), toTime(mtime), false]);
const futimesSync = (fd, atime, mtime) =>
  void call("fd.utimes", [toFd(fd), toTime(atime), toTime(mtime)]);
const truncateSync = (file, size = 0) => {
  if (typeof file === "number") ftruncateSync(file, size);
  else call("fs.truncate", [toPath(file), size]);
};
const ftruncateSync = (fd, size = 0) => void call("fd.truncate", [toFd(fd), size]);

const cpSync = (from, to, options = {}) => {
  const source = toPath(from, "src");
  const target = toPath(to, "dest");
  const stats = lstatSync(source);
  if (stats.isSymbolicLink()) return symlinkSync(readlinkSync(source), target);
  if (!stats.isDirectory()) {
    if (options.force === false && existsSync(target)) return undefined;
    mkdirSync(path.dirname(target), { recursive: true });
    return copyFileSync(source, target);
  }
  if (options.recursive !== true) {
    const message =
      "Recursive option not enabled, cannot copy a directory: cp returned EISDIR (" +
      source +
      " is a directory (not copied)) " +
      source;
    throw internals.codedError("Error", "ERR_FS_EISDIR", message);
  }
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source))
    cpSync(path.join(source, name), path.join(target, name), options);
  return undefined;
};

const mkdtempSync = (prefix) => {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  const created =
    toPath(prefix, "prefix") + Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
  call("fs.mkdir", [created, false, 0o700]);
  return created;
};

const openSync = (value, flags = "r", mode) =>
  call("fs.open", [toPath(value), toFlags(flags), toMode(mode, 0o666)]);
const closeSync = (fd) => void call("fd.close", [toFd(fd)]);
const fsyncSync = (fd) => void call("fd.stat", [toFd(fd)]);

/** The part of a buffer to use, and the position in the file (null = where the descriptor stands). */
const toRange = (buffer, offset, length, position) => {
  const bytes = internals.bytesOf(buffer, 'The "buffer" argument');
  const options =
    typeof offset === "object" && offset !== null ? offset : { offset, length, position };
  const start = options.offset ?? 0;
  const count = options.length ?? bytes.length - start;
  if (!(start >= 0 && count >= 0 && start + count <= bytes.length)) {
    const message =
      'The value of "length" is out of range. It must be >= 0 && <= ' +
      (bytes.length - start) +
      ". Received " +
      count;
    throw internals.codedError("RangeError", "ERR_OUT_OF_RANGE", message);
  }
  const at = options.position;
  const isGiven = typeof at === "bigint" || (typeof at === "number" && at >= 0);
  return { part: bytes.subarray(start, start + count), at: isGiven ? Number(at) : null };
};

const readSync = (fd, buffer, offset, length, position) => {
  const { part, at } = toRange(buffer, offset, length, position);
  return call("fd.readInto", [toFd(fd), at], part);
};
const writeSync = (fd, data, offset, length, position) => {
  if (typeof data === "string") {
    return call(
      "fd.write",
      [toFd(fd), typeof offset === "number" ? offset : null],
      toContent(data, length),
    );
  }
  const { part, at } = toRange(data, offset, length, position);
  return call("fd.write", [toFd(fd), at], part);
};

internals.fs.sync = {
  readFileSync,
  writeFileSync,
  appendFileSync,
  existsSync,
  statSync,
  lstatSync,
  fstatSync,
  accessSync,
  readdirSync,
  mkdirSync,
  rmSync,
  rmdirSync,
  unlinkSync,
  renameSync,
  copyFileSync,
  cpSync,
  linkSync,
  symlinkSync,
  readlinkSync,
  realpathSync,
  chmodSync,
  fchmodSync,
  utimesSync,
  lutimesSync,
  futimesSync,
  truncateSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  closeSync,
  readSync,
  writeSync,
  fsyncSync,
  fdatasyncSync: fsyncSync,
};
`;
