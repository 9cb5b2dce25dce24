/** What a wheel says about itself in its `METADATA`. */

/** The fields that matter here, as they are written. */
export interface Metadata {
  readonly name: string;
  readonly version: string;
  /** Each `Requires-Dist`. */
  readonly requires: readonly string[];
  readonly requiresPython: string | undefined;
  /** The name of the licence; undefined when it has no short one. */
  readonly license: string | undefined;
}

/** Longer names of licences are texts. */
const maxLicenseLength = 100;

/** Reads the header fields, https://packaging.python.org/en/latest/specifications/core-metadata/. */
export function parseMetadata(text: string): Metadata {
  const fields = parseHeader(text);
  const first = (key: string): string | undefined => fields.get(key)?.[0];
  const license = first("license-expression") ?? first("license");
  const classifier = fields
    .get("classifier")
    ?.find((each) => each.startsWith("License ::"))
    ?.split(" :: ")
    .at(-1);
  const isName =
    license !== undefined && license !== "UNKNOWN" && license.length <= maxLicenseLength;
  return {
    name: first("name") ?? "",
    version: first("version") ?? "",
    requires: fields.get("requires-dist") ?? [],
    requiresPython: first("requires-python"),
    license: isName ? license : classifier,
  };
}

/** The values by the lower-case names of their fields: `Name: value`, continued on lines that begin with space. */
export function parseHeader(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === "") break;
    const [, key, value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      values = fields.get(key.toLowerCase()) ?? [];
      fields.set(key.toLowerCase(), values);
      values.push(value.trim());
    } else if (/^\s/.test(line) && values.length > 0) {
      values.push(`${values.pop()}\n${line.trim()}`);
    }
  }
  return fields;
}
