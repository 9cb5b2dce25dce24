/**
 * Makes `dist/browser/`: what a page needs that has no bundler, in one folder.
 *
 *   fuelbox.js      `openSandbox` for the page, with its dependencies
 *   entry-web.js    the worker, with its dependencies
 *   entry-store-web.js    the worker that keeps a page's files
 *   just-bash.js    the shell, which workers load when one is first wanted
 *   javascript-guest.js   what runs in JavaScript's machine, which they load when they prepare one
 *   time-zones.js   the time zones of Python, which they load when they prepare it
 *   *.wasm, *.zip   the engines' assets, as the dependencies ship them
 *   licenses.txt    the licences of all that is in it
 *
 * Does nothing when nothing has changed. Replaces files one by one and never empties the folder.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, dist, isStale, loadedLater, replace } from "./bundle.mjs";
import { guestPackageFolders, licenses, packageFolders } from "./licenses.mjs";

const target = join(dist, "browser");
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

const entryWeb = join(target, "entry-web.js");

if (isStale(entryWeb, rooms)) {
  mkdirSync(target, { recursive: true });
  const sources = Object.values(assets).map((file) => fileURLToPath(import.meta.resolve(file)));
  Object.keys(assets).forEach((name, index) => {
    make(name, (path) => copyFileSync(sources[index], path));
  });
  for (const name of ["just-bash.js", "time-zones.js"]) {
    make(name, (path) => copyFileSync(loadedLater[name], path));
  }
  make("fuelbox.d.ts", (path) => writeFileSync(path, 'export * from "../sandbox/web.js";\n'));
  const options = { platform: "browser", plugins: [besideEachOther] };
  await bundle(join(target, "javascript-guest.js"), "runtime/javascript/guest/index.js", options);
  sources.push(...(await bundle(join(target, "fuelbox.js"), "sandbox/web.js", options)));
  await bundle(join(target, "entry-store-web.js"), "worker/entry-store-web.js", options);
  sources.push(...(await bundle(entryWeb, "worker/entry-web.js", options)));
  make("licenses.txt", (path) =>
    writeFileSync(path, licenses([...packageFolders(sources), ...guestPackageFolders()])),
  );
}

function make(name, write) {
  replace(join(target, name), write);
}
