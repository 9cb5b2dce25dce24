/** The error of a sandbox that cannot do what its holder asks. */

/** The codes of {@link SandboxError}. */
export type SandboxErrorCode =
  /** The sandbox has been closed. */
  | "CLOSED"
  /** What an engine needs cannot be loaded. */
  | "ENGINE_MISSING"
  /** A policy is no TOML, or has a field that is unknown or wrong. */
  | "INVALID_POLICY"
  /** The bytes are no snapshot of a session, or are damaged or forged. */
  | "INVALID_SNAPSHOT"
  /** The platform has no way to run guests apart from its own code. */
  | "NOT_ISOLATED"
  /** The package is no wheel, or damaged, or does not fit this Python. */
  | "PACKAGE_INVALID"
  /** The package, or one that it needs, is not where it is looked for. */
  | "PACKAGE_MISSING"
  /** The package is not pure Python. */
  | "PACKAGE_NATIVE"
  /** What is kept under the name is no tree of files that fits. */
  | "PERSIST_DAMAGED"
  /** Another page or sandbox has the kept files open. */
  | "PERSIST_IN_USE"
  /** There is no room to keep files. */
  | "PERSIST_QUOTA"
  /** The page can keep nothing. */
  | "PERSIST_UNAVAILABLE"
  /** The program's URL gives none. */
  | "PROGRAM_MISSING"
  /** No worker could be started. */
  | "WORKER_LOST";

/** A failure of the sandbox itself; what a guest does is never one. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
