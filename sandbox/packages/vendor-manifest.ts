/** The list of a vendor folder: which packages it holds, and what is known of them. */
import { isPackageName, parseWheelName } from "./wheel-name.ts";

/** One package of a vendor folder. */
export interface VendoredPackage {
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  /** The wheel's name in the folder. */
  readonly file: string;
  /** Of the wheel, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The packages that it needs, normalized and sorted. */
  readonly requires: readonly string[];
  /** What can be imported, sorted. */
  readonly modules: readonly string[];
  /** What the first import of all modules costs, with what they import: fuel beyond that of an empty program. */
  readonly importFuel: number;
  readonly license: string | null;
  /** Where the texts of the licence are in the wheel. */
  readonly licenseFiles: readonly string[];
}

/** What a vendor folder's `manifest.json` says. */
export interface VendorManifest {
  readonly format: 1;
  /** Sorted by name. */
  readonly packages: readonly VendoredPackage[];
}

/** The name of the list in its folder. */
export const manifestName = "manifest.json";

/** The text of a manifest: the same for the same packages. */
export function formatManifest(packages: readonly VendoredPackage[]): string {
  const sorted = [...packages].sort((one, other) => (one.name < other.name ? -1 : 1));
  const manifest: VendorManifest = { format: 1, packages: sorted };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Reads a manifest. Throws RangeError that says what is wrong with it. */
export function parseManifest(text: string): VendorManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError("it is no JSON");
  }
  if (!isRecord(value) || value["format"] !== 1 || !Array.isArray(value["packages"])) {
    throw new RangeError('it has no "format" 1 and "packages"');
  }
  const packages = value["packages"].map(readPackage);
  const names = packages.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new RangeError(`it lists "${twice}" twice`);
  return { format: 1, packages };
}

function readPackage(value: unknown): VendoredPackage {
  if (!isRecord(value)) throw new RangeError("it lists something that is no package");
  const { name, version, file, sha256, requires, modules, importFuel, license, licenseFiles } =
    value;
  if (typeof name !== "string" || !isPackageName(name)) {
    throw new RangeError("it lists a package without a name");
  }
  const isWhole =
    typeof version === "string" &&
    typeof file === "string" &&
    parseWheelName(file)?.name === name &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    isTexts(requires) &&
    isTexts(modules) &&
    isTexts(licenseFiles) &&
    Number.isSafeInteger(importFuel) &&
    (license === null || typeof license === "string");
  if (!isWhole) throw new RangeError(`its entry for "${name}" is incomplete`);
  return {
    name,
    version,
    file,
    sha256,
    requires,
    modules,
    importFuel: Number(importFuel),
    license,
    licenseFiles,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
