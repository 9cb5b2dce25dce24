/** What a utility is: a name, its parameters, and one function over the synchronous filesystem. */
import type { SyncFileSystem } from "../vfs/index.ts";
import type { JsonRecord, JsonValue } from "./json-value.ts";

/** What a utility works with. */
export interface UtilityContext {
  readonly fs: SyncFileSystem;
  /** Relative paths start here. Absolute guest path. */
  readonly cwd: string;
  /** Every path must lie in this directory; `/` allows all. The guests' doors use `/app`. */
  readonly root: string;
  /** The most bytes that one result may take; {@link defaultMaxResultBytes} when absent. */
  readonly maxResultBytes?: number;
  /** Pays for work before it is done, in fuel; throws when the budget is empty. */
  charge(fuel: number): void;
  /** Hears how far a call has come, at block boundaries. For hosts; guests never hear it. */
  progress?(done: UtilityProgress): void;
}

/** How far one call of a utility has come. */
export interface UtilityProgress {
  /** Bytes read so far. */
  readonly bytes: number;
  /** Files and directories visited so far. */
  readonly items: number;
}

/** The result size that a context without `maxResultBytes` allows. */
export const defaultMaxResultBytes: number = 64 * 2 ** 20;

/** The topics by which utilities are grouped, each a submodule of `sandbox_utils`. */
export type UtilityModule = "files" | "text" | "formats" | "shell" | "state";

/**
 * The types that a parameter can have, in every door. `strings` is one string or a list of them,
 * `number` a finite number, `choice` one of some strings, `value` any plain data, `record` an
 * object of it.
 */
export type ParameterType =
  | "string"
  | "strings"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "value"
  | "record";

/** One parameter, as every door shows it. */
export interface Parameter {
  /** snake_case; the JavaScript doors show it in camelCase. */
  readonly name: string;
  readonly type: ParameterType;
  /** One sentence. */
  readonly doc: string;
  /** Present exactly when the parameter is optional. `null` = absent. */
  readonly default?: string | number | boolean | null | readonly string[];
  /** The least value of an integer or number. */
  readonly minimum?: number;
  /** The values of a `choice`. */
  readonly choices?: readonly string[];
  /** Whether the strings are paths, which Python may give as `Path`. */
  readonly path?: boolean;
  /** Whether each positional argument from here on is one of the strings, as in `cat(*files)`. */
  readonly variadic?: boolean;
}

/** What a utility gives back, as each language writes it. */
export interface ResultDoc {
  readonly typescript: string;
  /** `Path` in it, and `tuple` in a list, are made from strings and arrays by the Python door. */
  readonly python: string;
  /** One sentence. */
  readonly doc: string;
}

/** One call on the files of `exampleFiles`, and its answer. */
export interface UtilityExample {
  /** By position; a plain object at the end gives arguments by their snake_case names. */
  readonly args: readonly JsonValue[];
  readonly result: JsonValue;
}

/** What doors and documents need to know of a utility, besides its parameters. */
interface UtilityDescription {
  /** snake_case: the name in Python, the shell and the host call. */
  readonly name: string;
  /** The name in JavaScript and TypeScript. */
  readonly camelCaseName: string;
  /** The topic under which it can be imported as well. */
  readonly module: UtilityModule;
  /** One sentence. */
  readonly summary: string;
  readonly result: ResultDoc;
  readonly example: UtilityExample;
  /** What it charges, in one sentence that names constants of the cost model. */
  readonly cost: string;
  /**
   * Whether doors take one more argument, `filter_func`: a function that they call with each item of
   * the result, of which those stay for which it gives something true.
   */
  readonly takesFilter?: boolean;
}

/**
 * One utility: everything that its doors, its documentation and its callers need to know.
 * `Args` are its arguments by name; `Required` and `Optional` order their names.
 */
export interface Utility<
  Args extends object,
  Required extends readonly (keyof Args & string)[],
  Optional extends readonly (keyof Args & string)[],
  Result,
> extends UtilityDescription {
  readonly parameters: readonly [
    ...RequiredParameters<Args, Required>,
    ...OptionalParameters<Args, Optional>,
  ];
  /** `true` when it always writes, or the parameter whose presence makes it; absent when it never does. */
  readonly writes?: true | Optional[number];
  /** Does the work. `args` have been checked and completed with the defaults. */
  run(context: UtilityContext, args: Readonly<Args>): Result;
}

/** A utility that lists `Item`s, and whose doors take a filter. */
export interface FilteringUtility<
  Args extends object,
  Required extends readonly (keyof Args & string)[],
  Optional extends readonly (keyof Args & string)[],
  Item,
> extends Utility<Args, Required, Optional, Item[]> {
  readonly takesFilter: true;
}

/** A utility of which only the description is needed. */
export interface UtilityRow extends UtilityDescription {
  readonly parameters: readonly Parameter[];
  readonly writes?: true | string;
}

/** The parameter types that a value can have. */
type TypeOf<Value> = [JsonValue] extends [Value] ? "value" : TypeOfPresent<Exclude<Value, null>>;

type TypeOfPresent<Value> = [Value] extends [boolean]
  ? "boolean"
  : [Value] extends [number]
    ? "integer" | "number"
    : [Value] extends [string]
      ? string extends Value
        ? "string"
        : "choice"
      : [JsonRecord] extends [Value]
        ? "record"
        : "strings";

type Named<Args, Name extends keyof Args> = Omit<Parameter, "default" | "choices" | "variadic"> & {
  readonly name: Name;
  readonly type: TypeOf<Args[Name]>;
} & ChoicesOf<TypeOf<Args[Name]>, Args[Name]> &
  VariadicOf<TypeOf<Args[Name]>, Args[Name]>;

type ChoicesOf<Type, Value> = Type extends "choice"
  ? { readonly choices: readonly Exclude<Value, null>[] }
  : { readonly choices?: never };

/** A list that takes no single string in its place is variadic. */
type VariadicOf<Type, Value> = Type extends "strings"
  ? string extends Value
    ? { readonly variadic?: never }
    : { readonly variadic: true }
  : { readonly variadic?: never };

type RequiredParameters<Args, Names extends readonly (keyof Args)[]> = {
  readonly [Index in keyof Names]: Named<Args, Names[Index]> & { readonly default?: never };
};

type OptionalParameters<Args, Names extends readonly (keyof Args)[]> = {
  readonly [Index in keyof Names]: Named<Args, Names[Index]> & {
    readonly default: Args[Names[Index]];
  };
};
