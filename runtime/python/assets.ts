/** The two files that Python is made of, pinned by their hashes. */
import type { AssetName, LoadAsset } from "../engine.ts";

/** The files of pyodide 314.0.7 and their SHA-256. */
export const pythonAssets: Readonly<Record<"wasm" | "stdlib", PinnedAsset>> = {
  wasm: {
    name: "pyodide.asm.wasm",
    sha256: "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
  },
  stdlib: {
    name: "python_stdlib.zip",
    sha256: "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
  },
};

/** A file and what it must be. */
export interface PinnedAsset {
  readonly name: AssetName;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Loads a file. Throws when it is not the one that this version was made for. */
export async function loadPinned(
  loadAsset: LoadAsset,
  { name, sha256 }: PinnedAsset,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await loadAsset(name);
  if ((await hashOf(bytes)) !== sha256) {
    throw new Error(`Cannot prepare Python: asset "${name}" is not the one of pyodide 314.0.7`);
  }
  return bytes;
}

/** The SHA-256 of `bytes` in lower-case hexadecimal. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
