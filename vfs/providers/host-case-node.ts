/** Whether a directory of the host tells names apart by case. */
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Looks the directory up by its name in other letters; without letters, by what the platform usually does. */
export function isCaseSensitive(path: string): boolean {
  const realPath = realpathSync(path);
  const name = basename(realPath);
  const swapped = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  if (swapped === name) return process.platform === "linux";
  const other = lstatSync(join(dirname(realPath), swapped), { throwIfNoEntry: false });
  const own = lstatSync(realPath);
  return other === undefined || other.dev !== own.dev || other.ino !== own.ino;
}
