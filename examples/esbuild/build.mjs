// Bundles the page: `node examples/esbuild/build.mjs [FOLDER]`. The folder can be served from anywhere.
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const fromPackage = (file) => fileURLToPath(import.meta.resolve(`fuelbox/${file}`));
const folder = resolve(process.argv[2] ?? join(here, "dist"));

await build({
  // esbuild does not follow `new URL("./entry-web.js", import.meta.url)`: the worker is an entry of
  // that name beside the page's script.
  entryPoints: { main: join(here, "main.js"), "entry-web": fromPackage("worker/entry-web") },
  bundle: true,
  minify: true,
  format: "esm",
  // What the worker loads later becomes files of their own.
  splitting: true,
  outdir: folder,
});
for (const file of ["quickjs.wasm", "pyodide.asm.wasm", "python_stdlib.zip"]) {
  cpSync(fromPackage(`browser/${file}`), join(folder, "engines", file));
}
cpSync(join(here, "index.html"), join(folder, "index.html"));
