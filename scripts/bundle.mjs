/** What the makers of bundles share: whether there is anything to do, one script from many, files replaced whole. */
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

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

/** The shell is loaded when one is first wanted, from a file beside the bundle. */
export const shellFile = join(dist, "runtime", "shell", "generated", "just-bash.js");
const besideShell = {
  name: "beside-shell",
  transform: (code) => code.replaceAll('"./generated/just-bash.js"', '"./just-bash.js"'),
};

/**
 * Makes `target` from the script `entry` of dist and everything that it imports. Returns the files
 * that went in.
 */
export async function bundle(target, entry, options) {
  const plugins = [besideShell, ...(options.plugins ?? [])];
  const build = await rolldown({ input: join(dist, entry), ...options, plugins });
  // Names stay, for whoever reads a stack trace.
  const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { output } = await build.generate({ format: "esm", codeSplitting: false, minify });
  await build.close();
  const [{ fileName, imports, dynamicImports, moduleIds, code }, ...others] = output;
  // What is imported lazily is in the file as well, and so the file names itself.
  const needed = new Set([...imports, ...dynamicImports]);
  const foreign = [...needed].filter((name) => name !== fileName && !isBuiltin(name));
  if (others.length + foreign.length > 0) {
    throw new Error(`Cannot bundle "${entry}": it needs more than one file: ${foreign}`);
  }
  replace(target, (path) => writeFileSync(path, code));
  return moduleIds;
}

/** Writes a file so that whoever reads it meanwhile sees the old one or the new one. */
export function replace(target, write) {
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}`);
  write(unfinished);
  renameSync(unfinished, target);
}
