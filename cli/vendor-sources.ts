/** Finds the wheels that `fuelbox vendor` is asked for, among files of the host. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parseRequirement, type Requirement } from "../sandbox/packages/requirement.ts";
import { parseWheelName } from "../sandbox/packages/wheel-name.ts";
import { UsageError } from "./usage-error.ts";

/** A file that is named like a wheel. */
export interface WheelFile {
  readonly path: string;
  readonly file: string;
  /** Normalized. */
  readonly name: string;
  readonly version: string;
}

/** What is asked for: these files, and something that meets each of the requirements. */
export interface VendorSources {
  readonly files: readonly WheelFile[];
  readonly requirements: readonly Requirement[];
}

/** Tells wheels, directories and names apart. Throws {@link UsageError} for what is none of them. */
export function readSources(sources: readonly string[]): VendorSources {
  const files: WheelFile[] = [];
  const requirements: Requirement[] = [];
  for (const source of sources) {
    if (source.endsWith(".whl")) files.push(wheelFile(source));
    else if (isDirectory(source)) files.push(...listWheels(source));
    else requirements.push(readRequirement(source));
  }
  return { files, requirements };
}

/** The wheels of a directory by the names of their files, sorted. Throws {@link UsageError} when it cannot be read. */
export function listWheels(directory: string): readonly WheelFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    throw new UsageError(`Cannot read the directory "${directory}": it must hold wheels`);
  }
  return names
    .filter((name) => name.endsWith(".whl"))
    .sort()
    .map((name) => wheelFile(join(directory, name)));
}

/** The bytes of a wheel. Throws {@link UsageError} when it cannot be read. */
export function readWheelFile({ path }: WheelFile): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new UsageError(`Cannot read the wheel "${path}"`);
  }
}

function wheelFile(path: string): WheelFile {
  const file = basename(path);
  const named = parseWheelName(file);
  if (named === undefined) {
    throw new UsageError(
      `Cannot take "${path}": its name must be that of a wheel, such as six-1.16.0-py2.py3-none-any.whl`,
    );
  }
  return { path, file, name: named.name, version: named.version };
}

function readRequirement(text: string): Requirement {
  const requirement = parseRequirement(text);
  if (requirement !== undefined && requirement.marker === "") return requirement;
  throw new UsageError(`Cannot find "${text}": name a package, a wheel or a directory of wheels`);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
