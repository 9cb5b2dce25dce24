import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { AssetName } from "./engine.ts";
import { checkAsset, pinnedAssets } from "./pinned-assets.ts";

const names = Object.keys(pinnedAssets) as readonly AssetName[];

test.each(names)("checkAsset() takes %s as it is installed, and nothing near it", async (name) => {
  const url = new URL(import.meta.resolve(pinnedAssets[name].module));
  const bytes = new Uint8Array(await readFile(url));
  expect(bytes.length).toBe(pinnedAssets[name].bytes);
  await checkAsset(name, bytes);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await expect(checkAsset(name, bytes)).rejects.toThrow(
    new RegExp(`^Cannot use asset "${name}": its SHA-256 is [0-9a-f]{64}, must be [0-9a-f]{64} `),
  );
});
