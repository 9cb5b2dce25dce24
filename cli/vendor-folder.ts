/** The folder that `fuelbox vendor` makes. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatManifest,
  manifestName,
  parseManifest,
  type VendoredPackage,
} from "../sandbox/packages/vendor-manifest.ts";
import { UsageError } from "./usage-error.ts";

/** What the folder lists; nothing when it has no list yet. Throws {@link UsageError} for a list that is damaged. */
export function readFolder(folder: string): readonly VendoredPackage[] {
  const path = join(folder, manifestName);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return [];
    throw new UsageError(`Cannot read "${path}"`);
  }
  try {
    return parseManifest(text).packages;
  } catch (error) {
    throw new UsageError(`Cannot use "${path}": ${error instanceof Error ? error.message : error}`);
  }
}

/** The names of the wheels that are there, sorted. */
export function wheelsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".whl"))
    .sort();
}

/**
 * Writes wheels, then the list, then removes the wheels that it no longer names: whoever opens the
 * folder meanwhile finds what its list says.
 */
export function writeFolder(
  folder: string,
  before: readonly VendoredPackage[],
  after: readonly VendoredPackage[],
  wheels: ReadonlyMap<string, Uint8Array>,
): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of wheels) replaceFile(join(folder, file), bytes);
  replaceFile(join(folder, manifestName), formatManifest(after));
  const kept = new Set(after.map(({ file }) => file));
  for (const { file } of before) if (!kept.has(file)) rmSync(join(folder, file), { force: true });
}

function replaceFile(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
