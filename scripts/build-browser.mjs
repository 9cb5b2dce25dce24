/**
 * Makes `dist/browser/`: what a page needs that has no bundler, in one folder.
 *
 *   fuelbox.js      `openSandbox` for the page, with its dependencies
 *   entry-web.js    the worker, with its dependencies
 *   *.wasm, *.zip   the engines' assets, as the dependencies ship them
 *   licenses.txt    the licences of all that is in it
 *
 * Does nothing when nothing has changed. Replaces files one by one and never empties the folder.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const target = join(dist, "browser");
const entries = { "fuelbox.js": "sandbox/web.js", "entry-web.js": "worker/entry-web.js" };
const packages = ["comlink", "re2js", "quickjs-wasi", "pyodide"];
const assets = {
  "pyodide.asm.wasm": "pyodide/pyodide.asm.wasm",
  "python_stdlib.zip": "pyodide/python_stdlib.zip",
  "quickjs.wasm": "quickjs-wasi/quickjs.wasm",
};
const rooms = ["wasm", "vfs", "utils-lib", "runtime", "worker", "sandbox"];

/** The folder must work under any name: what the package names across folders is beside it here. */
const besideEachOther = {
  name: "beside-each-other",
  transform: (code) => code.replaceAll('"../browser/', '"./'),
};

if (isStale()) {
  mkdirSync(target, { recursive: true });
  for (const [name, file] of Object.entries(assets)) replace(name, (path) => copy(file, path));
  replace("licenses.txt", (path) => writeFileSync(path, licenses()));
  replace("fuelbox.d.ts", (path) => writeFileSync(path, 'export * from "../sandbox/web.js";\n'));
  for (const [name, entry] of Object.entries(entries)) await bundle(name, entry);
}

/** Whether anything that goes in is newer than the file that is written last. */
function isStale() {
  const last = join(target, "entry-web.js");
  if (!existsSync(last)) return true;
  const made = statSync(last).mtimeMs;
  const sources = rooms.flatMap((room) =>
    readdirSync(join(dist, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .map((name) => join(dist, room, name)),
  );
  const inputs = [...sources, join(root, "package.json"), fileURLToPath(import.meta.url)];
  return inputs.some((path) => statSync(path).mtimeMs > made);
}

async function bundle(name, entry) {
  const input = join(dist, entry);
  const build = await rolldown({ input, platform: "browser", plugins: [besideEachOther] });
  // Names stay, for whoever reads a stack trace.
  const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { output } = await build.generate({ format: "esm", codeSplitting: false, minify });
  await build.close();
  const [{ imports, dynamicImports, code }, ...others] = output;
  if (others.length + imports.length + dynamicImports.length > 0) {
    throw new Error(`Cannot bundle "${entry}": it needs more than one file`);
  }
  replace(name, (path) => writeFileSync(path, code));
}

/** Whoever reads the file meanwhile sees the old one or the new one. */
function replace(name, write) {
  const unfinished = join(target, `.${basename(name)}.${process.pid}`);
  write(unfinished);
  renameSync(unfinished, join(target, name));
}

function copy(file, path) {
  copyFileSync(fileURLToPath(import.meta.resolve(file)), path);
}

function licenses() {
  const texts = packages.map((name) => {
    const folder = packageFolder(name);
    const { version, license, homepage } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    return `${name} ${version}, ${license}${homepage ? `, ${homepage}` : ""}\n${text}`;
  });
  return `This folder contains, in whole or in part:\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function packageFolder(name) {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  while (
    !existsSync(join(folder, "package.json")) ||
    !folder.endsWith(join("node_modules", name))
  ) {
    folder = dirname(folder);
  }
  return folder;
}
