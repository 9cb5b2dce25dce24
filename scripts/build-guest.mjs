/**
 * Makes `runtime/javascript/generated/`: packages that JavaScript programs find inside the sandbox,
 * each as the text of one CommonJS body in a module of its own.
 *
 *   <name>.ts       what scripts/guest/<name>.mjs imports, with all that it needs
 *   packages.json   the packages whose code is in them, for the licences
 *   guest-sources-hash.ts   names all that runs in a new machine, without loading it
 *
 * Does nothing when nothing has changed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { rolldown } from "rolldown";
import { replace, root } from "./bundle.mjs";
import { packageFolders } from "./licenses.mjs";

/** What bundles ask the sandbox for, instead of bringing it along. */
const builtins = ["buffer", "events", "process", "string_decoder"];

const fromSandbox = {
  name: "from-sandbox",
  resolveId(specifier) {
    // A slash at the end would mean the package of that name.
    const name = specifier.replace(/\/$/, "");
    if (builtins.includes(name)) return { id: name, external: true };
    return name === "abort-controller" ? { id: "\0global" } : undefined;
  },
  load: (id) => (id === "\0global" ? "module.exports = globalThis;" : undefined),
};

/** A loop that takes the guest longer than all else of loading that package. */
const slowLoop = /for \(let i = 128; i < 65536; i\+\+\) \{\s*IS_IDENTIFIER_CHAR\[i\] = 1;\s*\}/;
const quickLoops = {
  name: "quick-loops",
  transform(code, id) {
    if (!id.endsWith("/sucrase/dist/esm/parser/util/identifier.js")) return undefined;
    if (!slowLoop.test(code)) throw new Error("Cannot bundle sucrase: its loop has changed");
    return code.replace(slowLoop, "IS_IDENTIFIER_CHAR.fill(1, 128);");
  },
};

const entries = join(root, "scripts", "guest");
const target = join(root, "runtime", "javascript", "generated");
const list = join(target, "packages.json");
const names = readdirSync(entries).map((file) => file.replace(/\.mjs$/, ""));

if (isStale()) {
  mkdirSync(target, { recursive: true });
  const files = [];
  for (const name of names) files.push(...(await make(name)));
  const folders = packageFolders(files).map((folder) => relative(root, folder));
  replace(list, (path) => writeFileSync(path, `${JSON.stringify(folders, null, 2)}\n`));
}

writeHash();

/** Writes the module that tells the hash of all guest sources, unless it does already. */
function writeHash() {
  const sources = join(root, "runtime", "javascript", "guest");
  const files = [
    ...readdirSync(sources).map((file) => join(sources, file)),
    ...names.map((name) => join(target, `${name}.ts`)),
  ];
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(readFileSync(file)).update("\0");
  const text = `/** SHA-256 of the guest sources: see scripts/build-guest.mjs. */\nexport const guestSourcesHash: string = "${hash.digest("hex")}";\n`;
  const path = join(target, "guest-sources-hash.ts");
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  replace(path, (unfinished) => writeFileSync(unfinished, text));
}

/** Writes the module of one bundle; returns the files that went in. */
async function make(name) {
  const build = await rolldown({
    input: join(entries, `${name}.mjs`),
    platform: "neutral",
    resolve: { mainFields: ["module", "main"] },
    plugins: [fromSandbox, quickLoops],
  });
  const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { output } = await build.generate({ format: "cjs", codeSplitting: false, minify });
  await build.close();
  const [{ code, moduleIds, imports }, ...others] = output;
  const foreign = imports.filter((each) => !builtins.includes(each));
  if (others.length + foreign.length > 0) {
    throw new Error(`Cannot bundle "${name}": it needs more than one file: ${foreign}`);
  }
  const text = `/** The body of a CommonJS module: see scripts/guest/${name}.mjs. */\nexport const source: string = ${JSON.stringify(code)};\n`;
  replace(join(target, `${name}.ts`), (path) => writeFileSync(path, text));
  return moduleIds;
}

function isStale() {
  if (!existsSync(list)) return true;
  const made = statSync(list).mtimeMs;
  const makers = ["scripts/build-guest.mjs", "scripts/bundle.mjs", "package.json"];
  const inputs = [
    ...makers.map((file) => join(root, file)),
    ...names.map((name) => join(entries, `${name}.mjs`)),
  ];
  const isWhole = names.every((name) => existsSync(join(target, `${name}.ts`)));
  return !isWhole || inputs.some((path) => statSync(path).mtimeMs > made);
}
