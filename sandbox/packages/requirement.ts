/** What a package needs of others, https://peps.python.org/pep-0508/. */
import { holds } from "./marker.ts";
import { isPackageName, normalizeName } from "./wheel-name.ts";

/** One package that another needs. */
export interface Requirement {
  /** Normalized. */
  readonly name: string;
  /** Conditions on the version, such as `>=1.5`; empty for any. */
  readonly versions: string;
}

/** What is needed in a sandbox when no extras are asked for: requirements whose marker does not hold are left out. */
export function neededHere(requires: readonly string[]): readonly Requirement[] {
  return requires.flatMap((text) => {
    const requirement = parseRequirement(text);
    if (requirement === undefined)
      throw new RangeError(`it requires "${text}", which is no requirement`);
    return holds(requirement.marker) ? [requirement] : [];
  });
}

/** Takes a requirement apart; undefined when it is none. */
export function parseRequirement(
  text: string,
): (Requirement & { readonly marker: string }) | undefined {
  const [body = "", ...marker] = text.split(";");
  const [, name = "", rest = ""] = /^\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*(.*?)\s*$/.exec(body) ?? [];
  if (!isPackageName(name)) return undefined;
  // An address says where it came from, not which version it is.
  const versions = rest.startsWith("@") ? "" : rest.replace(/^\((.*)\)$/, "$1").trim();
  return { name: normalizeName(name), versions, marker: marker.join(";").trim() };
}
