import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { type AssetLocations, assetUrl, createAssetLoader } from "./assets-web.ts";

const quickjs = await readFile(new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm")));

test.each<[AssetLocations, string | RegExp]>([
  [{}, /^file:.*\/browser\/quickjs\.wasm$/],
  [{ base: "https://cdn.test/a/" }, "https://cdn.test/a/quickjs.wasm"],
  [{ base: new URL("https://cdn.test/a?v=1") }, "https://cdn.test/a/quickjs.wasm"],
  [
    { base: "https://cdn.test/", urls: { "quickjs.wasm": "https://other.test/q.bin?x" } },
    "https://other.test/q.bin?x",
  ],
  [
    { base: "https://cdn.test/", urls: { "python_stdlib.zip": "https://other.test/p" } },
    "https://cdn.test/quickjs.wasm",
  ],
])("assetUrl() with %j is %s", (locations, expected) => {
  const { href } = assetUrl("quickjs.wasm", locations);
  if (typeof expected === "string") expect(href).toBe(expected);
  else expect(href).toMatch(expected);
});

test("createAssetLoader() fetches an asset once", async () => {
  const asked: string[] = [];
  const load = createAssetLoader({ base: "https://cdn.test/" }, async (url) => {
    asked.push(url.href);
    return new Response(quickjs);
  });
  const [first, second] = await Promise.all([load("quickjs.wasm"), load("quickjs.wasm")]);
  expect(first).toEqual(new Uint8Array(quickjs));
  expect(second).toBe(first);
  expect(asked).toEqual(["https://cdn.test/quickjs.wasm"]);
});

test.each<[string, () => Promise<Response>, string]>([
  ["is not there", async () => new Response("", { status: 404 }), "server answered 404"],
  ["is another file", async () => new Response("<html>"), "its SHA-256 is"],
  [
    "cannot be reached",
    async () => {
      throw new TypeError("Failed to fetch");
    },
    "Failed to fetch",
  ],
])("createAssetLoader() refuses an asset that %s, and asks again later", async (_n, bad, why) => {
  let isBad = true;
  const load = createAssetLoader({ base: "https://cdn.test/" }, () =>
    isBad ? bad() : Promise.resolve(new Response(quickjs)),
  );
  await expect(load("quickjs.wasm")).rejects.toThrow(/^Cannot .* asset "quickjs.wasm"/);
  await expect(load("quickjs.wasm")).rejects.toThrow(why);
  isBad = false;
  expect((await load("quickjs.wasm")).length).toBe(quickjs.length);
});

test("createAssetLoader() tells all who wait how much has come", async () => {
  const load = createAssetLoader({ base: "https://cdn.test/" }, async () => new Response(quickjs));
  const heard: [number, number][][] = [[], []];
  await Promise.all(
    heard.map((told) => load("quickjs.wasm", (loaded, total) => told.push([loaded, total]))),
  );
  for (const told of heard) {
    expect(told[0]).toEqual([0, quickjs.length]);
    expect(told.at(-1)).toEqual([quickjs.length, quickjs.length]);
  }
});

test("createAssetLoader() reads no more of an asset than it is long", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(++pulled && 100_000)),
  });
  const load = createAssetLoader({ base: "https://cdn.test/" }, async () => new Response(endless));
  await expect(load("quickjs.wasm")).rejects.toThrow(
    /^Cannot load asset "quickjs.wasm" from .*: it is longer than 637405 bytes, which it must have$/,
  );
  expect(pulled).toBeLessThan(10);
});
