/** The guest source of `node:path`, the POSIX half of it. */

/** Pure string work; needs the core source before it. */
export const pathSource: string = String.raw`
const check = (value, name) => {
  if (typeof value !== "string")
    throw internals.argumentError('"' + name + '" argument', "of type string", value);
};

/** Resolves "." and ".." without looking at files; ".." above a relative start stays. */
const simplify = (path, isAbsolute) => {
  const kept = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isAbsolute) kept.push("..");
  }
  return kept.join("/");
};

const isAbsolute = (path) => {
  check(path, "path");
  return path.startsWith("/");
};

const normalize = (path) => {
  check(path, "path");
  if (path === "") return ".";
  const isRooted = path.startsWith("/");
  let simple = simplify(path, isRooted);
  if (simple === "" && !isRooted) simple = ".";
  if (simple !== "" && path.endsWith("/")) simple += "/";
  return isRooted ? "/" + simple : simple;
};

const join = (...parts) => {
  for (const part of parts) check(part, "path");
  const joined = parts.filter((part) => part !== "").join("/");
  return joined === "" ? "." : normalize(joined);
};

const resolve = (...parts) => {
  let path = "";
  for (let index = parts.length - 1; index >= 0 && !path.startsWith("/"); index -= 1) {
    check(parts[index], "paths[" + index + "]");
    if (parts[index] !== "") path = path === "" ? parts[index] : parts[index] + "/" + path;
  }
  if (!path.startsWith("/")) path = internals.cwd() + "/" + path;
  return "/" + simplify(path, true);
};

const relative = (from, to) => {
  check(from, "from");
  check(to, "to");
  const start = resolve(from)
    .split("/")
    .filter((part) => part !== "");
  const end = resolve(to)
    .split("/")
    .filter((part) => part !== "");
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared += 1;
  return [...start.slice(shared).map(() => ".."), ...end.slice(shared)].join("/");
};

const withoutTrailing = (path) => {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
};

const dirname = (path) => {
  check(path, "path");
  const slash = withoutTrailing(path).lastIndexOf("/");
  if (slash <= 0) return path.startsWith("/") ? "/" : ".";
  return slash === 1 && path.startsWith("/") ? "//" : path.slice(0, slash);
};

const basename = (path, suffix) => {
  check(path, "path");
  if (suffix !== undefined) check(suffix, "suffix");
  const trimmed = withoutTrailing(path);
  const base = trimmed.slice(trimmed.lastIndexOf("/") + 1);
  if (suffix === undefined || suffix === base || !base.endsWith(suffix)) return base;
  return base.slice(0, base.length - suffix.length);
};

const extname = (path) => {
  check(path, "path");
  const base = basename(path);
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? "" : base.slice(dot);
};

const parse = (path) => {
  check(path, "path");
  const root = path.startsWith("/") ? "/" : "";
  const base = basename(path);
  const ext = extname(path);
  const trimmed = withoutTrailing(path);
  const slash = trimmed.lastIndexOf("/");
  const dir = slash < 0 ? "" : slash === 0 ? root : trimmed.slice(0, slash);
  return { root, dir, base, ext, name: ext === "" ? base : base.slice(0, -ext.length) };
};

const format = (parts) => {
  if (typeof parts !== "object" || parts === null) {
    throw internals.argumentError('"pathObject" argument', "of type object", parts);
  }
  const dir = parts.dir || parts.root;
  const ext = parts.ext && !parts.ext.startsWith(".") ? "." + parts.ext : parts.ext || "";
  const base = parts.base || (parts.name || "") + ext;
  if (!dir) return base;
  return dir === parts.root ? dir + base : dir + "/" + base;
};

/** Whether a path matches a glob pattern with *, **, ? and [...]. */
const matchesGlob = (path, pattern) => {
  check(path, "path");
  check(pattern, "pattern");
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]]*\]|[.+^$()|{}\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.startsWith("[")) return token.replace("[!", "[^");
    return "\\" + token;
  });
  return new RegExp("^" + source + "$", "s").test(path);
};

const path = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep: "/",
  delimiter: ":",
  toNamespacedPath: (value) => value,
};
path.posix = path;
internals.builtins.set("path", path);
internals.builtins.set("path/posix", path);
`;
