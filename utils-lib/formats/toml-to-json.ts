/** `toml_to_json`: TOML text as JSON text. */
import { parse, TomlDate, TomlError } from "smol-toml";
import { cost } from "../cost.ts";
import { maxJsonDepth } from "../json-value.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { documentError, documentErrorAt } from "./document-error.ts";
import { collectText } from "./document-output.ts";
import { type ExactJson, NumberText } from "./json-reader.ts";
import { writeJson } from "./json-writer.ts";

/** The arguments of {@link tomlToJson}. */
export interface TomlToJsonArguments {
  readonly toml_text: string;
}

/**
 * Converts a TOML 1.0 document. Dates and times become strings in the form of RFC 3339; integers of
 * any size stay whole, and a float keeps its point (`1.0`). Keys
 * that are whole numbers come before the others of their table. The text has no line breaks, and a space
 * after each comma and colon.
 *
 * @throws {UtilityError} `INVALID_TOML` with line and column; also for infinity and NaN, which JSON
 * cannot say, and for more than 200 levels.
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
 * const { tomlToJson } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await tomlToJson("[server]\nport = 8080"), '{"server": {"port": 8080}}');
 * await assert.rejects(tomlToJson("port = "), { code: "INVALID_TOML" });
 * ```
 */
export const tomlToJson: Utility<TomlToJsonArguments, ["toml_text"], [], string> = {
  name: "toml_to_json",
  camelCaseName: "tomlToJson",
  module: "formats",
  summary: "Converts TOML text to JSON text.",
  parameters: [{ name: "toml_text", type: "string", doc: "A TOML 1.0 document." }],
  result: { typescript: "string", python: "str", doc: "The JSON text." },
  example: {
    args: ['[server]\nport = 8080\nhosts = ["a", "b"]\n'],
    result: '{"server": {"port": 8080, "hosts": ["a", "b"]}}',
  },
  cost: "One call, tomlCharacter for each character, more for integers of hundreds of digits, and resultByte for each byte of JSON.",
  run(context, { toml_text: text }) {
    context.charge(text.length * cost.tomlCharacter);
    payForLongDigits(context, text);
    const value = exactJson(parseToml(text), 0);
    return collectText(context, "toml_to_json", (write) => writeJson(value, write));
  },
};

/** The most characters that a TOML document may have. */
const maxTomlLength = 8 * 2 ** 20;

function parseToml(text: string): unknown {
  if (text.length > maxTomlLength) {
    const reason = `it is longer than ${maxTomlLength} characters`;
    throw new UtilityError("INVALID_TOML", `Cannot read TOML: ${reason}`);
  }
  const checked = withoutImpossibleDays(text);
  try {
    if (checked !== text) parse(checked, { maxDepth: maxJsonDepth });
    return parse(text, { maxDepth: maxJsonDepth, integersAsBigInt: true });
  } catch (error) {
    if (error instanceof TomlError) {
      const reason = /^Invalid TOML document: (.*)/.exec(error.message)?.[1] ?? error.message;
      throw documentErrorAt("INVALID_TOML", error.line, error.column, reason);
    }
    // An engine's own limit for the digits of an integer.
    if (error instanceof RangeError || error instanceof SyntaxError) {
      throw documentError("INVALID_TOML", text, 0, "an integer has too many digits");
    }
    throw error;
  }
}

const datePattern = /([0-9]{4})-([0-9]{2})-([0-9]{2})/g;

/**
 * The text with a thirteenth month in place of each date that is in no calendar, such as the 30th of
 * February: where it is a date and not a part of a text or a comment, the parser then refuses it.
 * By itself it leaves that to the engine, and some take it for a day in March.
 */
function withoutImpossibleDays(text: string): string {
  return text.replace(datePattern, (date: string, year: string, month: string, day: string) => {
    const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    return Number(day) > days ? `${year}-13-${day}` : date;
  });
}

/** A run of digits where a value may begin. */
const longDigits = /(?<=[=,[\s])[-+]?[0-9a-fA-FxX_]{300,}/g;

/** Reading and writing an integer takes the square of its digits. */
function payForLongDigits(context: UtilityContext, text: string): void {
  for (const [digits] of text.matchAll(longDigits)) {
    context.charge(Math.ceil(digits.length ** 2 / 16));
  }
}

function exactJson(value: unknown, depth: number): ExactJson {
  if (typeof value === "bigint") return new NumberText(String(value));
  if (typeof value === "number") return floatText(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=$|[-+Z])/, "");
  if (depth >= maxJsonDepth) {
    const reason = `it nests deeper than ${maxJsonDepth}`;
    throw new UtilityError("INVALID_TOML", `Cannot read TOML: ${reason}`);
  }
  if (Array.isArray(value)) return value.map((item) => exactJson(item, depth + 1));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(entries.map(([key, item]) => [key, exactJson(item, depth + 1)]));
}

function floatText(value: number): NumberText {
  if (!Number.isFinite(value)) {
    throw new UtilityError("INVALID_TOML", `Cannot write ${value} as JSON: it has no such number`);
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return new NumberText(/^-?[0-9]+$/.test(text) ? `${text}.0` : text);
}
