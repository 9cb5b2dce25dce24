/** The guest source of `process.stdin`, `process.stdout` and `process.stderr`. */

/** Adds the streams; needs the process and encodings sources before it. */
export const stdioSource: string = `
const { call, EventEmitter, encodingOf, toBytes } = internals;
const process = internals.builtins.get("process");

/** Writes at once: it is never full. Whoever ends it is told so, but it goes on. */
class Output extends EventEmitter {
  constructor(fd) {
    super();
    for (const [name, value] of Object.entries({ fd, writable: true, writableLength: 0, writableHighWaterMark: 16384, _isStdio: true }))
      Object.defineProperty(this, name, { value, writable: true, configurable: true });
  }
  write(chunk, encoding, done) {
    const name = typeof encoding === "string" ? encodingOf(encoding) : "utf8";
    if (typeof chunk === "string" && name === "utf8") internals.write(this.fd, chunk);
    else {
      const bytes =
        typeof chunk === "string" ? toBytes(chunk, name) : internals.bytesOf(chunk, '"chunk" argument');
      call("fd.write", [this.fd], bytes);
    }
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") internals.nextTick(callback);
    return true;
  }
  end(chunk, encoding, done) {
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== "function";
    if (hasChunk) this.write(chunk, encoding);
    const callback = [chunk, encoding, done].find((each) => typeof each === "function");
    internals.nextTick(() => {
      callback?.();
      this.emit("finish");
    });
    return this;
  }
  cork() {}
  uncork() {}
  destroy() {
    return this;
  }
}

const openStdin = () => {
  const { Readable } = internals.builtin("stream");
  const stdin = new Readable({
    highWaterMark: 65536,
    read() {
      setImmediate(() => {
        const bytes = call("fd.read", [0, 65536]);
        this.push(bytes.length === 0 ? null : internals.toBuffer(bytes));
      });
    },
  });
  stdin.fd = 0;
  stdin.ref = stdin.unref = () => stdin;
  return stdin;
};

/** Stands for an object that is made when it is first touched: many programs have stdin and never read it. */
const standIn = (make) => {
  let made;
  const forward = (name) => (target, ...args) => {
    made ??= make();
    return Reflect[name](made, ...args);
  };
  const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, forward(name)]));
  return new Proxy({}, { ...traps, get: (target, key) => forward("get")(target, key) });
};

process.stdin = standIn(openStdin);
process.stdout = new Output(1);
process.stderr = new Output(2);
`;
