/**
 * Makes `runtime/shell/generated/`: the interpreter just-bash, rewritten so that it runs without
 * waiting and pays for what it does. See scripts/shell/ for how.
 *
 *   just-bash.js     the interpreter
 *   just-bash.d.ts   its door
 *   packages.json    the packages whose code is in it, for the licences
 *   licenses.txt     their licences
 *
 * Does nothing when nothing has changed.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "acorn";
import { rolldown } from "rolldown";
import { dist, replace, root } from "./bundle.mjs";
import { licenses, packageFolders } from "./licenses.mjs";
import { createFactory } from "./shell/factory.mjs";

const makers = join(root, "scripts", "shell");
const target = join(root, "runtime", "shell", "generated");
const list = join(target, "packages.json");
const types = `/** The interpreter, as scripts/build-shell.mjs has rewritten it. */
import type { Interpreter, InterpreterHost } from "../interpreter.ts";
export declare function createInterpreter(host: InterpreterHost): Interpreter;
`;

if (isStale()) {
  mkdirSync(target, { recursive: true });
  const { code, files } = await bundleInterpreter();
  const script = createFactory(code);
  parse(script, { ecmaVersion: 2023, sourceType: "module" });
  replace(join(target, "just-bash.js"), (path) => writeFileSync(path, script));
  replace(join(target, "just-bash.d.ts"), (path) => writeFileSync(path, types));
  const packages = packageFolders(files);
  replace(join(target, "licenses.txt"), (path) => writeFileSync(path, licenses(packages)));
  const folders = packages.map((folder) => relative(root, folder));
  replace(list, (path) => writeFileSync(path, `${JSON.stringify(folders, null, 2)}\n`));
}

// The compiler leaves scripts where they are.
const copies = join(dist, "runtime", "shell", "generated");
mkdirSync(copies, { recursive: true });
for (const name of ["just-bash.js", "licenses.txt"]) copyIfNewer(name);

/** A new copy makes whatever is bundled of it stale. */
function copyIfNewer(name) {
  const from = join(target, name);
  const to = join(copies, name);
  if (existsSync(to) && statSync(to).mtimeMs >= statSync(from).mtimeMs) return;
  replace(to, (path) => copyFileSync(from, path));
}

/** The interpreter with what it imports, but for what browsers or we have not. */
async function bundleInterpreter() {
  const build = await rolldown({
    input: join(root, "node_modules/just-bash/dist/bundle/browser.js"),
    platform: "neutral",
    resolve: {
      mainFields: ["module", "main"],
      conditionNames: ["import", "default"],
      alias: { "node:zlib": join(makers, "zlib.mjs"), turndown: join(makers, "turndown.mjs") },
    },
  });
  const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { output } = await build.generate({ format: "esm", codeSplitting: false, minify });
  await build.close();
  const [{ code, moduleIds, imports }, ...others] = output;
  if (others.length + imports.length > 0) {
    throw new Error(`Cannot bundle the interpreter: it needs more than one file: ${imports}`);
  }
  return { code, files: moduleIds };
}

function isStale() {
  const made = ["just-bash.js", "just-bash.d.ts", "packages.json"].map((name) =>
    join(target, name),
  );
  if (!made.every((path) => existsSync(path))) return true;
  const inputs = [
    ...readdirSync(makers).map((name) => join(makers, name)),
    ...["scripts/build-shell.mjs", "scripts/bundle.mjs", "package.json"].map((file) =>
      join(root, file),
    ),
  ];
  return inputs.some((path) => statSync(path).mtimeMs > statSync(list).mtimeMs);
}
