/** The guest source of CommonJS, of `import.meta` and of `node:module`. */

/** Makes `require`; needs the path and url sources before it. */
export const modulesSource: string = String.raw`
const { call, builtins } = internals;
const { dirname } = builtins.get("path");
const { fileHref, fileURLToPath } = internals;

const cache = Object.create(null);

class Module {
  constructor(path, parent) {
    this.id = path;
    this.path = dirname(path);
    this.exports = {};
    this.filename = path;
    this.loaded = false;
    this.children = [];
    this.paths = [];
    Object.defineProperty(this, "parent", { value: parent });
  }
}

const resolve = (specifier, parent) => {
  if (typeof specifier !== "string")
    throw internals.argumentError('"id" argument', "of type string", specifier);
  if (specifier === "") {
    throw internals.codedError(
      "TypeError",
      "ERR_INVALID_ARG_VALUE",
      "The argument 'id' must be a non-empty string. Received ''",
    );
  }
  return call("module.resolve", [specifier, parent.filename]);
};

/** Runs the compiled body of a CommonJS module. */
const run = (module, body) => {
  const { exports } = module;
  body.call(exports, exports, makeRequire(module), module, module.filename, module.path);
  module.loaded = true;
  return module.exports;
};

const load = (path, format, parent) => {
  const module = new Module(path, parent);
  cache[path] = module;
  parent?.children?.push(module);
  try {
    if (format === "json") module.exports = internals.parseJson(path, call("module.text", [path]));
    else run(module, call("module.compile", [path]));
  } catch (error) {
    delete cache[path];
    throw error;
  }
  module.loaded = true;
  return module;
};

/** Loads what has been resolved to a path. */
internals.requirePath = (path, format, parent) => {
  const cached = cache[path];
  if (cached !== undefined) return cached.exports;
  if (format === "module") return call("module.import", [path]);
  try {
    return load(path, format, parent).exports;
  } catch (error) {
    const isOwn = internals.originOf(error)?.file === path;
    if (format !== "detect" || !(error instanceof SyntaxError) || !isOwn) throw error;
    return call("module.import", [path]);
  }
};

const makeRequire = (module) => {
  const require = (specifier) => {
    const { path, format } = resolve(specifier, module);
    if (format === "builtin") return internals.builtin(path);
    return internals.requirePath(path, format, module);
  };
  require.resolve = (specifier) => {
    const { path, format } = resolve(specifier, module);
    return format === "builtin" ? specifier : path;
  };
  require.cache = cache;
  require.main = internals.mainModule;
  require.extensions = Object.create(null);
  return require;
};

/** Runs the program itself as a CommonJS module. */
internals.runMain = (path, body) => {
  const module = new Module(path, undefined);
  module.id = ".";
  internals.mainModule = module;
  cache[path] = module;
  run(module, body);
};

internals.parseJson = (path, text) => {
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch (error) {
    error.message = path + ": " + error.message;
    error.stack = error.stack.replace(/^SyntaxError: /, "SyntaxError: " + path + ": ");
    throw error;
  }
};

/** Fills import.meta of the module at a path; value and format are given to modules that only pass on. */
internals.initMeta = (meta, path, query, format) => {
  if (format === "json") meta.value = internals.parseJson(path, call("module.text", [path]));
  else if (format === "commonjs") meta.load = () => internals.requirePath(path, format, undefined);
  meta.dirname = dirname(path);
  meta.filename = path;
  meta.resolve = (specifier) => call("module.locate", [String(specifier), path]);
  meta.url = fileHref(path) + query;
};

const reserved = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);
const isName = (name) => /^[A-Za-z_$][\w$]*$/.test(name) && !reserved.has(name);

/** The source of a module that passes on what a CommonJS file exports, as far as its text tells the names. */
internals.commonJsFacade = (text) => {
  const names = new Set();
  for (const [, name] of text.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=(?!=)/g)) names.add(name);
  for (const [, list] of text.matchAll(/\bmodule\.exports\s*=\s*\{([^{}]*)/g)) {
    for (const part of list.split(",")) {
      const name = /^\s*(?:async\s+)?\*?\s*([A-Za-z_$][\w$]*)\s*(?:[:(,]|$)/.exec(part)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  const exported = [...names]
    .filter(isName)
    .map((name) => "export const " + name + " = m." + name + ";");
  return "const m = import.meta.load(); export default m; " + exported.join(" ");
};

/** Says by how many columns the first line of a file is shifted, because it is wrapped in a function. */
internals.shiftColumns = (path, columns) => void internals.columnShifts.set(path, columns);

/** Which of two reasons why a file does not compile is the better one: the one that got further. */
internals.isModuleError = (path, commonJsError, moduleError) => {
  const own = internals.originOf(commonJsError);
  const other = internals.originOf(moduleError);
  if (!(moduleError instanceof SyntaxError) || other === undefined || own === undefined)
    return true;
  return (
    other.file !== path ||
    other.line > own.line ||
    (other.line === own.line && other.column > own.column)
  );
};

/** Gives a built-in module what it passes on. */
internals.initBuiltinMeta = (meta, name) => {
  meta.value = internals.builtin(name);
  meta.utility = internals.utility;
};
/** Adds a built-in module, and one more for each object that it exports, as name/object. */
internals.addBuiltin = (name, namespace) => {
  builtins.set(name, namespace.default);
  for (const [topic, value] of Object.entries(namespace.default)) {
    if (typeof value === "object") builtins.set(name + "/" + topic, value);
  }
};

/** The names that a built-in module exports, as JSON. */
internals.builtinMembers = (name) =>
  JSON.stringify(Object.keys(internals.builtin(name)).filter(isName));

/** The names of the built-in modules and of what each exports. */
internals.listBuiltins = () =>
  JSON.stringify([...builtins].map(([name, value]) => [name, Object.keys(value).filter(isName)]));

const createRequire = (from) => {
  const path =
    typeof from === "object" || String(from).startsWith("file:")
      ? fileURLToPath(from)
      : String(from);
  return makeRequire(new Module(path, undefined));
};
const isBuiltin = (specifier) => {
  const name = String(specifier).replace(/^node:/, "");
  return builtins.has(name) || internals.lazyBuiltins.has(name);
};
const moduleExports = Object.assign(Module, {
  createRequire,
  isBuiltin,
  Module,
  builtinModules: [...builtins.keys(), ...internals.lazyBuiltins.keys()],
});
builtins.set("module", moduleExports);
`;
