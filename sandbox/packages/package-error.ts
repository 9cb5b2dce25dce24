/** Why a package cannot be used, as an error of the sandbox. */
import { SandboxError } from "../sandbox-error.ts";

/** The error for bytes that are no wheel, or one that is not allowed. `shown`: what the package is called. */
export function invalidPackage(shown: string, reason: string, cause?: unknown): SandboxError {
  const message = `Cannot use package "${shown}": ${reason}`;
  return new SandboxError("PACKAGE_INVALID", message, { cause });
}

/** The error for a wheel that is not Python alone. */
export function nativePackage(shown: string, reason: string): SandboxError {
  return new SandboxError(
    "PACKAGE_NATIVE",
    `Cannot use package "${shown}": ${reason}, it must be pure Python`,
  );
}

/** The error for a package that is not where it is looked for. */
export function missingPackage(shown: string, reason: string, cause?: unknown): SandboxError {
  const message = `Cannot find package "${shown}": ${reason}`;
  return new SandboxError("PACKAGE_MISSING", message, { cause });
}
