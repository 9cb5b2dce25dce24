/** The guest source of `fs.createReadStream` and `fs.createWriteStream`. */

/** Loaded when a program first opens a file as a stream; answers the two classes. */
export const fsStreamsSource: string = `
const { Readable, Writable } = internals.builtin("stream");
const { sync, toPath, toOptions } = internals.fs;

/** Runs a synchronous call once the current callback is over. */
const soon = (run, done) =>
  setImmediate(() => {
    let answer;
    try {
      answer = run();
    } catch (error) {
      done(error);
      return;
    }
    done(null, answer);
  });

const open = (stream, flags, mode, done) => {
  if (stream.fd !== null) {
    soon(() => {}, done);
    return;
  }
  soon(
    () => sync.openSync(stream.path, flags, mode),
    (error, fd) => {
      if (error) {
        done(error);
        return;
      }
      stream.fd = fd;
      done();
      stream.emit("open", fd);
      stream.emit("ready");
    },
  );
};

const close = (stream, error, done) => {
  const { fd } = stream;
  stream.fd = null;
  if (fd === null || !stream.autoClose) done(error);
  else soon(() => sync.closeSync(fd), (failure) => done(failure ?? error));
};

const common = (stream, path, { fd, autoClose = true }) => {
  stream.fd = typeof fd === "object" && fd !== null ? fd.fd : (fd ?? null);
  stream.path = stream.fd === null ? toPath(path) : path;
  stream.autoClose = autoClose;
};

class ReadStream extends Readable {
  #position;
  #end;
  #flags;
  constructor(path, given) {
    const options = toOptions(given);
    const { start, end = Infinity, encoding, signal, highWaterMark = 65536, emitClose = true } = options;
    super({ encoding, signal, highWaterMark, emitClose });
    this.#position = start ?? null;
    this.#end = end;
    this.#flags = options.flags ?? "r";
    this.bytesRead = 0;
    this.start = start;
    this.end = end;
    common(this, path, options);
  }
  get pending() {
    return this.fd === null;
  }
  _construct(done) {
    // The first read comes after the first turn, so that a descriptor can be given in the meantime.
    open(this, this.#flags, 0o666, done);
  }
  _read(size) {
    const left = this.#end - (this.#position ?? this.bytesRead) + 1;
    const bytes = Buffer.alloc(Math.max(0, Math.min(size, left)));
    soon(
      () => (bytes.length === 0 ? 0 : sync.readSync(this.fd, bytes, 0, bytes.length, this.#position)),
      (error, count) => {
        if (error) {
          this.destroy(error);
          return;
        }
        if (this.#position !== null) this.#position += count;
        this.bytesRead += count;
        this.push(count === 0 ? null : bytes.subarray(0, count));
      },
    );
  }
  _destroy(error, done) {
    close(this, error, done);
  }
  close(callback) {
    if (typeof callback === "function") this.once("close", callback);
    this.destroy();
  }
}

class WriteStream extends Writable {
  #position;
  #flags;
  #mode;
  constructor(path, given) {
    const options = toOptions(given);
    const { start, encoding, signal, highWaterMark = 16384, emitClose = true } = options;
    super({ decodeStrings: true, defaultEncoding: encoding ?? "utf8", signal, highWaterMark, emitClose });
    this.#position = start ?? null;
    this.#flags = options.flags ?? (start === undefined ? "w" : "r+");
    this.#mode = options.mode ?? 0o666;
    this.bytesWritten = 0;
    common(this, path, options);
  }
  get pending() {
    return this.fd === null;
  }
  _construct(done) {
    open(this, this.#flags, this.#mode, done);
  }
  _write(chunk, encoding, done) {
    soon(
      () => sync.writeSync(this.fd, chunk, 0, chunk.length, this.#position),
      (error, count) => {
        if (error) {
          done(error);
          return;
        }
        if (this.#position !== null) this.#position += count;
        this.bytesWritten += count;
        done();
      },
    );
  }
  _destroy(error, done) {
    close(this, error, done);
  }
  close(callback) {
    if (typeof callback === "function") this.once("close", callback);
    this.end();
  }
}

return { ReadStream, WriteStream };
`;
