/** Reads the policy that the user names: a file, or one of the templates. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parsePolicy } from "../sandbox/parse-policy.ts";
import type { Policy } from "../sandbox/policy.ts";
import { type PolicyTemplate, policyTemplates } from "../sandbox/policy-templates.ts";
import { SandboxError } from "../sandbox/sandbox-error.ts";
import { attemptWith } from "./program-file.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a policy. A file comes before a template of the same name; paths of the host in it are
 * relative to its directory. Throws {@link UsageError}.
 */
export function readPolicy(name: string): Policy {
  if (isTemplate(name) && !existsSync(name)) return parsePolicy(policyTemplates[name]);
  const text = attemptWith("read", name, () => readFileSync(name, "utf8"));
  return fromDirectory(dirname(resolve(name)), parseFile(name, text));
}

/** The text of a template. Throws {@link UsageError} when there is none of that name. */
export function templateText(name: string): string {
  if (isTemplate(name)) return policyTemplates[name];
  const names = Object.keys(policyTemplates).join(", ");
  throw new UsageError(`Unknown template "${name}": there are ${names}`);
}

function isTemplate(name: string): name is PolicyTemplate {
  return Object.hasOwn(policyTemplates, name);
}

function parseFile(name: string, text: string): Policy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const problem = error.message.slice(error.message.indexOf(":") + 2);
    throw new UsageError(`Cannot use policy "${name}": ${problem}`);
  }
}

function fromDirectory(directory: string, policy: Policy): Policy {
  const { mount_host_dir: host, mount_data_dir: data, additional_readonly_mounts: more } = policy;
  return {
    ...policy,
    ...(host === undefined ? {} : { mount_host_dir: resolve(directory, host) }),
    ...(data === undefined ? {} : { mount_data_dir: resolve(directory, data) }),
    ...(more === undefined
      ? {}
      : {
          additional_readonly_mounts: more.map(
            ([from, to]) => [resolve(directory, from), to] as const,
          ),
        }),
  };
}
