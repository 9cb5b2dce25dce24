/** Gets the packages that a sandbox is opened with, each checked. */
import type { PackagePlan, VendorFolder } from "./check-packages.ts";
import { invalidPackage, missingPackage } from "./package-error.ts";
import { manifestName, parseManifest, type VendoredPackage } from "./vendor-manifest.ts";
import { openWheel, type Wheel } from "./wheel.ts";
import { normalizeName } from "./wheel-name.ts";

/**
 * Reads a file that the host programmer has named, or the file `name` in the folder that is named.
 * Rejects when it is not there.
 */
export type ReadPackageFile = (
  from: string | URL,
  name?: string,
) => Promise<Uint8Array<ArrayBuffer>>;

/** Loads the packages of a plan, sorted by name. Rejects with `SandboxError` PACKAGE_INVALID, PACKAGE_NATIVE or PACKAGE_MISSING. */
export async function loadPackages(
  { wheels, folders }: PackagePlan,
  read: ReadPackageFile,
): Promise<readonly Wheel[]> {
  const loaded = await Promise.all([
    ...wheels.map(async (source) => [await loadWheel(source, read)]),
    ...folders.map((folder) => loadFolder(folder, read)),
  ]);
  const byName = new Map<string, Wheel>();
  for (const wheel of loaded.flat()) {
    const other = byName.get(wheel.name);
    if (other !== undefined && other.sha256 !== wheel.sha256) {
      throw invalidPackage(
        wheel.name,
        `it is given twice, as ${other.version} and ${wheel.version}`,
      );
    }
    byName.set(wheel.name, wheel);
  }
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function loadWheel(
  source: Uint8Array<ArrayBuffer> | URL | string,
  read: ReadPackageFile,
): Promise<Wheel> {
  if (source instanceof Uint8Array) return openWheel(source, undefined);
  const path = source instanceof URL ? decodeURIComponent(source.pathname) : source;
  const fileName = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return openWheel(await reading(fileName, read(source)), fileName);
}

async function loadFolder(
  { from, names }: VendorFolder,
  read: ReadPackageFile,
): Promise<readonly Wheel[]> {
  const wanted = names ?? [];
  if (names?.length === 0) return [];
  const text = await read(from, manifestName).catch((error: unknown) => {
    const reason = `the folder has no ${manifestName}, make it with fuelbox vendor`;
    throw missingPackage(wanted[0] ?? "*", reason, error);
  });
  const listed = new Map(readManifest(text).map((each) => [each.name, each]));
  const chosen = names === undefined ? [...listed.values()] : withNeeded(wanted, listed);
  return Promise.all(chosen.map((each) => loadListed(each, from, read)));
}

function readManifest(bytes: Uint8Array): readonly VendoredPackage[] {
  try {
    return parseManifest(new TextDecoder().decode(bytes)).packages;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidPackage(manifestName, error.message, error);
  }
}

/** The named packages and all that they need. */
function withNeeded(
  names: readonly string[],
  listed: ReadonlyMap<string, VendoredPackage>,
): readonly VendoredPackage[] {
  const chosen = new Map<string, VendoredPackage>();
  const waiting = names.map((name) => ({ name: normalizeName(name), by: "" }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (chosen.has(next.name)) continue;
    const found = listed.get(next.name);
    if (found === undefined) {
      const needed = next.by === "" ? "" : `, which "${next.by}" needs`;
      const add = `add it with fuelbox vendor ${next.name}`;
      throw missingPackage(next.name, `it is not in the vendor folder${needed}, ${add}`);
    }
    chosen.set(found.name, found);
    waiting.push(...found.requires.map((name) => ({ name: normalizeName(name), by: found.name })));
  }
  return [...chosen.values()];
}

async function loadListed(
  { file, sha256 }: VendoredPackage,
  from: string | URL,
  read: ReadPackageFile,
): Promise<Wheel> {
  const wheel = await openWheel(await reading(file, read(from, file)), file);
  if (wheel.sha256 === sha256) return wheel;
  throw invalidPackage(file, `its SHA-256 is ${wheel.sha256}, must be ${sha256} by the manifest`);
}

async function reading(
  file: string,
  bytes: Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await bytes;
  } catch (error) {
    throw missingPackage(file, "the file cannot be read", error);
  }
}
