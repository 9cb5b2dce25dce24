/** The guest source of `node:fs/promises`, of the callback functions and of `node:fs` as a whole. */

/** Everything async is the synchronous call with its answer given later; needs the fs-sync source before it. */
export const fsAsyncSource: string = String.raw`
const { sync, constants, Stats, Dirent, toOptions } = internals.fs;

/** A promise of what a synchronous function answers. */
const later =
  (run) =>
  async (...args) =>
    run(...args);

class FileHandle extends internals.EventEmitter {
  #fd;
  constructor(fd) {
    super();
    this.#fd = fd;
  }
  get fd() {
    return this.#fd;
  }
  async close() {
    if (this.#fd < 0) return;
    sync.closeSync(this.#fd);
    this.#fd = -1;
  }
  async read(buffer, offset, length, position) {
    const target = ArrayBuffer.isView(buffer) ? buffer : (buffer?.buffer ?? Buffer.alloc(16384));
    const options = ArrayBuffer.isView(buffer) ? offset : buffer;
    return {
      bytesRead: sync.readSync(this.#fd, target, options, length, position),
      buffer: target,
    };
  }
  async write(data, offset, length, position) {
    return { bytesWritten: sync.writeSync(this.#fd, data, offset, length, position), buffer: data };
  }
  async readFile(options) {
    return sync.readFileSync(this.#fd, options);
  }
  async writeFile(data, options) {
    sync.writeFileSync(this.#fd, data, options);
  }
  async appendFile(data, options) {
    sync.appendFileSync(this.#fd, data, options);
  }
  async stat(options) {
    return sync.fstatSync(this.#fd, options);
  }
  async truncate(size) {
    sync.ftruncateSync(this.#fd, size);
  }
  async chmod(mode) {
    sync.fchmodSync(this.#fd, mode);
  }
  async utimes(atime, mtime) {
    sync.futimesSync(this.#fd, atime, mtime);
  }
  async sync() {
    sync.fsyncSync(this.#fd);
  }
  async datasync() {
    sync.fsyncSync(this.#fd);
  }
  createReadStream(options) {
    return internals.builtins.get("fs").createReadStream(null, { ...options, fd: this.#fd });
  }
  createWriteStream(options) {
    return internals.builtins.get("fs").createWriteStream(null, { ...options, fd: this.#fd });
  }
  async *readLines(options) {
    const text = sync.readFileSync(this.#fd, { encoding: "utf8", ...toOptions(options) });
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop();
    yield* lines;
  }
  [Symbol.asyncDispose]() {
    return this.close();
  }
}

const names = [
  "readFile",
  "writeFile",
  "appendFile",
  "stat",
  "lstat",
  "access",
  "readdir",
  "mkdir",
  "rm",
  "rmdir",
  "unlink",
  "rename",
  "copyFile",
  "cp",
  "link",
  "symlink",
  "readlink",
  "realpath",
  "chmod",
  "utimes",
  "lutimes",
  "truncate",
  "mkdtemp",
];
const descriptorNames = [
  "open",
  "close",
  "read",
  "write",
  "fstat",
  "fchmod",
  "futimes",
  "ftruncate",
  "fsync",
  "fdatasync",
];

const promises = { constants };
for (const name of names) promises[name] = later(sync[name + "Sync"]);
promises.open = later((...args) => new FileHandle(sync.openSync(...args)));

/** The function that calls back: the last argument, once the current callback is over. */
const withCallback = (name) => {
  const run = sync[name + "Sync"];
  const named = (...args) => {
    const callback = args.pop();
    if (typeof callback !== "function") {
      throw internals.argumentError('"cb" argument', "of type function", callback);
    }
    let answer;
    try {
      answer = [null, run(...args)];
    } catch (error) {
      if (error?.code?.startsWith?.("ERR_")) throw error;
      answer = [error];
    }
    if ((name === "read" || name === "write") && answer.length === 2) answer.push(args[1]);
    setImmediate(callback, ...answer);
  };
  Object.defineProperty(named, "name", { value: name });
  return named;
};

const fs = { constants, promises, Stats, Dirent, ...sync };
for (const name of [...names, ...descriptorNames]) fs[name] = withCallback(name);
fs.exists = (path, callback) => void setImmediate(callback, sync.existsSync(path));
const streams = () => internals.fs.streams ?? (internals.fs.streams = internals.load("fs-streams"));
fs.createReadStream = (path, options) => new (streams().ReadStream)(path, options);
fs.createWriteStream = (path, options) => new (streams().WriteStream)(path, options);
for (const name of ["ReadStream", "WriteStream"]) {
  // Not among the names that a module exports: those are read when the machine is made.
  Object.defineProperty(fs, name, { get: () => streams()[name], configurable: true });
}
for (const name of ["F_OK", "R_OK", "W_OK", "X_OK"]) fs[name] = constants[name];

internals.builtins.set("fs", fs);
internals.builtins.set("fs/promises", promises);
`;
