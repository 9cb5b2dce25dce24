/** Engine assets and where artifacts are cached in Node. */
import { access, constants, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { checkAsset, pinnedAssets } from "../runtime/host.ts";
import type { AssetName, EngineHost } from "../runtime/index.ts";
import { createDiskCache } from "./disk-cache-node.ts";
import { createModuleShare } from "./module-share.ts";

/** Makes the host of engines. Assets are read once. */
export function createEngineHost(): EngineHost {
  const assets = new Map<AssetName, Promise<Uint8Array<ArrayBuffer>>>();
  const cache = createDiskCache({ directory: cacheDirectory(process.env) });
  return {
    cache,
    compile: createModuleShare(cache),
    loadAsset(name): Promise<Uint8Array<ArrayBuffer>> {
      const known = assets.get(name) ?? loadModuleFile(name);
      assets.set(name, known);
      return known;
    },
  };
}

/** Whether what is prepared is found again by the next process. */
export async function keepsArtifacts(
  directory: string = cacheDirectory(process.env),
): Promise<boolean> {
  for (let path = resolve(directory); ; path = dirname(path)) {
    const canWrite = await access(path, constants.W_OK).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? undefined : false),
    );
    if (canWrite !== undefined) return canWrite;
    if (path === dirname(path)) return false;
  }
}

/** Where the environment wants artifacts: `$FUELBOX_CACHE`, else `$XDG_CACHE_HOME/fuelbox`, else `~/.cache/fuelbox`. */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const { FUELBOX_CACHE: own, XDG_CACHE_HOME: shared } = env;
  return own || join(shared || join(homedir(), ".cache"), "fuelbox");
}

async function loadModuleFile(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const path = createRequire(import.meta.url).resolve(pinnedAssets[name].module);
  const bytes = new Uint8Array(await readFile(path));
  await checkAsset(name, bytes);
  return bytes;
}
