/** The functions of a query that are about text. */
import { type QueryBudget, queryError } from "./query-budget.ts";
import type { QueryFunction } from "./query-functions.ts";
import { isList } from "./query-value.ts";

/** By name. */
export const textFunctions: Readonly<Record<string, QueryFunction>> = {
  ends_with: {
    takes: [2, 2],
    run(args, { budget }) {
      budget.look(args.text(1).length);
      return args.text(0).endsWith(args.text(1));
    },
  },
  join: {
    takes: [2, 2],
    run(args, { budget }) {
      const glue = args.text(0);
      const texts = args.texts(1);
      budget.look(texts.length);
      const characters = texts.reduce((length, text) => length + text.length, 0);
      budget.make(0, characters + glue.length * texts.length);
      return texts.join(glue);
    },
  },
  lower: { takes: [1, 1], run: (args, { budget }) => made(args.text(0), budget).toLowerCase() },
  reverse: {
    takes: [1, 1],
    run(args, { budget }) {
      const value = args.value(0);
      if (!isList(value)) return [...made(args.text(0), budget)].reverse().join("");
      budget.make(value.length);
      return [...value].reverse();
    },
  },
  split: {
    takes: [2, 2],
    run(args, { budget }) {
      const text = args.text(0);
      const separator = args.text(1);
      if (separator === "") throw queryError("split() takes a separator that is not empty");
      budget.look(text.length * Math.ceil(separator.length / 32));
      budget.make(text.length, text.length);
      return text.split(separator);
    },
  },
  starts_with: {
    takes: [2, 2],
    run(args, { budget }) {
      budget.look(args.text(1).length);
      return args.text(0).startsWith(args.text(1));
    },
  },
  trim: {
    takes: [1, 1],
    run: (args, { budget }) => made(args.text(0), budget).trim(),
  },
  upper: { takes: [1, 1], run: (args, { budget }) => made(args.text(0), budget).toUpperCase() },
};

/** A text that another one of about its length is made of. */
function made(text: string, budget: QueryBudget): string {
  budget.make(0, text.length);
  return text;
}
