/** Engine assets and where artifacts are cached in a page. */
import type { ArtifactCache, EngineHost } from "../runtime/index.ts";
import { createStoreCache } from "./artifact-store.ts";
import { type AssetLocations, createAssetLoader } from "./assets-web.ts";
import { createModuleShare } from "./module-share.ts";
import { openPageStore } from "./stores-web.ts";

export { type AssetLocations, assetNames } from "./assets-web.ts";

/** One for the page: what is prepared does not depend on where assets came from, as their bytes do not. */
let cache: ArtifactCache | undefined;
let compile: EngineHost["compile"];

/** Makes the host of engines. Assets are fetched by the page, because a worker's realm has no network. */
export function createEngineHost(locations?: AssetLocations): EngineHost {
  cache ??= createStoreCache({
    openStore,
    warn: (message) => console.warn(message),
  });
  compile ??= createModuleShare(cache);
  return { cache, compile, loadAsset: createAssetLoader(locations) };
}

/** Whether what is prepared is found again by the next page. */
export async function keepsArtifacts(): Promise<boolean> {
  return (await openStore().catch(() => undefined)) !== undefined;
}

let opening: ReturnType<typeof openPageStore> | undefined;

function openStore(): ReturnType<typeof openPageStore> {
  opening ??= openPageStore();
  return opening;
}
