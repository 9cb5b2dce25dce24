/** Applies a parsed JMESPath expression to data. */
import type { JsonValue } from "../json-value.ts";
import { quote } from "../quote.ts";
import { QueryArguments } from "./query-arguments.ts";
import { type QueryBudget, queryError } from "./query-budget.ts";
import { queryFunctions } from "./query-functions.ts";
import { slice } from "./query-slice.ts";
import {
  isEqual,
  isFalse,
  isList,
  isObject,
  QueryExpression,
  type QueryNode,
  type QueryScope,
  type QueryValue,
  typeName,
} from "./query-value.ts";

/**
 * What `node` gives for `root`. Pays `budget` for each step before it is taken. The result may hold
 * one list many times.
 *
 * @throws {UtilityError} `INVALID_QUERY`.
 */
export function evaluate(node: QueryNode, root: JsonValue, budget: QueryBudget): JsonValue {
  return dataOf(visit(node, root, new Map()));

  function visit(node: QueryNode, value: QueryValue, scope: QueryScope): QueryValue {
    budget.step();
    const at = (part: QueryNode, of: QueryValue = value): QueryValue => visit(part, of, scope);
    switch (node.type) {
      case "Current":
      case "Identity":
        return value;
      case "Root":
        return root;
      case "Literal":
        return node.value;
      case "Field":
        return isObject(value) && Object.hasOwn(value, node.name)
          ? (value[node.name] ?? null)
          : null;
      case "Index":
        return isList(value) ? (value.at(node.value) ?? null) : null;
      case "Slice":
        return slice(value, node, budget);
      case "IndexExpression":
      case "Pipe":
        return at(node.right, at(node.left));
      case "Subexpression": {
        const left = at(node.left);
        return left === null ? null : at(node.right, left);
      }
      case "Projection": {
        const base = at(node.left);
        const isSliced = node.left.type === "IndexExpression" && node.left.right.type === "Slice";
        if (isSliced && typeof base === "string") return at(node.right, base);
        return isList(base) ? project(base, node.right, scope) : null;
      }
      case "ValueProjection": {
        const base = at(node.left);
        return isObject(base) ? project(Object.values(base), node.right, scope) : null;
      }
      case "FilterProjection": {
        const base = at(node.left);
        if (!isList(base)) return null;
        const kept = base.filter((item) => !isFalse(at(node.condition, item)));
        budget.make(kept.length);
        return project(kept, node.right, scope);
      }
      case "Flatten": {
        const base = at(node.child);
        if (!isList(base)) return null;
        budget.look(base.length);
        budget.make(base.reduce((sum: number, item) => sum + (isList(item) ? item.length : 1), 0));
        return base.flat();
      }
      case "MultiSelectList":
        budget.make(node.children.length);
        return node.children.map((child) => dataOf(at(child)));
      case "MultiSelectHash":
        budget.make(4 * node.children.length);
        return Object.fromEntries(
          node.children.map((child) => [child.name, dataOf(at(child.value))] as const),
        );
      case "OrExpression": {
        const left = at(node.left);
        return isFalse(left) ? at(node.right) : left;
      }
      case "AndExpression": {
        const left = at(node.left);
        return isFalse(left) ? left : at(node.right);
      }
      case "NotExpression":
        return isFalse(at(node.child));
      case "Ternary":
        return at(isFalse(at(node.condition)) ? node.falseExpr : node.trueExpr);
      case "Comparator":
        return compare(node.name, at(node.left), at(node.right));
      case "Arithmetic":
        return calculate(node.operator, at(node.left), at(node.right));
      case "Unary":
        return calculate(node.operator, 0, at(node.operand));
      case "LetExpression": {
        const inner = new Map(scope);
        for (const { variable, reference } of node.bindings) inner.set(variable, at(reference));
        return visit(node.expression, value, inner);
      }
      case "Variable": {
        const bound = scope.get(node.name);
        if (bound === undefined) throw queryError(`nothing is bound to ${quote(node.name)}`);
        return bound;
      }
      case "ExpressionReference":
        return new QueryExpression(node.child, scope);
      case "Function":
        return call(
          node.name,
          node.children.map((child) => at(child)),
        );
      default:
        throw queryError("a binding stands outside of let");
    }
  }

  function project(base: readonly JsonValue[], right: QueryNode, scope: QueryScope): JsonValue {
    budget.make(base.length);
    const collected: JsonValue[] = [];
    for (const item of base) {
      const result = dataOf(visit(right, item, scope));
      if (result !== null) collected.push(result);
    }
    return collected;
  }

  function compare(operator: string, left: QueryValue, right: QueryValue): boolean | null {
    if (operator === "EQ") return isEqual(left, right, budget);
    if (operator === "NE") return !isEqual(left, right, budget);
    if (typeof left !== "number" || typeof right !== "number") return null;
    return orders.get(operator)?.(left, right) ?? null;
  }

  function call(name: string, values: readonly QueryValue[]): JsonValue {
    const found = queryFunctions.get(name);
    if (found === undefined) throw queryError(`there is no function ${quote(name)}`);
    const [least, most] = found.takes;
    if (values.length < least || values.length > most) {
      const wanted = least === most ? String(least) : `at least ${least}`;
      throw queryError(`${name}() takes ${wanted} arguments, got ${values.length}`);
    }
    const result = found.run(new QueryArguments(name, values), {
      budget,
      apply: (expression, value) => dataOf(visit(expression.node, value, expression.scope)),
    });
    return typeof result === "number" ? finite(result) : result;
  }
}

const orders: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ["GT", (left, right) => left > right],
  ["GTE", (left, right) => left >= right],
  ["LT", (left, right) => left < right],
  ["LTE", (left, right) => left <= right],
]);

const operations: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ["Plus", (left, right) => left + right],
  ["Minus", (left, right) => left - right],
  ["Multiply", (left, right) => left * right],
  ["Star", (left, right) => left * right],
  ["Divide", (left, right) => left / right],
  ["Modulo", (left, right) => left % right],
  ["Div", (left, right) => Math.floor(left / right)],
]);

function calculate(operator: string, left: QueryValue, right: QueryValue): number {
  if (typeof left !== "number" || typeof right !== "number") {
    const odd = typeof left === "number" ? right : left;
    throw queryError(`arithmetic takes numbers, got ${typeName(odd)}`);
  }
  return finite(operations.get(operator)?.(left, right) ?? Number.NaN);
}

/** JSON has neither infinity nor NaN. */
function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw queryError("a result is no finite number");
}

function dataOf(value: QueryValue): JsonValue {
  if (value instanceof QueryExpression) {
    throw queryError("an expression reference is no value");
  }
  return value;
}
