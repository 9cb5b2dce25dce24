import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { readPackageFile } from "./package-files-node.ts";
import { fetchPackageFile } from "./package-files-web.ts";

afterEach(() => vi.unstubAllGlobals());

test("readPackageFile() reads by path and by URL", async () => {
  const folder = mkdtempSync(join(tmpdir(), "package-files-"));
  const path = join(folder, "a b.whl");
  writeFileSync(path, Uint8Array.of(1, 2));
  for (const [from, name] of [
    [path],
    [pathToFileURL(path)],
    [folder, "a b.whl"],
    [pathToFileURL(folder), "a b.whl"],
  ] as const) {
    expect(await readPackageFile(from, name)).toEqual(Uint8Array.of(1, 2));
  }
  await expect(readPackageFile(folder, "none")).rejects.toThrow("ENOENT");
  rmSync(folder, { recursive: true });
});

test.each<[string | URL, string | undefined, string]>([
  ["x.whl", undefined, "https://page.test/dir/x.whl"],
  ["/x.whl", undefined, "https://page.test/x.whl"],
  [new URL("https://other.test/x.whl"), undefined, "https://other.test/x.whl"],
  ["vendor", "manifest.json", "https://page.test/dir/vendor/manifest.json"],
  ["vendor/", "manifest.json", "https://page.test/dir/vendor/manifest.json"],
  [new URL("https://other.test/v"), "x.whl", "https://other.test/v/x.whl"],
])("fetchPackageFile() fetches %s %s from %s", async (from, name, expected) => {
  vi.stubGlobal("location", { href: "https://page.test/dir/index.html" });
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (url: URL) => {
    fetched.push(url.href);
    return new Response(Uint8Array.of(3));
  });
  expect(await fetchPackageFile(from, name)).toEqual(Uint8Array.of(3));
  expect(fetched).toEqual([expected]);
});

test("fetchPackageFile() rejects what the server does not have", async () => {
  vi.stubGlobal("location", { href: "https://page.test/" });
  vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
  await expect(fetchPackageFile("x.whl")).rejects.toThrow(
    'Cannot fetch "https://page.test/x.whl": server answered 404',
  );
});
