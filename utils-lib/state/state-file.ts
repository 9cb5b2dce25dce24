/** The file that keeps a program's state: one JSON object. */
import { cost } from "../cost.ts";
import { outputText } from "../formats/document-output.ts";
import { writeJson } from "../formats/json-writer.ts";
import { parseJson } from "../formats/parse-json.ts";
import { readDocument } from "../formats/read-document.ts";
import type { JsonRecord, JsonValue } from "../json-value.ts";
import { isMissing } from "../path-guard.ts";
import { quote } from "../quote.ts";
import type { Parameter, UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";

/** The parameter that names the file. */
export const filenameParameter: FilenameParameter = {
  name: "filename",
  type: "string",
  doc: "JSON file that keeps the state.",
  default: ".session_state.json",
  path: true,
};

interface FilenameParameter extends Parameter {
  readonly name: "filename";
  readonly type: "string";
  readonly default: string;
  readonly choices?: never;
  readonly variadic?: never;
}

/** The state in a file; an empty one when there is no file. */
export function readState(context: UtilityContext, filename: string): JsonRecord {
  let text: string;
  try {
    text = readDocument(context, filename, cost.jsonCharacter, "INVALID_JSON");
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
  const state = parseJson(text);
  if (isRecord(state)) return state;
  throw new UtilityError(
    "INVALID_STATE",
    `Cannot load the state in ${quote(filename)}: it must be a JSON object`,
  );
}

/** Replaces the file as a whole. */
export function writeState(
  context: UtilityContext,
  name: string,
  filename: string,
  state: JsonRecord,
): void {
  outputText(context, name, filename, (write) => writeJson(state, write));
}

function isRecord(value: JsonValue): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
