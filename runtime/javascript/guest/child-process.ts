/** The guest source of `node:child_process`: programs that the host runs to their end, one at a time. */

/** Loaded when a program first needs it. */
export const childProcessSource: string = String.raw`
const { call, codedError, toBuffer, argumentError } = internals;
const process = internals.builtins.get("process");
const { fileURLToPath } = internals;
const { Buffer } = internals.builtin("buffer");

const defaultMaxBuffer = 1024 * 1024;
let lastPid = 1;
const nextPid = () => {
  lastPid += 1;
  return lastPid;
};

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
  return {
    ...(error === undefined ? {} : { error: systemError("spawnSync", error, run) }),
    status: error === undefined ? exitCode : null,
    signal: error === undefined ? null : killSignal,
    output: [null, stdout, stderr],
    pid: nextPid(),
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

internals.childProcess = { check, defaultMaxBuffer, isSystemError, nextPid, readArguments, runProgram, systemError };
internals.builtins.set("child_process", {
  ...internals.load("child-process-async"),
  execFileSync,
  execSync,
  spawnSync,
});
`;
