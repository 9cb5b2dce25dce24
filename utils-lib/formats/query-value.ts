/** The values of a query: data, and expressions that wait to be applied. */
import type { compile } from "@jmespath-community/jmespath";
import type { JsonRecord, JsonValue } from "../json-value.ts";
import type { QueryBudget } from "./query-budget.ts";

/** A part of a parsed expression. */
export type QueryNode = ReturnType<typeof compile>;

/** What `let` has bound, by name. */
export type QueryScope = ReadonlyMap<string, QueryValue>;

/** An expression given to a function: `&name`. */
export class QueryExpression {
  readonly node: QueryNode;
  readonly scope: QueryScope;

  constructor(node: QueryNode, scope: QueryScope) {
    this.node = node;
    this.scope = scope;
  }
}

/** What an expression can give. */
export type QueryValue = JsonValue | QueryExpression;

/** Whether a value is a list. */
export function isList(value: QueryValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object of data. */
export function isObject(value: QueryValue): value is JsonRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof QueryExpression)
  );
}

/** The type of a value, as JMESPath calls it. */
export function typeName(value: QueryValue): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (value instanceof QueryExpression) return "expression";
  return typeof value;
}

/** Whether a value counts as false: `false`, `null`, and what is empty. */
export function isFalse(value: QueryValue): boolean {
  if (value === null || value === false || value === "") return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Whether two values are the same data. Pays for each part that it looks at as for a step. */
export function isEqual(left: QueryValue, right: QueryValue, budget: QueryBudget): boolean {
  budget.step();
  if (left === right) return true;
  if (isList(left) && isList(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => isEqual(item, right[index] ?? null, budget))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  budget.look(keys.length);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) => Object.hasOwn(right, key) && isEqual(left[key] ?? null, right[key] ?? null, budget),
    )
  );
}

/** The order of two texts, by code points, the same in every locale. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    // Surrogates stand for what comes after all other characters.
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
