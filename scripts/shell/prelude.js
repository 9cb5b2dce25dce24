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
