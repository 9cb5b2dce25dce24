import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  greeter,
  type MadeWheel,
  makeWheel,
  native,
  party,
} from "../../test/support/tiny-wheels.ts";
import { checkPackages } from "./check-packages.ts";
import { loadPackages, type ReadPackageFile } from "./load-packages.ts";
import { formatManifest, parseManifest, type VendoredPackage } from "./vendor-manifest.ts";

const entry = (
  name: string,
  { bytes, file }: MadeWheel,
  requires: readonly string[] = [],
): VendoredPackage => ({
  name,
  version: "1.0",
  file,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  requires,
  modules: [],
  importFuel: 1,
  license: null,
  licenseFiles: [],
});
const listed = [entry("tiny-party", party, ["tiny-greeter"]), entry("tiny-greeter", greeter)];

/** Reads from a folder of files by their names; `/` stands for the folder. */
function reader(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>,
): ReadPackageFile {
  return async (from, name) => {
    const content = files[name === undefined ? String(from) : `${from}/${name}`];
    if (content === undefined) throw new Error("ENOENT");
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
}

const folder = reader({
  "vendor/manifest.json": formatManifest(listed),
  [`vendor/${greeter.file}`]: greeter.bytes,
  [`vendor/${party.file}`]: party.bytes,
});

async function namesOf(packages: unknown, read = folder): Promise<readonly string[]> {
  return (await loadPackages(checkPackages(packages), read)).map(({ name }) => name);
}

test.each([
  [undefined, []],
  [[], []],
  [["Tiny_Party"], ["tiny-greeter", "tiny-party"]],
  [["tiny-greeter"], ["tiny-greeter"]],
  [{ from: "vendor" }, ["tiny-greeter", "tiny-party"]],
  [{ from: "vendor", names: [] }, []],
  [{ from: "vendor", names: ["tiny.greeter"] }, ["tiny-greeter"]],
  [[greeter.bytes], ["tiny-greeter"]],
  [
    [greeter.bytes, "tiny-party", { from: "vendor" }],
    ["tiny-greeter", "tiny-party"],
  ],
  [[`vendor/${party.file}`], ["tiny-party"]],
])("loadPackages() finds %#", async (packages, names) => {
  expect(await namesOf(packages)).toEqual(names);
});

test("loadPackages() reads wheels by URL", async () => {
  const url = new URL(`https://example.org/wheels/${greeter.file.replace("-", "%2D")}`);
  expect(await namesOf([url], reader({ [url.href]: greeter.bytes }))).toEqual(["tiny-greeter"]);
});

test.each([
  [
    ["numpy"],
    folder,
    "PACKAGE_MISSING",
    'Cannot find package "numpy": it is not in the vendor folder, add it with fuelbox vendor numpy',
  ],
  [["attrs"], reader({}), "PACKAGE_MISSING", "has no manifest.json, make it with fuelbox vendor"],
  [{ from: "x" }, reader({}), "PACKAGE_MISSING", 'Cannot find package "*": '],
  [["a-1.0-py3-none-any.whl"], reader({}), "PACKAGE_MISSING", "the file cannot be read"],
  [
    ["tiny-party"],
    reader({ "vendor/manifest.json": formatManifest(listed.slice(0, 1)) }),
    "PACKAGE_MISSING",
    'Cannot find package "tiny-greeter": it is not in the vendor folder, which "tiny-party" needs',
  ],
  [
    ["tiny-greeter"],
    reader({ "vendor/manifest.json": formatManifest(listed) }),
    "PACKAGE_MISSING",
    "the file cannot be read",
  ],
  [
    ["tiny-greeter"],
    reader({
      "vendor/manifest.json": formatManifest(listed),
      [`vendor/${greeter.file}`]: makeWheel({ name: "tiny-greeter", version: "1.2.0", files: {} })
        .bytes,
    }),
    "PACKAGE_INVALID",
    "by the manifest",
  ],
  [
    ["attrs"],
    reader({ "vendor/manifest.json": "{" }),
    "PACKAGE_INVALID",
    'Cannot use package "manifest.json": it is no JSON',
  ],
  [[native.bytes], folder, "PACKAGE_NATIVE", "native library"],
  [
    [greeter.bytes, makeWheel({ name: "tiny.greeter", version: "2.0", files: {} }).bytes],
    folder,
    "PACKAGE_INVALID",
    'Cannot use package "tiny-greeter": it is given twice, as 1.2.0 and 2.0',
  ],
])("loadPackages() refuses %#", async (packages, read, code, message) => {
  const loading = namesOf(packages, read);
  await expect(loading).rejects.toMatchObject({ code });
  await expect(loading).rejects.toThrow(message);
});

test("loadPackages() does not go in circles", async () => {
  const wheels = [
    makeWheel({ name: "a", files: {} }),
    makeWheel({ name: "b", files: {} }),
  ] as const;
  const manifest = formatManifest([entry("a", wheels[0], ["b"]), entry("b", wheels[1], ["a"])]);
  const files = { "vendor/manifest.json": manifest };
  const all = {
    ...files,
    ...Object.fromEntries(wheels.map(({ bytes, file }) => [`vendor/${file}`, bytes])),
  };
  expect(await namesOf(["a"], reader(all))).toEqual(["a", "b"]);
});

test.each([
  ["attrs", TypeError, '"packages": must be wheels, names or { from, names }, got "attrs"'],
  [[1], TypeError, '"packages[0]": must be wheels, names or { from, names }, got 1'],
  [[null], TypeError, "got null"],
  [
    ["../x"],
    RangeError,
    '"packages[0]": "../x" is neither the name of a package nor a path that ends with ".whl"',
  ],
  [["a\0.whl"], RangeError, "must not contain NUL"],
  [{ from: 1 }, TypeError, '"packages.from": must be a string, got 1'],
  [{ from: "v", name: "x" }, TypeError, 'option "packages": unknown option "name"'],
  [{ from: "v", names: "x" }, TypeError, '"packages.names": must be an array of strings, got "x"'],
  [{ from: "v", names: ["-"] }, RangeError, '"packages.names": "-" is neither'],
])("checkPackages() refuses %j", (packages, type, message) => {
  const check = (): unknown => checkPackages(packages);
  expect(check).toThrow(type);
  expect(check).toThrow(message);
});

test("checkPackages() copies bytes", () => {
  const bytes = Uint8Array.of(1, 2);
  const { wheels } = checkPackages([bytes]);
  bytes.fill(0);
  expect(wheels).toEqual([Uint8Array.of(1, 2)]);
});

test("formatManifest() sorts, and parseManifest() gives back what it took", () => {
  const text = formatManifest(listed);
  expect(text).toBe(formatManifest(listed.toReversed()));
  expect(parseManifest(text).packages).toEqual(listed.toReversed());
});

test.each([
  ["[]", 'it has no "format" 1 and "packages"'],
  ['{"format": 2, "packages": []}', 'it has no "format" 1'],
  ['{"format": 1, "packages": [1]}', "it lists something that is no package"],
  ['{"format": 1, "packages": [{"name": "/x"}]}', "it lists a package without a name"],
  ['{"format": 1, "packages": [{"name": "x"}]}', 'its entry for "x" is incomplete'],
  [
    formatManifest(listed).replace(party.file, "../x.whl"),
    'its entry for "tiny-party" is incomplete',
  ],
  [formatManifest([...listed, ...listed]), 'it lists "tiny-greeter" twice'],
])("parseManifest() refuses %#", (text, message) => {
  expect(() => parseManifest(text)).toThrow(message);
});
