/** Fetches engine assets over HTTP, and takes none that is not what it should be. */
import { checkAsset, pinnedAssets } from "../runtime/host.ts";
import type { AssetName, LoadAsset, OnLoaded } from "../runtime/index.ts";
import { readBody } from "./asset-body.ts";

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

/** An asset that is being fetched, or has been. */
interface Loading {
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
  readonly listeners: Set<OnLoaded>;
}

/** Makes a loader. Each asset is fetched once, unless that failed. */
export function createAssetLoader(
  locations: AssetLocations = {},
  get: (url: URL) => Promise<Response> = (url) => fetch(url),
): LoadAsset {
  const known = new Map<AssetName, Loading>();
  const start = (name: AssetName): Loading => {
    const listeners = new Set<OnLoaded>();
    const tell: OnLoaded = (loaded, total) => {
      for (const listener of listeners) listener(loaded, total);
    };
    return { bytes: load(name, assetUrl(name, locations), get, tell), listeners };
  };
  return async (name, onLoaded) => {
    const loading = known.get(name) ?? start(name);
    known.set(name, loading);
    if (onLoaded !== undefined) loading.listeners.add(onLoaded);
    try {
      return await loading.bytes;
    } catch (error) {
      known.delete(name);
      throw error;
    } finally {
      if (onLoaded !== undefined) loading.listeners.delete(onLoaded);
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
  onLoaded: OnLoaded,
): Promise<Uint8Array<ArrayBuffer>> {
  const fail = (reason: unknown): never => {
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`Cannot load asset "${name}" from ${url.href}: ${why}`);
  };
  const response = await get(url).catch(fail);
  if (!response.ok) fail(`server answered ${response.status}`);
  const bytes = await readBody(response, pinnedAssets[name].bytes, onLoaded).catch(fail);
  await checkAsset(name, bytes);
  return bytes;
}

function pageUrl(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href;
}
