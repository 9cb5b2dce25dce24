/** What the makers of bundles share: whether there is anything to do, one script from many, files replaced whole. */
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const dist = join(root, "dist");

/** Whether `last`, the file that is written last, is missing or older than anything that goes in. */
export function isStale(last, rooms) {
  if (!existsSync(last)) return true;
  const made = statSync(last).mtimeMs;
  const sources = rooms.flatMap((room) =>
    readdirSync(join(dist, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .map((name) => join(dist, room, name)),
  );
  const makers = readdirSync(join(root, "scripts")).map((name) => join(root, "scripts", name));
  const inputs = [...sources, ...makers, join(root, "package.json")];
  return inputs.some((path) => statSync(path).mtimeMs > made);
}

/** What workers load when it is first needed, from files beside the bundle: by those names, where it is in dist. */
export const loadedLater = {
  "just-bash.js": join(dist, "runtime", "shell", "generated", "just-bash.js"),
  "time-zones.js": join(dist, "runtime", "python", "generated", "time-zones.js"),
  "javascript-guest.js": join(dist, "runtime", "javascript", "guest", "index.js"),
};
const besideBundle = new Map(
  Object.entries(loadedLater).map(([name, path]) => [path, `./${name}`]),
);
const besideEntry = {
  name: "beside-entry",
  resolveId(specifier, importer, { kind }) {
    if (kind !== "dynamic-import" || importer === undefined) return undefined;
    const id = besideBundle.get(join(dirname(importer), specifier));
    return id === undefined ? undefined : { id, external: true };
  },
};

/** What this package makes when it is loaded is seen by nobody else: what is not used can go, and costs no start anything. */
const pureVariables = {
  name: "pure-variables",
  transform(code, id) {
    if (!id.includes("/node_modules/js-yaml/")) return undefined;
    const made = parseAst(code)
      .body.filter(({ type }) => type === "VariableDeclaration")
      .flatMap(({ declarations }) => declarations.flatMap(({ init }) => init ?? []))
      .filter(({ type }) => !/^(?:Literal|.*Function.*|Class)/.test(type));
    let changed = "";
    let position = 0;
    for (const { start, end } of made) {
      changed += `${code.slice(position, start)}/* @__PURE__ */ (() => (${code.slice(start, end)}))()`;
      position = end;
    }
    return changed + code.slice(position);
  },
};

/**
 * Makes `target` from the script `entry` of dist and everything that it imports. Returns the files
 * that went in.
 */
export async function bundle(target, entry, { platform, format = "esm", plugins = [] }) {
  const input = join(dist, entry);
  const build = await rolldown({
    input,
    platform,
    plugins: [besideEntry, pureVariables, ...plugins],
  });
  // Names stay, for whoever reads a stack trace.
  const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { output } = await build.generate({ format, codeSplitting: false, minify });
  await build.close();
  const [{ fileName, imports, dynamicImports, moduleIds, code }, ...others] = output;
  // What is imported lazily is in the file as well, and so the file names itself.
  const needed = new Set([...imports, ...dynamicImports]);
  const beside = [...besideBundle.values()];
  const foreign = [...needed].filter(
    (name) => name !== fileName && !beside.includes(name) && !isBuiltin(name),
  );
  if (others.length + foreign.length > 0) {
    throw new Error(`Cannot bundle "${entry}": it needs more than one file: ${foreign}`);
  }
  // Modules are strict, scripts must say so, and are given a function to import with.
  const [head, load] = format === "cjs" ? ['"use strict";', "importBeside"] : ["", "import"];
  // Whoever bundles the bundle looks for a string.
  const text = beside.reduce(
    (all, name) => all.replaceAll(`import("${name}")`, `${load}("${name}")`),
    code.replaceAll(/\bimport\(`([^`]+)`\)/g, 'import("$1")'),
  );
  replace(target, (path) => writeFileSync(path, toLatin1(head + text)));
  return moduleIds;
}

/**
 * Escapes what is beyond Latin-1: with one such character an engine keeps the whole script in two
 * bytes for each character, in every worker.
 */
function toLatin1(code) {
  const raw = [];
  findRawTemplates(parseAst(code), raw);
  return code.replace(/[^\0-\xff]/g, (unit, at) => {
    if (raw.some(({ start, end }) => start <= at && at < end)) {
      throw new Error(`Cannot escape ${JSON.stringify(unit)}: write it as an escape in String.raw`);
    }
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Tagged templates see how they are written: nothing in them can be escaped without a difference. */
function findRawTemplates(node, found) {
  if (Array.isArray(node)) for (const each of node) findRawTemplates(each, found);
  else if (typeof node === "object" && node !== null) {
    if (node.type === "TaggedTemplateExpression") found.push(node.quasi);
    for (const child of Object.values(node)) findRawTemplates(child, found);
  }
}

/** Writes a file so that whoever reads it meanwhile sees the old one or the new one. */
export function replace(target, write) {
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}`);
  write(unfinished);
  renameSync(unfinished, target);
}
