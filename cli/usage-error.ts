/** The error for what the caller of the command did wrong: one clear line, exit code 2. */

/** Says in one line what is wrong with the command line and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
