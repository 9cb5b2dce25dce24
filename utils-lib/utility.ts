/** What a utility is: a name, its parameters, and one function over the synchronous filesystem. */
import type { SyncFileSystem } from "../vfs/index.ts";

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
}

/** The result size that a context without `maxResultBytes` allows. */
export const defaultMaxResultBytes: number = 64 * 2 ** 20;

/** The types that a parameter can have, in every door. `strings` is one string or a list of them. */
export type ParameterType = "string" | "strings" | "integer" | "boolean";

/** One parameter, as every door shows it. */
export interface Parameter {
  /** snake_case; the JavaScript doors show it in camelCase. */
  readonly name: string;
  readonly type: ParameterType;
  /** One sentence. */
  readonly doc: string;
  /** Present exactly when the parameter is optional. `null` = absent. */
  readonly default?: string | number | boolean | null;
  /** The least value of an integer. */
  readonly minimum?: number;
}

/** What a utility gives back, as each language writes it. */
export interface ResultDoc {
  readonly typescript: string;
  readonly python: string;
  /** One sentence. */
  readonly doc: string;
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
> {
  /** snake_case: the name in Python, the shell and the host call. */
  readonly name: string;
  /** The name in JavaScript and TypeScript. */
  readonly camelCaseName: string;
  /** One sentence. */
  readonly summary: string;
  readonly parameters: readonly [
    ...RequiredParameters<Args, Required>,
    ...OptionalParameters<Args, Optional>,
  ];
  readonly result: ResultDoc;
  /** What it charges, in one sentence that names constants of the cost model. */
  readonly cost: string;
  /** The parameter whose presence makes the utility write; absent when it never does. */
  readonly writesTo?: Optional[number];
  /** Does the work. `args` have been checked and completed with the defaults. */
  run(context: UtilityContext, args: Readonly<Args>): Result;
}

/** A utility of which only the description is needed. */
export interface UtilityRow {
  readonly name: string;
  readonly camelCaseName: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly result: ResultDoc;
  readonly cost: string;
  readonly writesTo?: string;
}

/** The parameter type of a value. */
type TypeOf<Value> = [Value] extends [boolean]
  ? "boolean"
  : [Value] extends [number]
    ? "integer"
    : [Value] extends [string | null]
      ? "string"
      : "strings";

type Named<Args, Name extends keyof Args> = Omit<Parameter, "default"> & {
  readonly name: Name;
  readonly type: TypeOf<Args[Name]>;
};

type RequiredParameters<Args, Names extends readonly (keyof Args)[]> = {
  readonly [Index in keyof Names]: Named<Args, Names[Index]> & { readonly default?: never };
};

type OptionalParameters<Args, Names extends readonly (keyof Args)[]> = {
  readonly [Index in keyof Names]: Named<Args, Names[Index]> & {
    readonly default: Args[Names[Index]];
  };
};
