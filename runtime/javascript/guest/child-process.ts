/** The guest source of `node:child_process`: programs that the host runs to their end, one at a time. */

/** Loaded when a program first needs it. */
export const childProcessSource: string = String.raw`
const { call, EventEmitter, codedError, toBuffer, argumentError } = internals;
const process = internals.builtins.get("process");
const { Readable, Writable } = internals.builtin("stream");
const { fileURLToPath } = internals;
const { Buffer } = internals.builtin("buffer");

const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 };
const defaultMaxBuffer = 1024 * 1024;
let lastPid = 1;

const check = (name, value) => {
  if (typeof value !== "string") throw argumentError('"' + name + '" argument', "of type string", value);
  if (value === "") {
    const message = "The argument '" + name + "' cannot be empty. Received ''";
    throw codedError("TypeError", "ERR_INVALID_ARG_VALUE", message);
  }
};

/** Reads what spawn, spawnSync and execFile are given: a program, perhaps its arguments, perhaps options. */
const readArguments = (file, args, options) => {
  check("file", file);
  let list = args;
  let settings = options;
  if (!Array.isArray(args)) {
    if (args !== undefined && args !== null) settings = args;
    list = [];
  }
  if (settings !== undefined && settings !== null && typeof settings !== "object")
    throw argumentError('"options" argument', "of type object", settings);
  const { shell = false, cwd, env = process.env, timeout, stdio = "pipe", ...rest } = settings ?? {};
  const words = [file, ...list.map(String)];
  const argv = shell ? ["/bin/sh", "-c", words.join(" ")] : words;
  const place = { env: {} };
  for (const [name, value] of Object.entries(env ?? process.env)) {
    if (value !== undefined) place.env[name] = String(value);
  }
  if (cwd !== undefined && cwd !== null) place.cwd = typeof cwd === "object" ? fileURLToPath(cwd) : cwd;
  if (timeout > 0) place.timeoutMs = Number(timeout);
  return { file: argv[0], argv, place, stdio: readStdio(stdio), options: rest };
};

const readStdio = (stdio) => {
  const list = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
  return [0, 1, 2].map((fd) => {
    const each = list[fd] ?? "pipe";
    if (each === "inherit") return fd;
    if (each === "pipe" || each === "overlapped") return "pipe";
    if (typeof each === "number") return each;
    return typeof each?.fd === "number" ? each.fd : "ignore";
  });
};

const readAll = (fd) => {
  const chunks = [];
  for (;;) {
    const chunk = call("fd.read", [fd, 65536]);
    if (chunk.length === 0) return Buffer.concat(chunks);
    chunks.push(chunk);
  }
};

const toInput = (input) => (typeof input === "string" ? Buffer.from(input) : internals.bytesOf(input, '"input" argument'));

/** Runs a program. The output that goes to descriptors is written there, and the rest is answered. */
const runProgram = ({ argv, place, stdio }, input) => {
  const [from, ...targets] = stdio;
  const isInherited = from === 0;
  const content = isInherited ? undefined : typeof from === "number" ? readAll(from) : (input ?? new Uint8Array());
  const merges = typeof targets[0] === "number" && targets[0] === targets[1];
  const answer = call("child.spawn", [argv, { ...place, mergeStderr: merges }, !isInherited], content);
  const header = new DataView(answer.buffer, answer.byteOffset, 12);
  const end = 12 + header.getInt32(8, true);
  const outputs = [answer.slice(12, end), answer.slice(end)].map((bytes, index) => {
    const target = targets[index];
    if (target === "pipe") return toBuffer(bytes);
    if (typeof target === "number" && bytes.length > 0) call("fd.write", [target], bytes);
    return null;
  });
  return { exitCode: header.getInt32(0, true), timedOut: header.getInt32(4, true) === 1, outputs };
};

/** The error of a program that cannot be started or did not end by itself, as Node words it. */
const systemError = (syscall, code, { file, argv }) => {
  const errno = { ENOENT: -2, EACCES: -13, ENOEXEC: -8, EAGAIN: -11, ENOTDIR: -20, ETIMEDOUT: -110, ENOBUFS: -105 }[code];
  const name = syscall + " " + file;
  const error = new Error(name + " " + code);
  return Object.assign(error, { errno, code, syscall: name, path: file, spawnargs: argv.slice(1) });
};

const isSystemError = (error) => typeof error?.code === "string" && typeof error.syscall === "string";

const spawnSync = (file, args, options) => {
  const run = readArguments(file, args, options);
  const { input, encoding, killSignal = "SIGTERM", maxBuffer = defaultMaxBuffer } = run.options;
  let ended;
  try {
    ended = runProgram(run, input === undefined || input === null ? undefined : toInput(input));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const failure = systemError("spawnSync", error.code, run);
    return { error: failure, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null };
  }
  const { exitCode, timedOut, outputs } = ended;
  const isFull = outputs.some((output) => output !== null && output.length > maxBuffer);
  const isText = encoding !== undefined && encoding !== null && encoding !== "buffer";
  const [stdout, stderr] = outputs.map((output) => {
    const kept = output !== null && output.length > maxBuffer ? output.subarray(0, maxBuffer) : output;
    return kept !== null && isText ? kept.toString(encoding) : kept;
  });
  const error = timedOut ? "ETIMEDOUT" : isFull ? "ENOBUFS" : undefined;
  lastPid += 1;
  return {
    ...(error === undefined ? {} : { error: systemError("spawnSync", error, run) }),
    status: error === undefined ? exitCode : null,
    signal: error === undefined ? null : killSignal,
    output: [null, stdout, stderr],
    pid: lastPid,
    stdout,
    stderr,
  };
};

const checkSync = (result, command, inheritsStderr) => {
  if (inheritsStderr && result.stderr !== null && result.stderr.length > 0) process.stderr.write(result.stderr);
  if (result.error !== undefined) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const text = result.stderr === null || result.stderr.length === 0 ? "" : "\n" + result.stderr;
  throw Object.assign(new Error("Command failed: " + command + text), result);
};

const execFileSync = (file, args, options) => {
  const list = Array.isArray(args) ? args : [];
  const settings = Array.isArray(args) ? options : (args ?? options);
  const result = spawnSync(file, list, settings);
  return checkSync(result, [file, ...list].join(" "), settings?.stdio === undefined);
};

const execSync = (command, options) => {
  check("command", command);
  const result = spawnSync(command, [], { ...options, shell: true });
  return checkSync(result, command, options?.stdio === undefined);
};

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
    lastPid += 1;
    this.pid = lastPid;
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

internals.builtins.set("child_process", {
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
});
`;
