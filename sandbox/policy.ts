/** Policies: what a sandbox may use and what is mounted in it, as data that a file can hold. */
import { appDirectory } from "./guest-tree.ts";
import type { SandboxLimits } from "./limits.ts";
import { checkPolicyFields } from "./policy-fields.ts";

/**
 * What a sandbox may use and what is mounted in it. The names are those of the file, `policy.toml`;
 * everything may be absent.
 */
export interface Policy {
  /** Units of fuel of each run. Default 2,000,000,000. */
  readonly fuel_budget?: number;
  /** The share of the fuel, such as 0.8, at which a Python program gets `FuelWarning`. Default 0: never. */
  readonly fuel_warning?: number;
  /** Linear memory of each run in bytes. Default 134,217,728. */
  readonly memory_bytes?: number;
  /** Bytes of standard output that are kept. Default 2,000,000. */
  readonly stdout_max_bytes?: number;
  /** Bytes of standard error that are kept. Default 1,000,000. */
  readonly stderr_max_bytes?: number;
  /** Wall time of each run in seconds; 0 for no limit but that of fuel. Default 30. */
  readonly timeout_seconds?: number;
  /** Whether each run leaves its output in `/app/.logs/<number>`. Default false. */
  readonly preserve_logs?: boolean;
  /** A directory of the host that guests see at `guest_mount_path`, and that their changes return to. Default: none. */
  readonly mount_host_dir?: string;
  /** At or below `/app`. Default `/app`. */
  readonly guest_mount_path?: string;
  /** A directory of the host that guests see at `guest_data_path` and cannot change. Default: none. */
  readonly mount_data_dir?: string;
  /** Below `/app`. Default `/app/data`. */
  readonly guest_data_path?: string;
  /** More directories that guests cannot change: pairs of a path of the host and one below `/app`. */
  readonly additional_readonly_mounts?: readonly (readonly [host: string, guest: string])[];
  /** What is run when a run names no program: a command and its arguments, such as `["python", "/app/user_code.py"]`. */
  readonly argv?: readonly string[];
  /** The environment of every run. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A directory of the host that a policy mounts. */
export interface PolicyMount {
  readonly host: string;
  readonly guest: string;
  readonly mode: "ro" | "rw";
}

/** Checks a policy. Throws `SandboxError` INVALID_POLICY that names the field. */
export function checkPolicy(policy: unknown): Policy {
  return policy === undefined ? {} : checkPolicyFields(policy);
}

/** The longest that a timer can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** The limits that a policy sets. */
export function policyLimits(policy: Policy): SandboxLimits {
  const { timeout_seconds: seconds } = policy;
  const limits = {
    fuel: policy.fuel_budget,
    fuelWarning: policy.fuel_warning,
    memoryBytes: policy.memory_bytes,
    stdoutBytes: policy.stdout_max_bytes,
    stderrBytes: policy.stderr_max_bytes,
    timeoutMs: seconds === undefined ? undefined : Math.ceil(seconds * 1_000) || longestMs,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

/** The directories of the host that a policy mounts, in the order of the fields. */
export function policyMounts(policy: Policy): readonly PolicyMount[] {
  const { mount_host_dir: host, mount_data_dir: data, additional_readonly_mounts: more } = policy;
  const { guest_mount_path: guest = appDirectory, guest_data_path: dataPath = defaultDataPath } =
    policy;
  return [
    ...(host === undefined ? [] : [{ host, guest, mode: "rw" as const }]),
    ...(data === undefined ? [] : [{ host: data, guest: dataPath, mode: "ro" as const }]),
    ...(more ?? []).map(([from, to]) => ({ host: from, guest: to, mode: "ro" as const })),
  ];
}

const defaultDataPath = `${appDirectory}/data`;
