/** `yaml_to_json`: YAML text as JSON text. */
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { collectText } from "./document-output.ts";
import { emitYaml } from "./yaml-emitter.ts";
import { parseYaml } from "./yaml-tree.ts";

/** The arguments of {@link yamlToJson}. */
export interface YamlToJsonArguments {
  readonly yaml_text: string;
}

/**
 * Converts one YAML 1.2 document by the core schema: `yes` and `2026-01-31` are strings, `0o17` is
 * 15. Numbers keep their digits, so that integers of any size stay whole. Anchors are written out,
 * merges (`<<`) are carried out, keys that are no strings become some. The text has no line breaks,
 * and a space after each comma and colon.
 *
 * @throws {UtilityError} `INVALID_YAML` with line and column: also for a key that is there twice, a
 * tag that is not YAML's own, more than one document, infinity and NaN, more than 200 levels, and
 * more than 8 MiB of text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { yamlToJson } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await yamlToJson("port: 8080\nhosts: [a, b]"), '{"port": 8080, "hosts": ["a", "b"]}');
 * await assert.rejects(yamlToJson("a: 1\na: 2"), {
 *   code: "INVALID_YAML",
 *   message: 'Cannot read YAML at line 2, column 1: the key "a" is there twice',
 * });
 * ```
 */
export const yamlToJson: Utility<YamlToJsonArguments, ["yaml_text"], [], string> = {
  name: "yaml_to_json",
  camelCaseName: "yamlToJson",
  module: "formats",
  summary: "Converts YAML text to JSON text.",
  parameters: [{ name: "yaml_text", type: "string", doc: "One YAML 1.2 document." }],
  result: { typescript: "string", python: "str", doc: "The JSON text." },
  example: {
    args: ["server:\n  port: 8080\n  hosts: [a, b]\n"],
    result: '{"server": {"port": 8080, "hosts": ["a", "b"]}}',
  },
  cost: "One call, yamlCharacter for each character, yamlReference for each alias followed and each key merged, and resultByte for each byte of JSON.",
  run(context, { yaml_text: text }) {
    context.charge(text.length * cost.yamlCharacter);
    const tree = parseYaml(text);
    return collectText(context, "yaml_to_json", (write) => emitYaml(context, tree, write));
  },
};
