/** `json_to_yaml`: JSON text as YAML text. */
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { collectText } from "./document-output.ts";
import { parseExactJson } from "./parse-json.ts";
import { writeYaml } from "./yaml-writer.ts";

/** The arguments of {@link jsonToYaml}. */
export interface JsonToYamlArguments {
  readonly json_text: string;
}

/**
 * Converts JSON to YAML in block style, with two spaces for each level and keys in their
 * order, but those that are whole numbers before the others. Text
 * of several lines becomes a literal block; text that some version of YAML would take for something
 * else (`no`, `1e3`, `2026-01-31`) is in double quotes. Integers of any size stay whole.
 *
 * @throws {UtilityError} `INVALID_JSON` with line and column.
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
 * const { jsonToYaml } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await jsonToYaml('{"port": 8080, "hosts": ["a", "no"]}'), 'port: 8080\nhosts:\n- a\n- "no"\n');
 * await assert.rejects(jsonToYaml("{"), {
 *   code: "INVALID_JSON",
 *   message: "Cannot read JSON at line 1, column 2: expected a key in quotes, got the end",
 * });
 * ```
 */
export const jsonToYaml: Utility<JsonToYamlArguments, ["json_text"], [], string> = {
  name: "json_to_yaml",
  camelCaseName: "jsonToYaml",
  module: "formats",
  summary: "Converts JSON text to YAML text.",
  parameters: [{ name: "json_text", type: "string", doc: "The JSON text." }],
  result: { typescript: "string", python: "str", doc: "The YAML text." },
  example: {
    args: ['{"server": {"port": 8080, "hosts": ["a", "b"]}}'],
    result: "server:\n  port: 8080\n  hosts:\n  - a\n  - b\n",
  },
  cost: "One call, twice jsonCharacter for each character, and resultByte for each byte of YAML.",
  run(context, { json_text: text }) {
    // Writing YAML takes as long again as parsing.
    context.charge(2 * text.length * cost.jsonCharacter);
    const value = parseExactJson(text);
    return collectText(context, "json_to_yaml", (write) => writeYaml(value, write));
  },
};
