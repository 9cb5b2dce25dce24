/** Checks the fields of a policy, each by its name. */
import { show } from "./check.ts";
import { appDirectory } from "./guest-tree.ts";
import type { Policy } from "./policy.ts";
import { SandboxError } from "./sandbox-error.ts";

/** Says what is wrong with a value; undefined when nothing is. */
type Check = (value: unknown) => string | undefined;

const gibibyte = 2 ** 30;

/** Every field and what it may be. */
const checks: Readonly<Record<keyof Policy, Check>> = {
  fuel_budget: integer(1, Number.MAX_SAFE_INTEGER),
  fuel_warning: (value) =>
    typeof value === "number" && value >= 0 && value < 1 ? undefined : "a number from 0 to below 1",
  memory_bytes: integer(1, 4 * gibibyte),
  stdout_max_bytes: integer(1, gibibyte),
  stderr_max_bytes: integer(1, gibibyte),
  timeout_seconds: (value) =>
    typeof value === "number" && value >= 0 && value <= 2_147_483
      ? undefined
      : "a number from 0 to 2147483",
  preserve_logs: (value) => (typeof value === "boolean" ? undefined : "true or false"),
  mount_host_dir: hostPath,
  guest_mount_path: guestPath,
  mount_data_dir: hostPath,
  guest_data_path: guestPath,
  additional_readonly_mounts: (value) => {
    const isPair = (pair: unknown): boolean =>
      Array.isArray(pair) && pair.length === 2 && !hostPath(pair[0]) && !guestPath(pair[1]);
    const wanted = `pairs of a path of the host and an absolute path in ${appDirectory}`;
    return Array.isArray(value) && value.every(isPair) ? undefined : wanted;
  },
  argv: (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isText) && value[0] !== ""
      ? undefined
      : "a command and its arguments",
  env: (value) => {
    if (!isRecord(value)) return "a table of texts";
    const isOk = Object.entries(value).every(
      ([key, text]) => /^[^=\0]+$/.test(key) && isText(text),
    );
    return isOk ? undefined : "a table of texts by names without =";
  },
};

/** Checks all fields. Throws `SandboxError` INVALID_POLICY that names the field. */
export function checkPolicyFields(policy: unknown): Policy {
  if (!isRecord(policy)) throw invalid(`must be an object, got ${show(policy)}`);
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(policy)) {
    if (!Object.hasOwn(checks, name)) throw invalid(`unknown field "${name}"`);
    if (value === undefined) continue;
    const wanted = checks[name as keyof Policy](value);
    if (wanted !== undefined)
      throw invalid(`field "${name}" must be ${wanted}, got ${show(value)}`);
    checked[name] = structuredClone(value);
  }
  return checked;
}

function invalid(problem: string): SandboxError {
  return new SandboxError("INVALID_POLICY", `Cannot use the policy: ${problem}`);
}

function integer(min: number, max: number): Check {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : `an integer from ${min} to ${max}`;
}

function hostPath(value: unknown): string | undefined {
  return isText(value) && value !== "" ? undefined : "a path of the host";
}

function guestPath(value: unknown): string | undefined {
  const isInside =
    isText(value) &&
    (value === appDirectory || value.startsWith(`${appDirectory}/`)) &&
    value.split("/").every((part, index) => index === 0 || !["", ".", ".."].includes(part));
  return isInside ? undefined : `an absolute path in ${appDirectory}, which is all that guests see`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
