/** Policies: what they allow, mount and keep, and whether the budgets of the templates are right. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox, type PolicyTemplate, parsePolicy, policyTemplates } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let host: string;
beforeAll(() => {
  host = mkdtempSync(join(tmpdir(), "fuelbox-policy-"));
  for (const name of ["work", "data", "more"]) mkdirSync(join(host, name));
  writeFileSync(
    join(host, "work/user_code.py"),
    "import sys; print(sys.argv[1:], len(open('/app/data/a.txt').read()))\n",
  );
  writeFileSync(join(host, "data/a.txt"), "four");
  writeFileSync(join(host, "more/b.txt"), "b");
});
afterAll(() => rmSync(host, { recursive: true }));

const templates: readonly PolicyTemplate[] = [
  "text-processing",
  "data-analysis",
  "file-operations",
];

test.each(templates)("the template %s suits a program of its kind", async (name) => {
  const policy = parsePolicy(policyTemplates[name]);
  await using sandbox = await openSandbox({ policy });
  const python = readFileSync(new URL(`../policies/${name}.py`, import.meta.url), "utf8");
  const { ok, stderr, fuel, memory } = await sandbox.run({ python, deterministic: 1 });
  expect([ok, stderr]).toEqual([true, ""]);
  expect(fuel.limit).toBe(policy.fuel_budget);
  expect(fuel.used / fuel.limit).toBeGreaterThan(0.3);
  expect(fuel.used / fuel.limit).toBeLessThan(0.6);
  expect(memory.peakBytes).toBeLessThan(memory.limitBytes);
});

test("openSandbox() mounts, runs and keeps logs as the policy says", async () => {
  await using sandbox = await openSandbox({
    policy: {
      mount_host_dir: join(host, "work"),
      mount_data_dir: join(host, "data"),
      additional_readonly_mounts: [[join(host, "more"), "/app/more"]],
      argv: ["python", "-I", "/app/user_code.py", "it's"],
      preserve_logs: true,
      env: { GREETING: "Hello" },
    },
  });
  const result = await sandbox.run({ args: ["one more"] });
  expect(result.stdout).toBe(`["it's", 'one more'] 4\n`);
  expect(result.logs).toBe("/app/.logs/1");
  expect(readFileSync(join(host, "work/.logs/1/stdout.log"), "utf8")).toBe(result.stdout);
  const denied = await sandbox.exec("echo $GREETING; echo x > more/b.txt; echo y > data/a.txt");
  expect(denied.stdout).toBe("Hello\n");
  expect(denied.stderr.match(/Read-only file system/g)).toHaveLength(2);
  expect(readFileSync(join(host, "data/a.txt"), "utf8")).toBe("four");
});

test("openSandbox() lets other options go before the policy", async () => {
  await using sandbox = await openSandbox({
    policy: { fuel_budget: 5, memory_bytes: 64 * 2 ** 20, env: { A: "policy", B: "policy" } },
    limits: { fuel: 10 ** 9 },
    env: { A: "option" },
  });
  const { stdout, fuel, memory } = await sandbox.exec("echo $A $B");
  expect(stdout).toBe("option policy\n");
  expect([fuel.limit, memory.limitBytes]).toEqual([10 ** 9, 64 * 2 ** 20]);
});

test("openSandbox() refuses a policy by the name of its wrong field", async () => {
  const policy = JSON.parse('{ "fuel_budget": "much" }');
  await expect(openSandbox({ policy })).rejects.toMatchObject({
    code: "INVALID_POLICY",
    message: expect.stringContaining('"fuel_budget"'),
  });
});
