/** Opens a wheel: checks that it is one, that it is pure Python, and reads what it says about itself. */
import { pythonVersion } from "./marker.ts";
import { type Metadata, parseHeader, parseMetadata } from "./metadata.ts";
import { invalidPackage, nativePackage } from "./package-error.ts";
import { neededHere, type Requirement } from "./requirement.ts";
import { satisfies } from "./version.ts";
import { findModules } from "./wheel-modules.ts";
import { isPackageName, isPureTag, normalizeName, parseWheelName } from "./wheel-name.ts";
import { readZipDirectory, type ZipEntry } from "./zip-directory.ts";
import { readZipEntry } from "./zip-entry.ts";

/** A wheel that has been checked. */
export interface Wheel {
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it needs here, without extras. */
  readonly requires: readonly Requirement[];
  /** What can be imported, sorted. */
  readonly modules: readonly string[];
  readonly license: string | undefined;
  /** Paths in the wheel, sorted. */
  readonly licenseFiles: readonly string[];
}

/** The longest wheel, in bytes. */
export const maxWheelBytes: number = 64 * 2 ** 20;
const maxMetadataBytes = 2 ** 20;

/**
 * Opens a wheel, which may be hostile. `fileName` is what it is called, if it is a file; its tags
 * and version are then compared. Rejects with `SandboxError` PACKAGE_INVALID or PACKAGE_NATIVE.
 */
export async function openWheel(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string | undefined,
): Promise<Wheel> {
  const shown = fileName ?? "of the given bytes";
  try {
    return await readWheel(bytes, fileName, shown);
  } catch (error) {
    if (error instanceof RangeError) throw invalidPackage(shown, error.message, error);
    throw error;
  }
}

async function readWheel(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string | undefined,
  shown: string,
): Promise<Wheel> {
  const named = fileName === undefined ? undefined : parseWheelName(fileName);
  if (fileName !== undefined && named === undefined) {
    throw new RangeError("its name is none of a wheel, such as six-1.16.0-py2.py3-none-any.whl");
  }
  if (named?.isPure === false)
    throw nativePackage(shown, "its name is that of a wheel for one platform");
  if (bytes.length > maxWheelBytes)
    throw new RangeError(`it is larger than ${maxWheelBytes} bytes`);
  const entries = readZipDirectory(bytes);
  const native = entries.find(({ name }) => /\.(?:so|pyd|dll|dylib)(?:\.[\d.]+)?$/i.test(name));
  if (native !== undefined)
    throw nativePackage(shown, `it holds the native library "${native.name}"`);
  const info = findInfo(entries);
  const read = async (name: string): Promise<string> => {
    const entry = entries.find((each) => each.name === `${info}/${name}`);
    if (entry === undefined) throw new RangeError(`it has no "${info}/${name}"`);
    return new TextDecoder().decode(await readZipEntry(bytes, entry, maxMetadataBytes));
  };
  const tags = parseHeader(await read("WHEEL")).get("tag") ?? [];
  if (!tags.some(isPureTag)) throw nativePackage(shown, `it is built for "${tags.join(" ")}"`);
  const metadata = parseMetadata(await read("METADATA"));
  checkMetadata(metadata, named);
  const { name, version, requires, license } = metadata;
  return {
    name: normalizeName(name),
    version,
    sha256: await sha256Of(bytes),
    bytes,
    requires: neededHere(requires),
    modules: findModules(entries.map((entry) => entry.name)),
    license,
    licenseFiles: findLicenses(entries, info),
  };
}

/** The directory of the metadata; its name is not used for anything else. */
function findInfo(entries: readonly ZipEntry[]): string {
  const found = new Set(
    entries.flatMap(({ name }) => /^([^/]+\.dist-info)\/METADATA$/.exec(name)?.[1] ?? []),
  );
  const [info] = found;
  if (info === undefined || found.size > 1) {
    throw new RangeError("it must have one directory .dist-info with METADATA");
  }
  return info;
}

function checkMetadata(
  { name, version, requiresPython = "" }: Metadata,
  named: ReturnType<typeof parseWheelName>,
): void {
  if (!isPackageName(name)) throw new RangeError("its METADATA has no name of a package");
  if (!/^[\w.!+-]{1,100}$/.test(version)) throw new RangeError("its METADATA has no version");
  if (named !== undefined && named.name !== normalizeName(name)) {
    throw new RangeError(`its METADATA is that of "${name}"`);
  }
  if (!satisfies(pythonVersion, requiresPython)) {
    throw new RangeError(`it needs Python "${requiresPython}", this is ${pythonVersion}`);
  }
}

function findLicenses(entries: readonly ZipEntry[], info: string): readonly string[] {
  return entries
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${info}/`))
    .filter((name) => /(?:^|\/)(?:licen[cs]e|copying|notice|authors)[^/]*$/i.test(name))
    .sort();
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
