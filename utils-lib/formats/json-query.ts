/** `json_query`: what a JMESPath expression finds in JSON. */
import { compile } from "@jmespath-community/jmespath";
import { cost } from "../cost.ts";
import { copyJson, type JsonValue, NotJson } from "../json-value.ts";
import { quote } from "../quote.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { createItemBatch } from "./item-batch.ts";
import { parseJson } from "./parse-json.ts";
import { QueryBudget, queryError } from "./query-budget.ts";
import { evaluate } from "./query-evaluator.ts";
import type { QueryNode } from "./query-value.ts";
import { readDocument } from "./read-document.ts";

/** The arguments of {@link jsonQuery}. */
export interface JsonQueryArguments {
  readonly expression: string;
  readonly json_file: string | null;
  readonly json_text: string | null;
}

/** The most characters of an expression. */
export const maxExpressionLength = 2_048;

/** The most signs that join parts of an expression, which can nest as deep as there are such signs. */
export const maxExpressionSigns = 256;

/** One sign that joins parts; in quotes such signs count, too. */
const joiningSign = /\|\||&&|[=!<>]=|[^\w\s"'`,:)\]}@$]|\blet\b/g;

/**
 * Applies a [JMESPath](https://jmespath.org) expression to a JSON file or text. Beside the functions
 * of JMESPath there are `from_items`, `group_by`, `items`, `lower`, `split`, `trim`, `upper` and
 * `zip`. Strings are ordered by code points; numbers are doubles, so that integers beyond 2^53 are
 * rounded.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `INVALID_JSON` with line and column, `INVALID_QUERY` for an expression that
 * is wrong, has more than 2,048 characters or 256 signs such as dots, or takes too much.
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
 * const { jsonQuery } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * const jsonText = '[{"name": "Ada", "age": 36}, {"name": "Grace", "age": 85}]';
 * assert.deepEqual(await jsonQuery("[?age > `40`].name", { jsonText }), ["Grace"]);
 * assert.equal(await jsonQuery("sum([].age)", { jsonText }), 121);
 * ```
 */
export const jsonQuery: Utility<
  JsonQueryArguments,
  ["expression"],
  ["json_file", "json_text"],
  JsonValue
> = {
  name: "json_query",
  camelCaseName: "jsonQuery",
  module: "formats",
  summary: "Finds data in JSON by a JMESPath expression.",
  parameters: [
    { name: "expression", type: "string", doc: "The JMESPath expression." },
    {
      name: "json_file",
      type: "string",
      doc: "JSON file (UTF-8) to read.",
      default: null,
      path: true,
    },
    { name: "json_text", type: "string", doc: "JSON text, in place of a file.", default: null },
  ],
  result: {
    typescript: "JsonValue",
    python: "object",
    doc: "What the expression gives: any data, null when it finds nothing.",
  },
  example: { args: ["[?age > `40`].name", "people.json"], result: ["Grace"] },
  cost: "One call, queryCharacter for each character of the expression; jsonCharacter for each character of JSON, for a file also one path, its components and one file; one queryStep for each part of the expression and value that it is applied to, one queryItem for each item or character that a part looks at or makes; one resultItem for each value of the result and resultByte for each character.",
  run(context, { expression, json_file: file, json_text: text }) {
    if ((file === null) === (text === null)) {
      throw new TypeError('Cannot call "json_query": one of json_file and json_text must be given');
    }
    const node = parseExpression(context, expression);
    const data = parseJson(file === null ? payFor(context, text ?? "") : readFile(context, file));
    const result = evaluate(node, data, new QueryBudget(context));
    const items = createItemBatch(createResultMeter(context, "json_query"));
    try {
      const copy = copyJson(result, items.add);
      items.end();
      return copy;
    } catch (error) {
      if (error instanceof NotJson) throw queryError(`its result must be ${error.message}`);
      throw error;
    }
  },
};

function readFile(context: UtilityContext, file: string): string {
  return readDocument(context, file, cost.jsonCharacter, "INVALID_JSON");
}

function payFor(context: UtilityContext, text: string): string {
  context.charge(text.length * cost.jsonCharacter);
  return text;
}

function parseExpression(context: UtilityContext, expression: string): QueryNode {
  if (expression.length > maxExpressionLength) {
    throw parseError(expression, `it is longer than ${maxExpressionLength} characters`);
  }
  context.charge(expression.length * cost.queryCharacter);
  const signs = expression.match(joiningSign)?.length ?? 0;
  if (signs > maxExpressionSigns) {
    throw parseError(expression, `it has more than ${maxExpressionSigns} signs`);
  }
  try {
    return compile(expression);
  } catch (error) {
    throw parseError(expression, error instanceof Error ? reasonOf(error) : "it is not JMESPath");
  }
}

function reasonOf({ message }: Error): string {
  const [line = ""] = message.split("\n");
  return line.replace(/^Syntax error[:,] /, "");
}

function parseError(expression: string, reason: string): UtilityError {
  return new UtilityError(
    "INVALID_QUERY",
    `Cannot parse the query ${quote(expression)}: ${reason}`,
  );
}
