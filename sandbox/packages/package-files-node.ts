/** Reads packages from the host's files. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadPackageFile } from "./load-packages.ts";

/** Reads by path or by `file:` URL. */
export const readPackageFile: ReadPackageFile = async (from, name) => {
  const path = from instanceof URL ? fileURLToPath(from) : from;
  return new Uint8Array(await readFile(name === undefined ? path : join(path, name)));
};
