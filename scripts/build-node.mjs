/**
 * Makes `dist/node/`: the two programs that start often, as one script each. Node loads hundreds of
 * small modules one by one, in the command and again in each worker; that took longer than a run.
 *
 *   main.js         the `fuelbox` command
 *   entry-node.js   what a worker thread starts with, which loads
 *   worker.cjs      the worker: a script, because V8 can take over what it has compiled of one
 *   just-bash.js    the shell, which workers load when one is first wanted
 *   javascript-guest.js   what runs in JavaScript's machine, which they load when they prepare one
 *   time-zones.js   the time zones of Python, which they load when they prepare it
 *   licenses.txt    the licences of all that is in them
 *
 * Does nothing when nothing has changed.
 */
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, dist, isStale, loadedLater, replace } from "./bundle.mjs";
import { guestPackageFolders, licenses, packageFolders } from "./licenses.mjs";

const target = join(dist, "node");
const rooms = ["wasm", "vfs", "utils-lib", "runtime", "worker", "sandbox", "cli"];
const main = join(target, "main.js");

if (isStale(main, rooms)) {
  mkdirSync(target, { recursive: true });
  for (const name of ["just-bash.js", "time-zones.js"]) {
    replace(join(target, name), (path) => copyFileSync(loadedLater[name], path));
  }
  const options = { platform: "node" };
  await bundle(join(target, "javascript-guest.js"), "runtime/javascript/guest/index.js", options);
  const script = { ...options, format: "cjs" };
  const files = await bundle(join(target, "worker.cjs"), "worker/entry-node.js", script);
  await bundle(join(target, "entry-node.js"), "worker/entry-thread-node.js", options);
  files.push(...(await bundle(main, "cli/main.js", options)));
  chmodSync(main, 0o755);
  const text = licenses([...packageFolders(files), ...guestPackageFolders()]);
  replace(join(target, "licenses.txt"), (path) => writeFileSync(path, text));
}
