import { expect, test } from "vitest";
import { checkPageOptions } from "./page-options.ts";
import { parsePolicy } from "./parse-policy.ts";
import { checkPolicy, policyLimits, policyMounts } from "./policy.ts";
import { policyTemplates } from "./policy-templates.ts";

const whole = {
  fuel_budget: 5_000_000,
  fuel_warning: 0.75,
  memory_bytes: 128_000_000,
  stdout_max_bytes: 2_000,
  stderr_max_bytes: 1_000,
  timeout_seconds: 1.5,
  preserve_logs: true,
  mount_host_dir: "workspace",
  guest_mount_path: "/app/work",
  mount_data_dir: "data",
  guest_data_path: "/app/in",
  additional_readonly_mounts: [["more", "/app/more"]],
  argv: ["python", "-I", "/app/user_code.py", "-X", "utf8"],
  env: { DEMO_GREETING: "Hello" },
};

test("parsePolicy() reads every field", () => {
  const toml = `
fuel_budget = 5_000_000
fuel_warning = 0.75
memory_bytes = 128_000_000
stdout_max_bytes = 2000
stderr_max_bytes = 1000
timeout_seconds = 1.5
preserve_logs = true
mount_host_dir = "workspace"
guest_mount_path = "/app/work"
mount_data_dir = "data"
guest_data_path = "/app/in"
additional_readonly_mounts = [["more", "/app/more"]]
argv = ["python", "-I", "/app/user_code.py", "-X", "utf8"]
[env]
DEMO_GREETING = "Hello"
`;
  expect(parsePolicy(toml)).toEqual(whole);
});

test("policyLimits() sets the limits that the policy names, and no other", () => {
  expect(policyLimits(checkPolicy(whole))).toEqual({
    fuel: 5_000_000,
    fuelWarning: 0.75,
    memoryBytes: 128_000_000,
    stdoutBytes: 2_000,
    stderrBytes: 1_000,
    timeoutMs: 1_500,
  });
  expect(policyLimits({})).toEqual({});
  expect(policyLimits({ timeout_seconds: 0 })).toEqual({ timeoutMs: 2_147_483_647 });
  expect(policyLimits({ timeout_seconds: 0.0001 })).toEqual({ timeoutMs: 1 });
});

test("policyMounts() makes one directory writable and the others read-only", () => {
  expect(policyMounts(checkPolicy(whole))).toEqual([
    { host: "workspace", guest: "/app/work", mode: "rw" },
    { host: "data", guest: "/app/in", mode: "ro" },
    { host: "more", guest: "/app/more", mode: "ro" },
  ]);
  expect(policyMounts({ mount_host_dir: "a", mount_data_dir: "b" })).toEqual([
    { host: "a", guest: "/app", mode: "rw" },
    { host: "b", guest: "/app/data", mode: "ro" },
  ]);
  expect(policyMounts({})).toEqual([]);
});

test.each<[unknown, string]>([
  ["text", 'must be an object, got "text"'],
  [{ fule_budget: 1 }, 'unknown field "fule_budget"'],
  [{ ["__proto__x"]: 1 }, 'unknown field "__proto__x"'],
  [JSON.parse('{"__proto__": 1}'), 'unknown field "__proto__"'],
  [{ fuel_budget: 0 }, 'field "fuel_budget" must be an integer from 1 to 9007199254740991, got 0'],
  [
    { fuel_budget: "5" },
    'field "fuel_budget" must be an integer from 1 to 9007199254740991, got "5"',
  ],
  [{ fuel_warning: 1 }, 'field "fuel_warning" must be a number from 0 to below 1, got 1'],
  [{ memory_bytes: 2 ** 33 }, 'field "memory_bytes" must be an integer from 1 to 4294967296'],
  [{ stdout_max_bytes: -1 }, 'field "stdout_max_bytes" must be an integer from 1 to 1073741824'],
  [{ stderr_max_bytes: 1.5 }, 'field "stderr_max_bytes" must be an integer from 1 to 1073741824'],
  [{ timeout_seconds: -1 }, 'field "timeout_seconds" must be a number from 0 to 2147483, got -1'],
  [{ timeout_seconds: Number.NaN }, 'field "timeout_seconds" must be a number from 0 to 2147483'],
  [{ preserve_logs: "no" }, 'field "preserve_logs" must be true or false, got "no"'],
  [{ mount_host_dir: "" }, 'field "mount_host_dir" must be a path of the host, got ""'],
  [{ guest_mount_path: "/etc" }, 'field "guest_mount_path" must be an absolute path in /app'],
  [{ guest_mount_path: "/app/../x" }, 'field "guest_mount_path" must be an absolute path in /app'],
  [{ guest_data_path: "/data" }, 'field "guest_data_path" must be an absolute path in /app'],
  [{ mount_data_dir: 5 }, 'field "mount_data_dir" must be a path of the host, got 5'],
  [{ additional_readonly_mounts: [["a"]] }, 'field "additional_readonly_mounts" must be pairs of'],
  [
    { additional_readonly_mounts: [["a", "/x"]] },
    'field "additional_readonly_mounts" must be pairs',
  ],
  [{ argv: [] }, 'field "argv" must be a command and its arguments, got an array'],
  [{ argv: ["a\0"] }, 'field "argv" must be a command and its arguments, got an array'],
  [{ env: { A: 1 } }, 'field "env" must be a table of texts'],
  [{ env: { "A=B": "1" } }, 'field "env" must be a table of texts'],
])("checkPolicy() refuses %j by name", (policy, problem) => {
  expect(() => checkPolicy(policy)).toThrow(
    expect.objectContaining({
      code: "INVALID_POLICY",
      message: expect.stringContaining(`Cannot use the policy: ${problem}`),
    }),
  );
});

test.each([
  ["fuel_budget = ", "line 1, column 15"],
  ["a = 1\na = 2\n", "line 2, column 1"],
  [`x = "${"a".repeat(100_000)}"`, "it is longer than 100000 characters"],
])("parsePolicy() says where %j is wrong", (toml, place) => {
  expect(() => parsePolicy(toml)).toThrow(`Cannot read the policy: ${place}`);
});

test("checkPageOptions() refuses directories of the host in a page", () => {
  expect(() => checkPageOptions({ policy: { mount_data_dir: "data" } })).toThrow(
    "Cannot use the policy: a page has no directories of the host to mount",
  );
  expect(checkPageOptions({ policy: { fuel_budget: 7 } }).sandbox.limits.fuel).toBe(7);
});

test.each(Object.entries(policyTemplates))("policyTemplates has a policy for %s", (_name, toml) => {
  const policy = parsePolicy(toml);
  expect(Object.keys(policyLimits(policy))).toHaveLength(6);
  expect(policyMounts(policy)).toEqual([]);
});
