/** Engine assets and where artifacts are cached in Node. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
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
