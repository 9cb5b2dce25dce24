/** Chooses the wheels that `fuelbox vendor` takes: those asked for, and what they need. */
import type { Requirement } from "../sandbox/packages/requirement.ts";
import { compareVersions, satisfies } from "../sandbox/packages/version.ts";
import { openWheel, type Wheel } from "../sandbox/packages/wheel.ts";
import { parseWheelName } from "../sandbox/packages/wheel-name.ts";
import { UsageError } from "./usage-error.ts";
import { readWheelFile, type VendorSources, type WheelFile } from "./vendor-sources.ts";

/** A wheel and the file that it comes from. */
export interface ChosenWheel {
  readonly wheel: Wheel;
  readonly file: string;
}

/**
 * Chooses by name the files asked for, then the newest of `candidates` that meets each requirement.
 * Throws {@link UsageError} that lists what nothing meets.
 */
export async function chooseWheels(
  { files, requirements }: VendorSources,
  candidates: readonly WheelFile[],
): Promise<ReadonlyMap<string, ChosenWheel>> {
  const chosen = new Map<string, ChosenWheel>();
  const waiting = requirements.map((requirement) => ({ requirement, by: "" }));
  const take = async (found: WheelFile): Promise<void> => {
    const wheel = await openWheel(readWheelFile(found), found.file);
    chosen.set(wheel.name, { wheel, file: found.file });
    waiting.push(...wheel.requires.map((requirement) => ({ requirement, by: wheel.name })));
  };
  for (const name of new Set(files.map((file) => file.name))) {
    const newest = newestOf(files.filter((file) => file.name === name));
    if (newest !== undefined) await take(newest);
  }
  const unmet: string[] = [];
  // What is asked for is chosen before what is needed, which comes to the end meanwhile.
  for (const { requirement, by } of waiting) {
    const known = chosen.get(requirement.name);
    if (known !== undefined && satisfies(known.wheel.version, requirement.versions)) continue;
    const found = known === undefined ? newestOf(meeting(requirement, candidates)) : undefined;
    if (found === undefined) unmet.push(describe(requirement, by, known));
    else await take(found);
  }
  if (unmet.length > 0) {
    throw new UsageError(
      `Cannot vendor: no wheel for ${unmet.sort().join(", ")}; put them into a directory and name it by --from`,
    );
  }
  return chosen;
}

/** Pure wheels come first: one that is not is taken only to say why it cannot be. */
function newestOf(files: readonly WheelFile[]): WheelFile | undefined {
  return [...files]
    .sort((one, other) => compareVersions(one.version, other.version))
    .sort((one, other) => Number(isPure(one)) - Number(isPure(other)))
    .at(-1);
}

function isPure({ file }: WheelFile): boolean {
  return parseWheelName(file)?.isPure === true;
}

function meeting(
  { name, versions }: Requirement,
  candidates: readonly WheelFile[],
): readonly WheelFile[] {
  return candidates.filter((each) => each.name === name && satisfies(each.version, versions));
}

function describe(
  { name, versions }: Requirement,
  by: string,
  known: ChosenWheel | undefined,
): string {
  const reasons = [
    ...(by === "" ? [] : [`needed by ${by}`]),
    ...(known === undefined ? [] : [`${known.wheel.version} was chosen`]),
  ];
  return `${name}${versions}${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}`;
}
