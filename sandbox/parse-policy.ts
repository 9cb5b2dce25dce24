/** Reads a policy from TOML. */
import { parse, TomlError } from "smol-toml";
import type { Policy } from "./policy.ts";
import { checkPolicyFields } from "./policy-fields.ts";
import { SandboxError } from "./sandbox-error.ts";

/** No policy is longer, in characters. */
const maxLength = 100_000;

/**
 * Reads a policy from the text of a `policy.toml`, whose fields are those of {@link Policy}.
 *
 * @throws SandboxError INVALID_POLICY that says where the text is no TOML 1.0, or names the field
 * that is unknown or has a wrong value.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openSandbox, parsePolicy } from "fuelbox";
 *
 * const policy = parsePolicy('fuel_budget = 50_000_000\n[env]\nGREETING = "Hello"\n');
 * await using sandbox = await openSandbox({ policy });
 * const { stdout, fuel } = await sandbox.run({ javascript: "console.log(process.env.GREETING)" });
 * assert.equal(stdout, "Hello\n");
 * assert.equal(fuel.limit, 50_000_000);
 * assert.throws(() => parsePolicy("fule_budget = 1"), /unknown field "fule_budget"/);
 * ```
 */
export function parsePolicy(toml: string): Policy {
  if (toml.length > maxLength) throw invalid(`it is longer than ${maxLength} characters`);
  let value: unknown;
  try {
    value = parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column } = error;
    const [problem = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    throw invalid(`line ${line}, column ${column}: ${problem}`);
  }
  return checkPolicyFields(value);
}

function invalid(problem: string): SandboxError {
  return new SandboxError("INVALID_POLICY", `Cannot read the policy: ${problem}`);
}
