import { expect, test } from "vitest";
import { createMemoryCache } from "../../../test/support/run-javascript.ts";
import { testHost } from "../../../test/support/run-python.ts";
import { loadProfiledModule } from "./profiled-module.ts";

test("loadProfiledModule() makes a module that asks its host, and finds it in the cache then", async () => {
  const { entries, ...cache } = createMemoryCache();
  const steps: (string | undefined)[] = [];
  const failing = { ...cache, get: () => Promise.reject(new Error("The disk is gone")) };
  const made = await loadProfiledModule({
    loadAsset: testHost.loadAsset,
    cache: failing,
    onProgress: (step) => void steps.push(step),
  });
  expect(made.meta.exports).toMatchObject({ soft: "__fuel_soft", slow: "__fuel_slow" });
  expect(steps).toEqual(["Preparing to profile Python, once", undefined]);
  expect([...entries.keys()].map((key) => key.replace(/^python-[0-9a-f]+/, "")).sort()).toEqual([
    "-profile-loop",
    "-profile-loop-module",
  ]);
  const loadAsset = (): never => {
    throw new Error("There is nothing to load");
  };
  const found = await loadProfiledModule({ loadAsset, cache });
  expect(found.meta).toEqual(made.meta);
  expect(found.imports).toEqual(made.imports);
  const [name = ""] = [...entries.keys()].filter((key) => key.endsWith("-loop"));
  entries.delete(name);
  await expect(loadProfiledModule({ loadAsset, cache })).rejects.toThrow("nothing to load");
});
