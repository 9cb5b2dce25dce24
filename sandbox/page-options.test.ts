import { expect, test } from "vitest";
import { checkPageOptions } from "./page-options.ts";

test("checkPageOptions() takes what every sandbox takes, and what pages need", () => {
  const worker = (): Worker => {
    throw new Error("not here");
  };
  const assets = { base: "/a", urls: { "quickjs.wasm": new URL("https://cdn.test/q") } };
  const checked = checkPageOptions({ env: { A: "1" }, assets, worker });
  expect(checked).toMatchObject({ sandbox: { env: { A: "1" } }, assets, createWorker: worker });
  expect(checkPageOptions({})).toMatchObject({ assets: undefined, createWorker: undefined });
});

test.each<[unknown, string]>([
  [null, "must be an object, got null"],
  [{ worker: "entry.js" }, 'option "worker": must be a function, got "entry.js"'],
  [{ assets: { bas: "" } }, 'assets: unknown option "bas"'],
  [{ assets: { base: 1 } }, 'option "assets.base": must be a URL, got 1'],
  [{ assets: { base: "https://" } }, 'option "assets.base": "https://" is no URL'],
  [{ assets: { urls: { "x.wasm": "/x" } } }, 'assets.urls: unknown option "x.wasm"'],
  [{ assets: { urls: { "quickjs.wasm": {} } } }, 'option "assets.urls["quickjs.wasm"]"'],
  [{ mount: [] }, 'unknown option "mount"'],
])("checkPageOptions() refuses %j", (options, message) => {
  expect(() => checkPageOptions(options as never)).toThrow(message);
  expect(() => checkPageOptions(options as never)).toThrow(TypeError);
});
