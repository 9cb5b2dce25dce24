/** Versions of packages: their order, and the conditions on them, https://peps.python.org/pep-0440/. */

/** Compares two versions: below 0 when `one` is the older. What is no version is older than all. */
export function compareVersions(one: string, other: string): number {
  return compareKeys(keyOf(one), keyOf(other));
}

/** Whether `version` meets conditions such as `>=1.5, !=1.6.*`. A condition that is none is not met. */
export function satisfies(version: string, conditions: string): boolean {
  return conditions
    .split(",")
    .map((condition) => condition.trim())
    .filter((condition) => condition !== "")
    .every((condition) => meets(version, condition));
}

function meets(version: string, condition: string): boolean {
  const [, operator = "", wanted = ""] = /^(===|[=!~<>]=|<|>)\s*(\S+)$/.exec(condition) ?? [];
  if (operator === "===") return version === wanted;
  if (wanted.endsWith(".*")) {
    const isWithin = startsWith(version, wanted.slice(0, -2));
    return operator === "==" ? isWithin : operator === "!=" && !isWithin;
  }
  if (!versionPattern.test(wanted)) return false;
  const order = compareVersions(dropLocal(version), dropLocal(wanted));
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case "~=":
      return order >= 0 && startsWith(version, releaseOf(wanted).slice(0, -1).join("."));
    default:
      return false;
  }
}

const versionPattern =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+[a-z0-9._-]+)?$/i;

const phases: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
};
/** A final release comes after its candidates, a development release before them. */
const finalPhase = 4;
const devPhase = 0;

interface VersionKey {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Phase and its number, post release, development release: compared one after another. */
  readonly rest: readonly number[];
}

const noVersion: VersionKey = { epoch: -1, release: [], rest: [] };

function keyOf(version: string): VersionKey {
  const match = versionPattern.exec(version.trim());
  if (match === null) return noVersion;
  const [, epoch = "0", , phase, phaseNumber, postNumber, namedPost, dev] = match;
  const post = postNumber ?? namedPost;
  const isDevOnly = phase === undefined && post === undefined && dev !== undefined;
  const stage = phase === undefined ? finalPhase : (phases[phase.toLowerCase()] ?? finalPhase);
  return {
    epoch: Number(epoch),
    release: releaseOf(version),
    rest: [
      isDevOnly ? devPhase : stage,
      Number(phaseNumber ?? 0),
      post === undefined ? -1 : Number(post),
      dev === undefined ? Number.POSITIVE_INFINITY : Number(dev),
    ],
  };
}

function releaseOf(version: string): readonly number[] {
  const release = versionPattern.exec(version.trim())?.[2] ?? "";
  return release.split(".").map(Number);
}

function compareKeys(one: VersionKey, other: VersionKey): number {
  if (one.epoch !== other.epoch) return one.epoch - other.epoch;
  return compareLists(one.release, other.release) || compareLists(one.rest, other.rest);
}

/** What is missing counts as 0. */
function compareLists(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [left, right] = [one[index] ?? 0, other[index] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Whether the release of `version` begins with `prefix`. */
function startsWith(version: string, prefix: string): boolean {
  const release = releaseOf(version);
  return releaseOf(prefix).every((part, index) => (release[index] ?? 0) === part);
}

function dropLocal(version: string): string {
  return version.replace(/\+.*$/, "");
}
