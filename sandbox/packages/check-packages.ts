/** The option `packages`: which Python packages a sandbox is opened with. */
import { checkOptions, checkString, show } from "../check.ts";
import { isPackageName } from "./wheel-name.ts";

/** A folder made by `fuelbox vendor`. */
export interface VendorFolder {
  /** In Node a path or a `file:` URL, in a page a URL: of the folder, which holds `manifest.json`. */
  readonly from: string | URL;
  /** Which packages, with what they need. By default all. */
  readonly names?: readonly string[];
}

/**
 * A Python package: a wheel's bytes; where a wheel is, as a URL or as a text that ends with `.whl`
 * (in Node a path); the name of a package in the folder `vendor`; or a folder and names in it.
 */
export type PackageSource = Uint8Array | URL | string | VendorFolder;

/** Packages by how they are found. */
export interface PackagePlan {
  readonly wheels: readonly (Uint8Array<ArrayBuffer> | URL | string)[];
  readonly folders: readonly VendorFolder[];
}

/** Where names are looked for that come without a folder. */
export const defaultFolder = "vendor";

/** Checks the option. Throws TypeError or RangeError that names it. */
export function checkPackages(packages: unknown): PackagePlan {
  if (packages === undefined) return { wheels: [], folders: [] };
  const sources: readonly unknown[] = Array.isArray(packages) ? packages : [packages];
  const isList = Array.isArray(packages) || isFolder(packages);
  if (!isList) throw wrong("packages", packages);
  const wheels: PackagePlan["wheels"][number][] = [];
  const folders: VendorFolder[] = [];
  const names: string[] = [];
  sources.forEach((source, index) => {
    const name = Array.isArray(packages) ? `packages[${index}]` : "packages";
    if (source instanceof Uint8Array) wheels.push(new Uint8Array(source));
    else if (source instanceof URL) wheels.push(source);
    else if (typeof source === "string") {
      const text = checkString(source, name);
      if (text.endsWith(".whl")) wheels.push(text);
      else names.push(checkPackageName(text, name));
    } else if (isFolder(source)) folders.push(checkFolder(source, name));
    else throw wrong(name, source);
  });
  if (names.length > 0) folders.push({ from: defaultFolder, names });
  return { wheels, folders };
}

function checkFolder({ from, names, ...others }: VendorFolder, name: string): VendorFolder {
  checkOptions(others, `option "${name}"`, []);
  const place = from instanceof URL ? from : checkString(from, `${name}.from`);
  if (names === undefined) return { from: place };
  if (!Array.isArray(names)) {
    throw new TypeError(
      `Cannot use option "${name}.names": must be an array of strings, got ${show(names)}`,
    );
  }
  return { from: place, names: names.map((each) => checkPackageName(each, `${name}.names`)) };
}

function checkPackageName(value: unknown, option: string): string {
  const name = checkString(value, option);
  if (isPackageName(name)) return name;
  throw new RangeError(
    `Cannot use option "${option}": ${show(name)} is neither the name of a package nor a path that ends with ".whl"`,
  );
}

function isFolder(value: unknown): value is VendorFolder {
  return typeof value === "object" && value !== null && "from" in value;
}

function wrong(name: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot use option "${name}": must be wheels, names or { from, names }, got ${show(value)}`,
  );
}
