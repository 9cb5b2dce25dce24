/** Fetches packages for a page. */
import type { ReadPackageFile } from "./load-packages.ts";

/** Fetches by URL; a text is one relative to the page. */
export const fetchPackageFile: ReadPackageFile = async (from, name) => {
  const base = new URL(from, globalThis.location.href);
  if (name !== undefined && !base.pathname.endsWith("/")) base.pathname += "/";
  const response = await fetch(name === undefined ? base : new URL(name, base));
  if (!response.ok)
    throw new Error(`Cannot fetch "${base.href}": server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};
