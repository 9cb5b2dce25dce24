/** The functions that a query can call: those of JMESPath, and some that its community has added. */
import type { JsonValue } from "../json-value.ts";
import type { QueryArguments } from "./query-arguments.ts";
import { type QueryBudget, queryError } from "./query-budget.ts";
import { byKey, bySelf, extreme, sorted } from "./query-order.ts";
import { textFunctions } from "./query-text.ts";
import { isEqual, isList, isObject, type QueryExpression, typeName } from "./query-value.ts";

/** What a function works with. */
export interface QueryTools {
  readonly budget: QueryBudget;
  /** Applies an expression to a value. */
  apply(expression: QueryExpression, value: JsonValue): JsonValue;
}

/** One function. */
export interface QueryFunction {
  /** The least and the most arguments. */
  readonly takes: readonly [number, number];
  run(args: QueryArguments, tools: QueryTools): JsonValue;
}

const table: Readonly<Record<string, QueryFunction>> = {
  ...textFunctions,
  abs: { takes: [1, 1], run: (args) => Math.abs(args.number(0)) },
  avg: {
    takes: [1, 1],
    run(args, { budget }) {
      const { length } = args.numbers(0);
      return length === 0 ? null : sumOf(args, budget) / length;
    },
  },
  ceil: { takes: [1, 1], run: (args) => Math.ceil(args.number(0)) },
  contains: {
    takes: [2, 2],
    run(args, { budget }) {
      const wanted = args.data(1);
      if (isList(args.value(0))) return args.list(0).some((item) => isEqual(item, wanted, budget));
      const text = args.text(0);
      if (typeof wanted !== "string") return false;
      // The engine's search may look at each character as often as what it seeks is long.
      budget.look(text.length * Math.ceil((wanted.length + 1) / 32));
      return text.includes(wanted);
    },
  },
  floor: { takes: [1, 1], run: (args) => Math.floor(args.number(0)) },
  from_items: {
    takes: [1, 1],
    run(args, { budget }) {
      const pairs = args.lists(0);
      budget.make(2 * pairs.length);
      return Object.fromEntries(pairs.map(pairOf));
    },
  },
  group_by: {
    takes: [2, 2],
    run(args, tools) {
      const groups = new Map<string, JsonValue[]>();
      for (const { key, item } of byKey(args, tools)) {
        if (typeof key !== "string")
          throw queryError("group_by() groups by strings, not by numbers");
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
      }
      return Object.fromEntries(groups);
    },
  },
  items: {
    takes: [1, 1],
    run(args, { budget }) {
      const entries = Object.entries(args.object(0));
      budget.make(3 * entries.length);
      return entries;
    },
  },
  keys: {
    takes: [1, 1],
    run(args, { budget }) {
      const keys = Object.keys(args.object(0));
      budget.make(keys.length);
      return keys;
    },
  },
  length: {
    takes: [1, 1],
    run(args, { budget }) {
      const value = args.value(0);
      if (isList(value)) return value.length;
      if (isObject(value)) return Object.keys(value).length;
      const text = args.text(0);
      budget.make(0, text.length);
      return [...text].length;
    },
  },
  map: {
    takes: [2, 2],
    run(args, { budget, apply }) {
      const expression = args.expression(0);
      const list = args.list(1);
      budget.make(list.length);
      return list.map((item) => apply(expression, item));
    },
  },
  max: {
    takes: [1, 1],
    run: (args, { budget }) => extreme(bySelf(args.sortable(0)), "greatest", budget),
  },
  max_by: {
    takes: [2, 2],
    run: (args, tools) => extreme(byKey(args, tools), "greatest", tools.budget),
  },
  merge: {
    takes: [0, Infinity],
    run(args, { budget }) {
      const objects = Array.from({ length: args.count }, (_, index) => args.object(index));
      return Object.fromEntries(
        objects.flatMap((object) => {
          const entries = Object.entries(object);
          budget.make(3 * entries.length);
          return entries;
        }),
      );
    },
  },
  min: {
    takes: [1, 1],
    run: (args, { budget }) => extreme(bySelf(args.sortable(0)), "least", budget),
  },
  min_by: {
    takes: [2, 2],
    run: (args, tools) => extreme(byKey(args, tools), "least", tools.budget),
  },
  not_null: {
    takes: [1, Infinity],
    run(args) {
      const values = Array.from({ length: args.count }, (_, index) => args.data(index));
      return values.find((value) => value !== null) ?? null;
    },
  },
  sort: { takes: [1, 1], run: (args, { budget }) => sorted(bySelf(args.sortable(0)), budget) },
  sort_by: { takes: [2, 2], run: (args, tools) => sorted(byKey(args, tools), tools.budget) },
  sum: { takes: [1, 1], run: (args, { budget }) => sumOf(args, budget) },
  to_array: {
    takes: [1, 1],
    run(args) {
      const value = args.data(0);
      return isList(value) ? value : [value];
    },
  },
  to_number: {
    takes: [1, 1],
    run(args) {
      const value = args.data(0);
      if (typeof value === "number") return value;
      const isNumber = typeof value === "string" && numberPattern.test(value);
      return isNumber && Number.isFinite(Number(value)) ? Number(value) : null;
    },
  },
  to_string: {
    takes: [1, 1],
    run(args, { budget }) {
      const value = args.data(0);
      if (typeof value === "string") return value;
      payForText(value, budget);
      return JSON.stringify(value);
    },
  },
  type: { takes: [1, 1], run: (args) => typeName(args.data(0)) },
  values: {
    takes: [1, 1],
    run(args, { budget }) {
      const values = Object.values(args.object(0));
      budget.make(values.length);
      return values;
    },
  },
  zip: {
    takes: [1, Infinity],
    run(args, { budget }) {
      const lists = Array.from({ length: args.count }, (_, index) => args.list(index));
      const length = Math.min(...lists.map((list) => list.length));
      budget.make(length * (lists.length + 1));
      return Array.from({ length }, (_, index) => lists.map((list) => list[index] ?? null));
    },
  },
};

/** The functions by name. */
export const queryFunctions: ReadonlyMap<string, QueryFunction> = new Map(Object.entries(table));

const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

function sumOf(args: QueryArguments, budget: QueryBudget): number {
  const numbers = args.numbers(0);
  budget.look(numbers.length);
  return numbers.reduce((sum, number) => sum + number, 0);
}

function pairOf([key, value, ...more]: readonly JsonValue[]): [string, JsonValue] {
  if (typeof key === "string" && value !== undefined && more.length === 0) return [key, value];
  throw queryError("from_items() takes pairs of a string and a value");
}

/** Lists that hold one list many times are small here and large as text. */
function payForText(value: JsonValue, budget: QueryBudget): void {
  if (isList(value)) {
    budget.make(0, value.length + 2);
    for (const item of value) payForText(item, budget);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      budget.make(0, 6 * key.length + 4);
      payForText(item, budget);
    }
  } else budget.make(0, typeof value === "string" ? 6 * value.length + 2 : 24);
}
