/** What `npm ci` needs to hold on every platform and in every year. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockEntry {
  readonly version?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const lock = read("package-lock.json") as { packages: Readonly<Record<string, LockEntry>> };
const manifest = read("package.json") as Record<
  "dependencies" | "devDependencies",
  Readonly<Record<string, string>>
>;

// npm drops an optional package it cannot fetch from the lockfile, and then `npm ci` refuses it.
test("the lockfile holds every platform's build of a native tool", () => {
  const missing = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)),
    ),
  );
  expect(missing).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const loose = [manifest.dependencies, manifest.devDependencies]
    .flatMap(Object.entries)
    .filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range));
  expect(loose).toEqual([]);
});

/** The packages that dependencies bring along, and the licences that ship. */
const brought = {
  "@types/emscripten": "MIT",
  argparse: "PSF-2.0",
  ws: "MIT",
  xmlchars: "MIT",
};
const shippedLicences: Readonly<Record<string, string>> = {
  ...brought,
  "@jmespath-community/jmespath": "MPL-2.0",
  "@noble/hashes": "MIT",
  comlink: "Apache-2.0",
  commander: "MIT",
  "js-yaml": "MIT",
  pyodide: "MPL-2.0",
  "quickjs-wasi": "MIT",
  re2js: "MIT",
  saxes: "ISC",
  "smol-toml": "BSD-3-Clause",
};

test("what users install runs no script and has the licences that are known", () => {
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== "" && entry.dev !== true,
  );
  const licences = shipped.map(([path, { license }]) => [
    path.replace("node_modules/", ""),
    license,
  ]);
  expect(Object.fromEntries(licences)).toEqual(shippedLicences);
  expect(Object.keys(shippedLicences).sort()).toEqual(
    [...Object.keys(brought), ...Object.keys(manifest.dependencies)].sort(),
  );
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});
