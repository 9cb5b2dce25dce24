/** The files that engines are made of, each held to the bytes that this version was made for. */
import type { AssetName } from "./engine.ts";
import { hashOf } from "./hash.ts";

/** A file of a dependency. */
export interface PinnedAsset {
  /** By what it can be imported. */
  readonly module: string;
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: string;
  /** Its length. */
  readonly bytes: number;
}

/** Every asset. A test compares them with the dependencies that are installed. */
export const pinnedAssets: Readonly<Record<AssetName, PinnedAsset>> = {
  "pyodide.asm.wasm": {
    module: "pyodide/pyodide.asm.wasm",
    sha256: "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    bytes: 9_598_218,
  },
  "python_stdlib.zip": {
    module: "pyodide/python_stdlib.zip",
    sha256: "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    bytes: 2_545_637,
  },
  "quickjs.wasm": {
    module: "quickjs-wasi/quickjs.wasm",
    sha256: "d4c9375f2b1ca4dc95f72c8aa2982a7a9951ac8011490d79c6582df732b4bbd9",
    bytes: 637_405,
  },
};

/** Throws unless `bytes` are the asset of that name, to the last bit. */
export async function checkAsset(name: AssetName, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { module, sha256 } = pinnedAssets[name];
  const found = await hashOf(bytes);
  if (found === sha256) return;
  throw new Error(
    `Cannot use asset "${name}": its SHA-256 is ${found}, must be ${sha256} (the file "${module}" of this version of fuelbox)`,
  );
}
