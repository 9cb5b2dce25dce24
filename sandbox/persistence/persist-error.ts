/** What a user is told when files cannot be kept. */
import { StoreError } from "../../worker/store-client.ts";
import type { StoreFault } from "../../worker/store-protocol.ts";
import { SandboxError, type SandboxErrorCode } from "../sandbox-error.ts";

const faults: Readonly<Record<StoreFault, readonly [code: SandboxErrorCode, reason: string]>> = {
  quota: [
    "PERSIST_QUOTA",
    "the browser has no more room for this site; remove files, or ask it for more with navigator.storage.persist()",
  ],
  denied: [
    "PERSIST_UNAVAILABLE",
    "the browser lets this page keep nothing, as in a private window",
  ],
  "in-use": ["PERSIST_IN_USE", "another page or sandbox has them open"],
  failed: ["PERSIST_UNAVAILABLE", "the browser's storage fails"],
};

/** The error for what a store said. */
export function persistError(cause: unknown, action: string): SandboxError {
  const fault = cause instanceof StoreError ? cause.fault : "failed";
  const [code, reason] = faults[fault];
  const detail = cause instanceof Error && fault === "failed" ? `: ${cause.message}` : "";
  return new SandboxError(code, `${action}: ${reason}${detail}`, { cause });
}
