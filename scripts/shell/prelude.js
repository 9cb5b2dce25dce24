// biome-ignore-all lint: the text is put in front of the interpreter, which uses what it declares
const {
  Promise,
  setTimeout,
  clearTimeout,
  Date,
  Math,
  crypto,
  performance,
  console,
  URL,
  AbortController,
  AbortSignal,
  DOMException,
  TextEncoder,
  atob,
  btoa,
  globalThis,
} = $host.globals;
const process = undefined,
  Buffer = undefined,
  fetch = undefined,
  Headers = undefined;
const Response = undefined,
  navigator = undefined,
  document = undefined,
  window = undefined;
const self = undefined,
  global = undefined,
  Function = undefined;
const setInterval = undefined,
  setImmediate = undefined,
  queueMicrotask = undefined;
const { resolve: $resolve, reject: $reject, wait: $await } = $host.promises;
let $fuel = 0;
let $depth = 0;
/** Takes output at once, while nobody is to gather it. */
let $sink;
/** Gets more fuel, or throws what ends the shell. */
function $refill() {
  $fuel = $host.refill($fuel);
}
/** Runs `work` for nothing. */
function $free(work) {
  const kept = $fuel;
  $fuel = Infinity;
  try {
    return work();
  } finally {
    $fuel = kept;
  }
}
/** Pays for work of ours in operations of the interpreter. */
function $pay(operations) {
  if (($fuel -= operations) < 0) $refill();
}
/** Copies a map, which takes time for each of its entries. */
function $copyMap(map) {
  $pay(map.size << 5);
  return new Map(map);
}
/** Does `work`, whose output somebody gathers. */
function $gather(work) {
  const kept = $sink;
  $sink = undefined;
  try {
    return work();
  } finally {
    $sink = kept;
  }
}
/** Lets what a command has left flow. */
function $pass(result) {
  if (result.stdout) $sink("stdout", result.stdout, ah(result) === "bytes");
  if (result.stderr) $sink("stderr", result.stderr);
}
/** Whether output goes elsewhere: by redirections, or since `exec` has led it away. */
function $leads({ state }, redirections) {
  const { fileDescriptors: descriptors, closedStandardFds: closed } = state;
  return (
    redirections.some(({ operator }) => !/^<<?[<-]?$/.test(operator)) ||
    descriptors?.has(1) ||
    descriptors?.has(2) ||
    closed?.size > 0
  );
}
/** Whether a stdin is read by others, too, so that each has to take no more than it needs. */
function $isShared(stdin) {
  return typeof stdin === "object" && stdin !== null;
}
/** All that is left of a stdin. */
function $rest(stdin) {
  return $isShared(stdin) ? stdin.rest() : stdin;
}
/** A stdin from which `count` characters have been read. */
function $after(stdin, count) {
  if (!$isShared(stdin)) return stdin.substring(count);
  stdin.take(count);
  return stdin;
}
/** All that is left of a stdin, which nobody else will read then. */
function $takeAll(stdin) {
  if (!$isShared(stdin)) return stdin;
  const all = stdin.rest();
  stdin.take(all.length);
  return all;
}
/** Runs a script that a command runs, and what it has said is to be done at its end. */
function $withTraps(shell, script) {
  const leave = $host.enterScript();
  let result;
  let failure;
  try {
    result = $await(shell.executeScript(script));
  } catch (error) {
    failure = error;
  }
  const action = leave();
  if (action) {
    const last = $await(shell.executeScript(or(action)));
    if (failure instanceof yt) {
      failure.stdout += last.stdout;
      failure.stderr += last.stderr;
    } else if (result) {
      result = {
        ...result,
        stdout: result.stdout + last.stdout,
        stderr: result.stderr + last.stderr,
      };
    }
  }
  if (failure !== undefined) throw failure;
  return result;
}
/** A shell with the commands and limits of another one, which has run nothing. */
function $renew(template, { fs, cwd, env, ownsCommands }) {
  const shell = Object.create(template);
  shell.fs = fs;
  shell.commands = new Map(template.commands);
  if (ownsCommands)
    for (const [name, command] of shell.commands) shell.commands.set(name, { ...command });
  const state = { ...template.state };
  for (const name in state) {
    const value = state[name];
    if (typeof value === "object" && value !== null) state[name] = $copy(value);
  }
  state.cwd = cwd;
  state.startTime = Date.now();
  state.env.set("PWD", cwd).set("OLDPWD", cwd);
  for (const [name, value] of Object.entries(env)) {
    state.env.set(name, value);
    state.exportedVars.add(name);
  }
  shell.state = state;
  return shell;
}
/** A copy of what a new shell remembers. */
function $copy(value) {
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  return Array.isArray(value) ? [...value] : { ...value };
}
/** So many jobs are remembered. */
const $maxJobs = 1_000;
/** Notes the exit code of a job, which has run to its end, and starts anew after it. */
function $endJob(state, exitCode) {
  const pid = state.nextVirtualPid++;
  state.lastBackgroundPid = pid;
  state.jobs ??= new Map();
  state.jobs.set(String(pid), exitCode);
  if (state.jobs.size > $maxJobs) state.jobs.delete(state.jobs.keys().next().value);
  state.lastExitCode = 0;
  state.env.set("?", "0");
  return 0;
}
/** `wait`: the exit code of the last of the jobs that are named. */
function $waitForJobs(state, args) {
  const jobs = state.jobs ?? new Map();
  const result = { stdout: "", stderr: "", exitCode: 0 };
  if (args[0] === "-n") {
    const [next] = jobs.keys();
    result.exitCode = jobs.get(next) ?? 127;
    jobs.delete(next);
    return result;
  }
  const wanted = args.filter((arg) => !/^-[fp]$/.test(arg));
  if (wanted.length === 0) jobs.clear();
  for (const job of wanted) {
    if (jobs.has(job)) {
      result.exitCode = jobs.get(job);
      continue;
    }
    const isNumber = /^\d+$/.test(job);
    const reason = job.startsWith("%")
      ? `${job}: no such job`
      : isNumber
        ? `pid ${job} is not a child of this shell`
        : `\`${job}': not a pid or valid job spec`;
    result.stderr += `bash: wait: ${reason}\n`;
    result.exitCode = isNumber || job.startsWith("%") ? 127 : 1;
  }
  return result;
}
/** `declare -f`: functions as bash shows them. */
function $showFunctions(state, names) {
  const wanted = names.length > 0 ? names : [...state.functions.keys()].sort();
  const known = wanted.filter((name) => state.functions.has(name));
  const texts = known.map((name) => {
    const node = state.functions.get(name);
    const text = r3(name, node);
    // It leaves out what it does not know.
    return text.includes("\n    ...\n") ? `${node.source}\n` : text.slice(text.indexOf("\n") + 1);
  });
  const exitCode = known.length === wanted.length ? 0 : 1;
  return { stdout: texts.join(""), stderr: "", exitCode };
}
/** Notes the text that defines a function, for whoever keeps it. */
function $withSource(node, parser, first) {
  const { tokens, pos, _input: input } = parser;
  // The text of a here-document stands behind the definition, and an alias in none.
  const isWhole = input !== "" && node.redirections.length === 0;
  node.source = isWhole ? input.slice(tokens[first].start, tokens[pos - 1].end) : rN(node);
  return node;
}
/** Reads a script without running it. */
function $parse(script) {
  return or(script);
}
/** The output of `$(command)` in arithmetic: run by the shell itself, so that it knows its variables. */
function $substitute(shell, command) {
  const part = { type: "CommandSubstitution", body: or(command), legacy: false };
  return { stdout: $await(_e(shell, { type: "Word", parts: [part] })) };
}
/** Of the paths that a pattern stands for, those of directories if it ends with a slash. */
function $directories(glob, pattern, paths) {
  if (!pattern.endsWith("/")) return paths;
  return paths
    .filter((path) => {
      try {
        return $await(glob.fs.stat(glob.fs.resolvePath(glob.cwd, path))).isDirectory;
      } catch {
        return false;
      }
    })
    .map((path) => (path.endsWith("/") ? path : `${path}/`));
}
function $enter() {
  if (++$depth > $host.maxDepth) $host.tooDeep();
}
function $leave() {
  $depth--;
}
function $compare(a, b) {
  const left = String(a);
  const right = String(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
/** A merge sort: the calls of `compare`, and so the fuel, are the same on every engine. */
function $sort(list, compare) {
  if (!Array.isArray(list)) return list.sort(compare);
  const defined = list.filter((item) => item !== undefined);
  const count = defined.length;
  const inOrder = compare ? (a, b) => compare(a, b) <= 0 : (a, b) => String(a) <= String(b);
  let from = defined;
  let to = new Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = start + width < count ? start + width : count;
      const end = middle + width < count ? middle + width : count;
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (($fuel -= 4) < 0) $refill();
        const takesLeft = right >= end || (left < middle && inOrder(from[left], from[right]));
        to[at] = takesLeft ? from[left++] : from[right++];
      }
    }
    [from, to] = [to, from];
  }
  for (let at = 0; at < list.length; at++) list[at] = at < count ? from[at] : undefined;
  return list;
}
function $toSorted(list, compare) {
  return $sort([...list], compare);
}
