/** The type of a utility as a function, made from the type of its row. */
import type { FilteringUtility, Utility, UtilityProgress } from "../utility.ts";

/** A row as a function that takes its arguments by position and by name. */
export type BoundUtility<Row> =
  Row extends FilteringUtility<infer Args, infer Required, infer Optional, infer Item>
    ? (
        ...args: CallArguments<Args & FilterArgument<Item>, Required, [...Optional, "filter_func"]>
      ) => Promise<Item[]>
    : Row extends Utility<infer Args, infer Required, infer Optional, infer Result>
      ? (...args: CallArguments<Args, Required, Optional>) => Promise<Result>
      : never;

/** The argument of rows that take a filter. */
interface FilterArgument<Item> {
  readonly filter_func: (item: Item) => unknown;
}

/** All required arguments one by one, then the optional ones. */
type CallArguments<
  Args,
  Required extends readonly unknown[],
  Optional extends readonly unknown[],
> = Required extends readonly [infer First extends keyof Args & string, ...infer Rest]
  ? IsVariadic<Args[First]> extends true
    ?
        | [...values: readonly (string | readonly string[])[]]
        | [
            ...values: readonly (string | readonly string[])[],
            options: OptionsOf<Args, Rest[number] | Optional[number]>,
          ]
    : [Args[First], ...CallArguments<Args, Rest, Optional>]
  : OptionalArguments<Args, Optional>;

/** Optional arguments one by one, and at any place an object with those that are left. */
type OptionalArguments<Args, Names extends readonly unknown[]> = Names extends readonly [
  infer First extends keyof Args & string,
  ...infer Rest,
]
  ?
      | []
      | [options: OptionsOf<Args, Names[number]>]
      | [value: Args[First] | undefined, ...OptionalArguments<Args, Rest>]
  : [] | [options: CallOptions];

/** Arguments by name, in camelCase. */
type OptionsOf<Args, Names> = CallOptions & {
  readonly [Name in Names & keyof Args & string as CamelCase<Name>]?: Args[Name] | undefined;
};

/** What every call takes among its options, beside its arguments. */
export interface CallOptions {
  /** Hears how far the call has come, while nothing else happens: the work is done in one go. */
  readonly onProgress?: ((done: UtilityProgress) => void) | undefined;
}

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** A list in whose place a single string would be wrong. */
type IsVariadic<Value> = [Value] extends [readonly string[]] ? true : false;
