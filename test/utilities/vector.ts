/** One call of a utility, and what every door must make of it. */
import type { JsonValue } from "../../utils-lib/index.ts";

/** What may stand in a tree: text, bytes, a symlink's target, or `null` for an empty directory. */
export type VectorFile = string | { readonly base64: string } | { readonly link: string } | null;

/** One call, and what it gives: a result or the code of an error. */
export interface UtilityVector {
  /** snake_case. */
  readonly utility: string;
  /** By position; a plain object at the end gives arguments by their snake_case names. */
  readonly args: readonly JsonValue[];
  /** Content by absolute path. Default: `exampleFiles`. */
  readonly files?: Readonly<Record<string, VectorFile>>;
  /** Times of modification, in seconds since the epoch, of some of them. */
  readonly modified?: Readonly<Record<string, number>>;
  /** As JSON, whatever a language makes of it. */
  readonly result?: JsonValue;
  /** `INVALID_ARGUMENT` for a TypeError. */
  readonly error?: string;
  /** The error's message, where every language has the same: not for errors of the filesystem. */
  readonly message?: string;
  /** Text of files afterwards; `null` for what must not be there, `"<directory>"` for a directory. */
  readonly after?: Readonly<Record<string, string | null>>;
}

/** What came of a vector behind one door. */
export interface VectorOutcome {
  readonly result?: JsonValue;
  readonly error?: string;
  readonly message?: string;
  readonly after: Readonly<Record<string, string | null>>;
}
