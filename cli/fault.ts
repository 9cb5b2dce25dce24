/** One line and an exit code for every error that can reach the command. */
import { SandboxError } from "../sandbox/sandbox-error.ts";
import { MountError } from "../vfs/providers/host-directory-node.ts";
import { UsageError } from "./usage-error.ts";

/** What the user typed or named is wrong. */
const usageCode = 2;
/** Something of ours is broken: EX_SOFTWARE of sysexits.h. */
const softwareCode = 70;

/** The line to print: never a stack trace. */
export function faultLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The user typed the host path, so the line may name it.
  const of =
    error instanceof MountError && error.host !== undefined ? ` (mount "${error.host}")` : "";
  return `fuelbox: ${message.replaceAll(/\s*\n\s*/g, " ")}${of}`;
}

/** The exit code of an error. */
export function faultExitCode(error: unknown): number {
  return isUsage(error) ? usageCode : softwareCode;
}

/** Also what the sandbox refuses, such as a limit out of range. */
function isUsage(error: unknown): boolean {
  if (error instanceof UsageError || error instanceof MountError) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof SandboxError && /^(?:INVALID_POLICY|PACKAGE_\w+)$/.test(error.code))
    return true;
  const isRefusal = error.name === "FsError" || error.name === "WasmError";
  return isRefusal || /^Cannot use (?:option|fuel profile|cost) /.test(error.message);
}
