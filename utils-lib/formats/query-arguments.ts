/** The arguments of a function in a query, each read as the type that the function takes. */
import type { JsonRecord, JsonValue } from "../json-value.ts";
import { queryError } from "./query-budget.ts";
import { isList, isObject, QueryExpression, type QueryValue, typeName } from "./query-value.ts";

/** The arguments of one call. Every method throws `INVALID_QUERY` for a value of another type. */
export class QueryArguments {
  readonly #name: string;
  readonly #values: readonly QueryValue[];

  constructor(name: string, values: readonly QueryValue[]) {
    this.#name = name;
    this.#values = values;
  }

  get count(): number {
    return this.#values.length;
  }

  value(index: number): QueryValue {
    return this.#values[index] ?? null;
  }

  data(index: number): JsonValue {
    const value = this.value(index);
    return value instanceof QueryExpression ? this.#refuse(index, "data") : value;
  }

  number(index: number): number {
    const value = this.value(index);
    return typeof value === "number" ? value : this.#refuse(index, "a number");
  }

  text(index: number): string {
    const value = this.value(index);
    return typeof value === "string" ? value : this.#refuse(index, "a string");
  }

  list(index: number): readonly JsonValue[] {
    const value = this.value(index);
    return isList(value) ? value : this.#refuse(index, "an array");
  }

  object(index: number): JsonRecord {
    const value = this.value(index);
    return isObject(value) ? value : this.#refuse(index, "an object");
  }

  expression(index: number): QueryExpression {
    const value = this.value(index);
    return value instanceof QueryExpression ? value : this.#refuse(index, "an expression");
  }

  numbers(index: number): readonly number[] {
    const list = this.list(index);
    return list.every((item) => typeof item === "number")
      ? list
      : this.#refuse(index, "an array of numbers");
  }

  texts(index: number): readonly string[] {
    const list = this.list(index);
    return list.every((item) => typeof item === "string")
      ? list
      : this.#refuse(index, "an array of strings");
  }

  lists(index: number): readonly (readonly JsonValue[])[] {
    const list = this.list(index);
    return list.every(isList) ? list : this.#refuse(index, "an array of arrays");
  }

  /** A list of numbers, or a list of strings. */
  sortable(index: number): readonly (number | string)[] {
    const list = this.list(index);
    if (list.every((item) => typeof item === "string")) return list;
    return list.every((item) => typeof item === "number")
      ? list
      : this.#refuse(index, "an array of numbers or of strings");
  }

  #refuse(index: number, wanted: string): never {
    const got = typeName(this.value(index));
    throw queryError(`${this.#name}() takes ${wanted} as argument ${index + 1}, got ${got}`);
  }
}
