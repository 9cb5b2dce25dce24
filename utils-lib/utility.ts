/** What a utility is: a name, its parameters, and one function over the synchronous filesystem. */
import type { SyncFileSystem } from "../vfs/index.ts";

/** What a utility works with. */
export interface UtilityContext {
  readonly fs: SyncFileSystem;
  /** Relative paths start here. Absolute guest path. */
  readonly cwd: string;
  /** Every path must lie in this directory; `/` allows all. The guests' doors use `/app`. */
  readonly root: string;
  /** Pays for work before it is done, in fuel; throws when the budget is empty. */
  charge(fuel: number): void;
}

/** The types that a parameter can have, in every door. */
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
}
