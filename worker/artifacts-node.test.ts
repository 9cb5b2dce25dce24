import { expect, test } from "vitest";
import { cacheDirectory, createEngineHost, keepsArtifacts } from "./artifacts-node.ts";

test("loadAsset() reads QuickJS, once", async () => {
  const { loadAsset } = createEngineHost();
  const wasm = await loadAsset("quickjs.wasm");
  expect(WebAssembly.validate(wasm)).toBe(true);
  expect(await loadAsset("quickjs.wasm")).toBe(wasm);
});

test.each([
  [{ FUELBOX_CACHE: "/x/y", XDG_CACHE_HOME: "/z" }, /^\/x\/y$/],
  [{ FUELBOX_CACHE: "", XDG_CACHE_HOME: "/z" }, /^\/z\/fuelbox$/],
  [{ XDG_CACHE_HOME: "" }, /\/\.cache\/fuelbox$/],
  [{}, /\/\.cache\/fuelbox$/],
])("cacheDirectory() of %j is %s", (env, expected) => {
  expect(cacheDirectory(env)).toMatch(expected);
});

test.each([
  ["/tmp", true],
  ["/tmp/not-there/nor-there", true],
  ["/proc/self/status/not-there", false],
])("keepsArtifacts() in %s is %s", async (directory, expected) => {
  expect(await keepsArtifacts(directory)).toBe(expected);
});
