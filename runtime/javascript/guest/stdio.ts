/** The guest source of `process.stdin`, `process.stdout` and `process.stderr`. */

/** Adds the streams; needs the process source before it. */
export const stdioSource: string = `
const { call, EventEmitter } = internals;
const process = internals.builtins.get("process");

class Output extends EventEmitter {
  constructor(fd) {
    super();
    Object.assign(this, { fd, isTTY: false, writable: true, columns: undefined });
  }
  write(chunk, encoding, done) {
    if (typeof chunk === "string") internals.write(this.fd, chunk);
    else call("fd.write", [this.fd], internals.bytesOf(chunk, 'The "chunk" argument'));
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") internals.nextTick(callback);
    return true;
  }
  end(chunk) {
    if (chunk !== undefined) this.write(chunk);
    return this;
  }
}

/** Reads what there is, and tells it once somebody listens. */
class Input extends EventEmitter {
  fd = 0;
  isTTY = false;
  readable = true;
  #encoding;
  #isFlowing = false;
  setEncoding(encoding) {
    this.#encoding = encoding;
    return this;
  }
  on(name, listener) {
    super.on(name, listener);
    if (name === "data") this.resume();
    if (name === "readable") internals.nextTick(() => this.emit("readable"));
    return this;
  }
  #take() {
    const bytes = call("fd.read", [0, 65536]);
    if (bytes.length === 0) return null;
    return this.#encoding === undefined ? bytes : this.#decoder.decode(bytes, { stream: true });
  }
  #decoder = new TextDecoder();
  read() {
    return this.#take();
  }
  resume() {
    if (this.#isFlowing) return this;
    this.#isFlowing = true;
    const flow = () => {
      if (!this.#isFlowing) return;
      const chunk = this.#take();
      if (chunk === null) {
        this.#isFlowing = false;
        this.readable = false;
        this.emit("end");
        this.emit("close");
        return;
      }
      if (chunk.length > 0) this.emit("data", chunk);
      setImmediate(flow);
    };
    setImmediate(flow);
    return this;
  }
  pause() {
    this.#isFlowing = false;
    return this;
  }
  async *[Symbol.asyncIterator]() {
    for (let chunk = this.#take(); chunk !== null; chunk = this.#take()) yield chunk;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}
Input.prototype.addListener = Input.prototype.on;

process.stdin = new Input();
process.stdout = new Output(1);
process.stderr = new Output(2);
`;
