/** `fuelbox vendor`: from wheels of the host to a folder that sandboxes take packages from. */
import { join } from "node:path";
import type { VendoredPackage } from "../sandbox/packages/vendor-manifest.ts";
import { openWheel, type Wheel } from "../sandbox/packages/wheel.ts";
import type { CommandIo } from "./command-io.ts";
import { type ChosenWheel, chooseWheels } from "./vendor-choice.ts";
import type { VendorCommand } from "./vendor-command.ts";
import { readFolder, wheelsIn, writeFolder } from "./vendor-folder.ts";
import { type ImportSurroundings, importPackage, withNeeded } from "./vendor-import.ts";
import { listWheels, readSources, readWheelFile } from "./vendor-sources.ts";

/** Something is wrong with a package. */
const failedCode = 1;

type VendorIo = Pick<CommandIo, "stdout" | "stderr" | "onInterrupt" | "openSandbox">;

/** Fills the folder, or checks it, and answers with the exit code: 1 when a package is not fit. */
export async function vendor(options: VendorCommand, io: VendorIo): Promise<number> {
  const cancel = new AbortController();
  const stopListening = io.onInterrupt(() => cancel.abort());
  const surroundings: ImportSurroundings = {
    openSandbox: io.openSandbox,
    limits: options.limits,
    signal: cancel.signal,
    onProgress: (message) => io.stderr.write(`fuelbox: ${message}\n`),
  };
  try {
    const faults = options.check
      ? await checkFolder(options.out, surroundings, io)
      : await fillFolder(options, surroundings, io);
    for (const fault of faults) io.stderr.write(`fuelbox: ${fault}\n`);
    return faults.length === 0 ? 0 : failedCode;
  } finally {
    stopListening();
  }
}

/** Answers with what is wrong with packages; the folder changes only when nothing is. */
async function fillFolder(
  { sources, from, out }: VendorCommand,
  surroundings: ImportSurroundings,
  io: VendorIo,
): Promise<readonly string[]> {
  const before = readFolder(out);
  const { files, requirements } = readSources(sources);
  const asked = new Set([...files, ...requirements].map(({ name }) => name));
  const vendored = before.map((entry) => ({ ...entry, path: join(out, entry.file) }));
  const kept = vendored.filter(({ name }) => !asked.has(name));
  const candidates = [...vendored, ...from.flatMap(listWheels), ...files];
  const chosen = await chooseWheels({ files: [...files, ...kept], requirements }, candidates);
  const wheels = new Map([...chosen.values()].map(({ wheel }) => [wheel.name, wheel]));
  const isAsBefore = ({ name, sha256 }: Wheel): boolean =>
    before.some((entry) => entry.name === name && entry.sha256 === sha256);
  const faults: string[] = [];
  const tested: VendoredPackage[] = [];
  for (const { wheel, file } of byName(chosen)) {
    const needed = withNeeded(wheel, wheels);
    const listed = before.find(({ name }) => name === wheel.name);
    if (listed !== undefined && needed.every(isAsBefore)) {
      tested.push(listed);
      continue;
    }
    const report = await importPackage(wheel, needed, surroundings);
    if ("failure" in report) {
      faults.push(`Cannot vendor "${wheel.name}" ${wheel.version}: ${report.failure}`);
    } else {
      tested.push(describeWheel(wheel, file, report.fuel));
      io.stdout.write(lineOf(wheel, report.fuel));
    }
  }
  if (faults.length > 0) return faults;
  const bytes = new Map([...chosen.values()].map(({ wheel, file }) => [file, wheel.bytes]));
  writeFolder(out, before, tested, bytes);
  return [];
}

/** Answers with all in which the folder differs from its list. */
async function checkFolder(
  out: string,
  surroundings: ImportSurroundings,
  io: VendorIo,
): Promise<readonly string[]> {
  const listed = readFolder(out);
  if (listed.length === 0) return [`Cannot check "${out}": it lists no packages`];
  const names = new Set(listed.map(({ file }) => file));
  const faults = wheelsIn(out)
    .filter((file) => !names.has(file))
    .map((file) => `The list does not name "${file}"`);
  const wheels = new Map<string, Wheel>();
  for (const { name, file, version } of listed) {
    try {
      const bytes = readWheelFile({ path: join(out, file), file, name, version });
      wheels.set(name, await openWheel(bytes, file));
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  for (const entry of listed) {
    const wheel = wheels.get(entry.name);
    if (wheel === undefined) continue;
    const report = await importPackage(wheel, withNeeded(wheel, wheels), surroundings);
    if ("failure" in report) {
      faults.push(`"${wheel.name}" ${wheel.version} is not fit: ${report.failure}`);
      continue;
    }
    io.stdout.write(lineOf(wheel, report.fuel));
    faults.push(...differences(entry, describeWheel(wheel, entry.file, report.fuel)));
  }
  return faults;
}

function differences(listed: VendoredPackage, found: VendoredPackage): readonly string[] {
  const keys = ["version", "sha256", "requires", "modules", "importFuel", "license"] as const;
  return keys.flatMap((key) => {
    const [is, must] = [JSON.stringify(found[key]), JSON.stringify(listed[key])];
    return is === must ? [] : [`"${listed.name}" has the ${key} ${is}, its list says ${must}`];
  });
}

function describeWheel(wheel: Wheel, file: string, importFuel: number): VendoredPackage {
  const { name, version, sha256, requires, modules, license, licenseFiles } = wheel;
  const names = [...new Set(requires.map((requirement) => requirement.name))].sort();
  return {
    ...{ name, version, file, sha256, requires: names, modules, importFuel },
    license: license ?? null,
    licenseFiles,
  };
}

function lineOf({ name, version }: Wheel, fuel: number): string {
  return `${name} ${version}: import fuel ${fuel.toLocaleString("en-US")}\n`;
}

function byName(chosen: ReadonlyMap<string, ChosenWheel>): readonly ChosenWheel[] {
  return [...chosen.values()].sort((one, other) => (one.wheel.name < other.wheel.name ? -1 : 1));
}
