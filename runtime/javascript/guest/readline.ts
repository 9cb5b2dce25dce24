/** The guest source of `node:readline` and `node:readline/promises`. */

/** Loaded when a program first needs it. */
export const readlineSource: string = String.raw`
const { EventEmitter } = internals;
const { StringDecoder } = internals.builtin("string_decoder");

/** Reads lines from a stream; nothing here is a terminal, so nothing is edited or shown. */
class Interface extends EventEmitter {
  #decoder = new StringDecoder("utf8");
  #rest = "";
  #endsWithReturn = false;
  #prompt = "> ";
  #answer;
  #listeners;
  constructor(input, output, completer, terminal) {
    super();
    const options = input?.input === undefined ? { input, output, completer, terminal } : input;
    this.line = "";
    this.cursor = 0;
    this.terminal = Boolean(options.terminal);
    this.closed = false;
    this.paused = false;
    this.input = options.input;
    this.output = options.output;
    this.history = [];
    if (options.prompt !== undefined) this.#prompt = String(options.prompt);
    const onData = (chunk) => this.#take(typeof chunk === "string" ? chunk : this.#decoder.write(chunk));
    const onEnd = () => {
      const rest = this.#rest + this.#decoder.end();
      this.#rest = "";
      if (rest !== "") this.#give(rest);
      this.close();
    };
    const onError = (error) => this.emit("error", error);
    this.#listeners = { data: onData, end: onEnd, error: onError };
    for (const [name, listener] of Object.entries(this.#listeners)) this.input.on(name, listener);
    options.signal?.addEventListener("abort", () => this.close(), { once: true });
    this.input.resume?.();
  }
  #take(chunk) {
    let text = chunk;
    if (this.#endsWithReturn && text.startsWith("\n")) text = text.slice(1);
    if (chunk !== "") this.#endsWithReturn = chunk.endsWith("\r");
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    for (const line of lines) this.#give(line);
  }
  #give(line) {
    const answer = this.#answer;
    if (answer === undefined) {
      this.emit("line", line);
      return;
    }
    this.#answer = undefined;
    this.setPrompt(answer.prompt);
    answer.take(line);
  }
  #check() {
    if (this.closed) throw internals.codedError("Error", "ERR_USE_AFTER_CLOSE", "readline was closed");
  }
  get [Symbol.toStringTag]() {
    return "Interface";
  }
  getPrompt() {
    return this.#prompt;
  }
  setPrompt(prompt) {
    this.#prompt = String(prompt);
  }
  prompt() {
    if (this.paused && !this.closed) this.resume();
    this.output?.write(this.#prompt);
  }
  /** Shows a query and gives the next line to the callback. */
  question(query, options, callback) {
    this.#check();
    const take = typeof options === "function" ? options : callback;
    if (typeof take !== "function") return;
    const signal = typeof options === "object" ? options?.signal : undefined;
    if (signal?.aborted) return;
    if (this.#answer !== undefined) {
      this.prompt();
      return;
    }
    this.#answer = { take, prompt: this.#prompt };
    signal?.addEventListener("abort", () => void (this.#answer = undefined), { once: true });
    this.#prompt = String(query);
    this.prompt();
  }
  write(text) {
    this.#check();
    if (this.paused) this.resume();
    if (text !== undefined && text !== null) this.#take(String(text));
  }
  pause() {
    if (this.paused) return this;
    this.input.pause?.();
    this.paused = true;
    this.emit("pause");
    return this;
  }
  resume() {
    if (!this.paused) return this;
    this.input.resume?.();
    this.paused = false;
    this.emit("resume");
    return this;
  }
  close() {
    if (this.closed) return;
    for (const [name, listener] of Object.entries(this.#listeners)) this.input.off?.(name, listener);
    this.pause();
    this.closed = true;
    this.emit("close");
  }
  getCursorPos() {
    return { rows: 0, cols: this.cursor };
  }
  [Symbol.asyncIterator]() {
    const lines = EventEmitter.on(this, "line", { close: ["close"] });
    const open = ({ value, done }) => ({ value: done ? undefined : value[0], done });
    if (this.closed) lines.return();
    return {
      next: async () => open(await lines.next()),
      return: async () => {
        this.close();
        return open(await lines.return());
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
if (Symbol.dispose !== undefined) Interface.prototype[Symbol.dispose] = Interface.prototype.close;

class PromiseInterface extends Interface {
  question(query, options = {}) {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) {
        reject(internals.abortError(signal));
        return;
      }
      signal?.addEventListener("abort", () => reject(internals.abortError(signal)), { once: true });
      super.question(query, options, resolve);
    });
  }
}
Object.defineProperty(PromiseInterface, "name", { value: "Interface" });

const done = (stream, text, callback) => {
  if (stream === undefined || stream === null) {
    if (typeof callback === "function") internals.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
};
const escape = "\x1b[";
const clearLine = (stream, direction, callback) =>
  done(stream, escape + (direction < 0 ? "1K" : direction > 0 ? "0K" : "2K"), callback);
const clearScreenDown = (stream, callback) => done(stream, escape + "0J", callback);
const cursorTo = (stream, x, y, callback) => {
  const after = typeof y === "function" ? y : callback;
  const text = typeof y === "number" ? escape + (y + 1) + ";" + (x + 1) + "H" : escape + (x + 1) + "G";
  return done(stream, text, after);
};
const moveCursor = (stream, dx, dy, callback) => {
  let text = "";
  if (dx !== 0) text += escape + Math.abs(dx) + (dx < 0 ? "D" : "C");
  if (dy !== 0) text += escape + Math.abs(dy) + (dy < 0 ? "A" : "B");
  return done(stream, text, callback);
};

const promises = {
  Interface: PromiseInterface,
  createInterface: (...args) => new PromiseInterface(...args),
};
const { custom } = internals.builtins.get("util").promisify;
Object.defineProperty(Interface.prototype.question, custom, {
  value(query, options) {
    return PromiseInterface.prototype.question.call(this, query, options);
  },
});
internals.builtins.set("readline", {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface: (...args) => new Interface(...args),
  cursorTo,
  emitKeypressEvents: () => {},
  moveCursor,
  promises,
});
internals.builtins.set("readline/promises", promises);
`;
