/** The guest source of `process`, and of the start and the end of a program. */

/** Makes the global `process`; needs the events and console sources before it. */
export const processSource: string = String.raw`
const { builtins, call, EventEmitter } = internals;
const argv = [];
/** Takes whatever it is given as text, as the environment of a process does. */
const env = new Proxy(
  {},
  {
    set(target, name, value) {
      target[name] = String(value);
      return true;
    },
    defineProperty: (target, name, found) =>
      Reflect.defineProperty(target, name, { ...found, value: String(found.value) }),
  },
);
let exitCode;

internals.cwd = () => call("process.cwd");

const toExitCode = (code) => {
  if (code === undefined || code === null) return 0;
  const number = typeof code === "string" && /^\s*-?\d+\s*$/.test(code) ? Number(code) : code;
  if (!Number.isInteger(number))
    throw internals.argumentError('"code" argument', "of type number", code);
  return number;
};

class Process extends EventEmitter {
  get exitCode() {
    return exitCode;
  }
  set exitCode(code) {
    exitCode = code === undefined || code === null ? undefined : toExitCode(code);
  }
}
const process = new Process();
const isExiting = { value: false };

/** Runs the exit listeners, once, and answers the code to end with. */
internals.finish = (code) => {
  if (code !== undefined) exitCode = code;
  if (!isExiting.value) {
    isExiting.value = true;
    process.emit("exit", exitCode ?? 0);
  }
  return (exitCode ?? 0) & 255;
};

/** Tells that nothing is left to do, which may bring new work; true when anybody listens. */
internals.beforeExit = () => {
  if (process.listenerCount("beforeExit") === 0) return false;
  return process.emit("beforeExit", exitCode ?? 0);
};

/** Gives the restored machine what belongs to this run. */
internals.start = (text) => {
  const run = JSON.parse(text);
  argv.push(...run.argv);
  Object.assign(env, run.env);
  internals.startMs = internals.now();
  internals.startTimeMs = run.startTimeMs;
  if (run.tools !== undefined) internals.makeTools(run.tools);
  if (run.isSession) globalThis.require = builtins.get("module").createRequire(run.argv[1]);
};

/** What a step of a session has come to, as JSON; undefined when it is no data. */
internals.stepValue = (result) => {
  try {
    return JSON.stringify(result.value);
  } catch {
    return undefined;
  }
};

/** Whether a listener takes an error that nothing caught. */
internals.takesUncaught = (error, origin) => {
  if (origin === "unhandledRejection" && process.listenerCount(origin) > 0) {
    const promise = Promise.reject(error);
    promise.catch(() => {});
    process.emit(origin, error, promise);
    return true;
  }
  if (process.listenerCount("uncaughtException") === 0) return false;
  process.emit("uncaughtException", error, origin);
  return true;
};

const hrtime = (previous) => {
  const ms = internals.now();
  let seconds = Math.floor(ms / 1000);
  let nanoseconds = Math.round((ms % 1000) * 1e6);
  if (previous !== undefined) {
    seconds -= previous[0];
    nanoseconds -= previous[1];
    if (nanoseconds < 0) {
      seconds -= 1;
      nanoseconds += 1e9;
    }
  }
  return [seconds, nanoseconds];
};
hrtime.bigint = () => BigInt(Math.round(internals.now() * 1e6));

/** Shows a warning, once the current callback is over. */
const emitWarning = (warning, options, code) => {
  const given = typeof options === "object" && options !== null ? options : { type: options, code };
  const error = warning instanceof Error ? warning : new Error(String(warning));
  if (!(warning instanceof Error)) error.name = String(given.type ?? "Warning");
  if (given.code !== undefined) error.code = given.code;
  internals.nextTick(() => {
    process.emit("warning", error);
    const mark = error.code === undefined ? "" : "[" + error.code + "] ";
    internals.write(2, "(node:1) " + mark + error.name + ": " + error.message + "\n");
  });
};

const memoryUsage = () => {
  const bytes = call("process.memory");
  return { rss: bytes, heapTotal: bytes, heapUsed: bytes, external: 0, arrayBuffers: 0 };
};

Object.assign(process, {
  argv,
  argv0: "node",
  execArgv: [],
  execPath: "/usr/bin/node",
  env,
  pid: 1,
  ppid: 0,
  platform: "linux",
  arch: "wasm32",
  title: "node",
  version: "v20.19.0",
  versions: { node: "20.19.0", quickjs: internals.engineVersion },
  release: { name: "node" },
  cwd: internals.cwd,
  chdir: (path) => void call("process.chdir", [String(path)]),
  exit: (code) => {
    call("process.exit", [internals.finish(code === undefined ? undefined : toExitCode(code))]);
  },
  abort: () => void call("process.exit", [134]),
  hrtime,
  uptime: () => (internals.now() - internals.startMs) / 1000,
  nextTick: internals.nextTick,
  memoryUsage,
  umask: () => 0o022,
  geteuid: () => 0,
  getgid: () => 0,
  getegid: () => 0,
  getuid: () => 0,
  kill: (pid, signal) => {
    if (pid !== 1)
      throw internals.codedError("Error", "ESRCH", "kill ESRCH", { errno: -3, syscall: "kill" });
    if (signal !== 0) call("process.exit", [143]);
    return true;
  },
  cpuUsage: () => ({ user: Math.round((internals.now() - internals.startMs) * 1000), system: 0 }),
  resourceUsage: () => ({ maxRSS: Math.round(call("process.memory") / 1024) }),
  constrainedMemory: () => call("process.memory"),
  features: {},
  config: {},
  allowedNodeEnvironmentFlags: new Set(),
  emitWarning,
});
process.memoryUsage.rss = () => memoryUsage().rss;
Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
Object.defineProperty(globalThis, "process", {
  value: process,
  writable: true,
  configurable: true,
});
internals.builtins.set("process", process);
`;
