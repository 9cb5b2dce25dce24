/** Fetches engine assets over HTTP, and takes none that is not what it should be. */
import { checkAsset } from "../runtime/host.ts";
import type { AssetName, LoadAsset } from "../runtime/index.ts";

/** Where a page gets the assets from. By default they are beside the package's own files. */
export interface AssetLocations {
  /** The folder that has all of them under their own names, such as `"/fuelbox/"`. */
  readonly base?: string | URL;
  /** The URL of single ones, before `base`. */
  readonly urls?: Readonly<Partial<Record<AssetName, string | URL>>>;
}

/** Every asset. Literal, so that bundlers find the files. */
const packaged: Readonly<Record<AssetName, () => URL>> = {
  "pyodide.asm.wasm": () => new URL("../browser/pyodide.asm.wasm", import.meta.url),
  "python_stdlib.zip": () => new URL("../browser/python_stdlib.zip", import.meta.url),
  "quickjs.wasm": () => new URL("../browser/quickjs.wasm", import.meta.url),
};

/** The names of all assets. */
export const assetNames: readonly string[] = Object.keys(packaged);

/** Makes a loader. Each asset is fetched once, unless that failed. */
export function createAssetLoader(
  locations: AssetLocations = {},
  get: (url: URL) => Promise<Response> = (url) => fetch(url),
): LoadAsset {
  const loading = new Map<AssetName, Promise<Uint8Array<ArrayBuffer>>>();
  return async (name) => {
    const known = loading.get(name) ?? load(name, assetUrl(name, locations), get);
    loading.set(name, known);
    try {
      return await known;
    } catch (error) {
      loading.delete(name);
      throw error;
    }
  };
}

/** Where the asset is. Relative URLs are relative to the page. */
export function assetUrl(name: AssetName, { base, urls = {} }: AssetLocations): URL {
  const own = Object.hasOwn(urls, name) ? urls[name] : undefined;
  if (own !== undefined) return new URL(own, pageUrl());
  if (base === undefined) return packaged[name]();
  const folder = new URL(base, pageUrl());
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  return new URL(name, folder);
}

async function load(
  name: AssetName,
  url: URL,
  get: (url: URL) => Promise<Response>,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await get(url).catch((error: unknown) => {
    throw new Error(`Cannot load asset "${name}" from ${url.href}: ${String(error)}`);
  });
  if (!response.ok) {
    throw new Error(
      `Cannot load asset "${name}" from ${url.href}: server answered ${response.status}`,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  await checkAsset(name, bytes);
  return bytes;
}

function pageUrl(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href;
}
