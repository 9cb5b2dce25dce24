/** The guest source of what `node:child_process` has with events, callbacks and promises. */

/** Loaded by the source of the module itself; returns its part. */
export const childProcessAsyncSource: string = String.raw`
const { call, EventEmitter, codedError } = internals;
const { check, defaultMaxBuffer, isSystemError, nextPid, readArguments, runProgram, systemError } =
  internals.childProcess;
const { Readable, Writable } = internals.builtin("stream");
const { Buffer } = internals.builtin("buffer");

const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 };

/** How long a program that reads what another one writes waits for more, in milliseconds. */
const patience = 20;

class ChildProcess extends EventEmitter {
  #run;
  #input = [];
  #isWritten = false;
  #hasRun = false;
  #timer;
  #killSignal;
  constructor(run) {
    super();
    this.#run = run;
    const { file, argv, stdio, options } = run;
    this.connected = false;
    this.signalCode = null;
    this.exitCode = null;
    this.killed = false;
    this.spawnfile = file;
    this.spawnargs = argv;
    this.#killSignal = options.killSignal ?? "SIGTERM";
    this.stdin = stdio[0] === "pipe" ? this.#openInput() : null;
    [this.stdout, this.stderr] = [1, 2].map((fd) => (stdio[fd] === "pipe" ? new Readable({ read() {} }) : null));
    this.stdio = [this.stdin, this.stdout, this.stderr];
    try {
      call("child.check", [argv[0], run.place]);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#hasRun = true;
      internals.nextTick(() => this.#fail(systemError("spawn", error.code, run), -2));
      return;
    }
    this.pid = nextPid();
    internals.nextTick(() => this.emit("spawn"));
    const { signal } = options;
    if (signal?.aborted) internals.nextTick(() => this.#abort(signal));
    else signal?.addEventListener("abort", () => this.#abort(signal), { once: true });
    // By then what the program reads has been written, unless it comes from somewhere else.
    setImmediate(() => {
      if (!this.#isWritten) this.#start();
    });
  }
  #openInput() {
    const stdin = new Writable({
      write: (chunk, _encoding, done) => {
        this.#isWritten = true;
        this.#input.push(chunk);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#start(), patience);
        done();
      },
      final: (done) => {
        done();
        this.#isWritten = true;
        setImmediate(() => this.#start());
      },
    });
    stdin.on("pipe", () => {
      this.#isWritten = true;
    });
    return stdin;
  }
  #start() {
    clearTimeout(this.#timer);
    if (this.#hasRun) return;
    this.#hasRun = true;
    let ended;
    try {
      ended = runProgram(this.#run, Buffer.concat(this.#input));
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#fail(systemError("spawn", error.code, this.#run), -1);
      return;
    }
    if (ended.timedOut) this.killed = true;
    this.#end(ended.timedOut ? null : ended.exitCode, ended.timedOut ? this.#killSignal : null, ended.outputs);
  }
  #fail(error, code) {
    this.exitCode = code;
    this.stdin?.destroy();
    this.emit("error", error);
    this.#close([null, null]);
  }
  #end(code, signal, outputs) {
    this.exitCode = code;
    this.signalCode = signal;
    this.stdin?.destroy();
    this.emit("exit", code, signal);
    this.#close(outputs);
  }
  #close(outputs) {
    const streams = [this.stdout, this.stderr].filter((stream) => stream !== null);
    let open = streams.length;
    const done = () => {
      open -= 1;
      if (open <= 0) this.emit("close", this.exitCode, this.signalCode);
    };
    [this.stdout, this.stderr].forEach((stream, index) => {
      if (stream === null) return;
      stream.once("close", done);
      const bytes = outputs[index];
      if (bytes !== null && bytes.length > 0) stream.push(bytes);
      stream.push(null);
      // Nobody listens: the stream would never come to its end.
      if (stream.listenerCount("data") === 0 && stream.listenerCount("readable") === 0 && !stream.readableFlowing)
        setImmediate(() => {
          if (stream.listenerCount("readable") === 0 && stream.readableFlowing === null && this.listenerCount("close") > 0) stream.resume();
        });
    });
    if (streams.length === 0) internals.nextTick(done);
  }
  #abort(signal) {
    if (!this.kill(this.#killSignal)) return;
    this.emit("error", internals.abortError(signal));
  }
  kill(signal = "SIGTERM") {
    const name = typeof signal === "number" ? Object.keys(signals).find((each) => signals[each] === signal) : signal;
    if (signal !== 0 && signals[name] === undefined)
      throw codedError("TypeError", "ERR_UNKNOWN_SIGNAL", "Unknown signal: " + signal);
    if (this.#hasRun) return false;
    if (signal === 0) return true;
    this.#hasRun = true;
    this.killed = true;
    clearTimeout(this.#timer);
    setImmediate(() => this.#end(null, name, [null, null]));
    return true;
  }
  ref() {}
  unref() {}
  disconnect() {}
  [Symbol.for("nodejs.dispose")]() {
    this.kill();
  }
}

const spawn = (file, args, options) => new ChildProcess(readArguments(file, args, options));

/** Gathers what a program writes, and tells a callback how it ended. */
const gather = (run, command, callback) => {
  const { encoding = "utf8", maxBuffer = defaultMaxBuffer } = run.options;
  const child = new ChildProcess({ ...run, stdio: ["pipe", "pipe", "pipe"] });
  const chunks = [[], []];
  let failure;
  [child.stdout, child.stderr].forEach((stream, index) => {
    let left = maxBuffer;
    stream.on("data", (chunk) => {
      if (chunk.length > left && failure === undefined) {
        const message = (index === 0 ? "stdout" : "stderr") + " maxBuffer length exceeded";
        failure = codedError("RangeError", "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", message);
      }
      chunks[index].push(chunk.subarray(0, left));
      left = Math.max(0, left - chunk.length);
    });
  });
  child.on("error", (error) => {
    failure ??= error;
  });
  child.on("close", (code, signal) => {
    const isText = encoding !== null && encoding !== "buffer";
    const [stdout, stderr] = chunks.map((list) => {
      const bytes = Buffer.concat(list);
      return isText ? bytes.toString(encoding) : bytes;
    });
    if (failure === undefined && code === 0) {
      callback?.(null, stdout, stderr);
      return;
    }
    const error =
      failure ??
      Object.assign(new Error("Command failed: " + command + "\n" + stderr), { code, killed: child.killed, signal });
    error.cmd = command;
    callback?.(error, stdout, stderr);
  });
  return child;
};

const execFile = (file, ...rest) => {
  const callback = rest.findLast((each) => typeof each === "function");
  const args = Array.isArray(rest[0]) ? rest[0] : [];
  const options = rest.find((each) => typeof each === "object" && each !== null && !Array.isArray(each));
  const run = readArguments(file, args, options);
  return gather(run, [file, ...args].join(" "), callback);
};

const exec = (command, options, callback) => {
  check("command", command);
  const settings = typeof options === "function" ? undefined : options;
  const run = readArguments(command, [], { ...settings, shell: true });
  return gather(run, command, typeof options === "function" ? options : callback);
};

const promised =
  (start) =>
  (...args) => {
    let child;
    const promise = new Promise((resolve, reject) => {
      child = start(...args, (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(Object.assign(error, { stdout, stderr }));
      });
    });
    return Object.assign(promise, { child });
  };
const custom = Symbol.for("nodejs.util.promisify.custom");
Object.defineProperty(exec, custom, { value: promised(exec) });
Object.defineProperty(execFile, custom, { value: promised(execFile) });

const fork = () => {
  const message = "Cannot fork: programs of a sandbox have no channel to each other, use spawn";
  throw codedError("Error", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", message);
};

return { ChildProcess, exec, execFile, fork, spawn };
`;
