/** `fuelbox run --policy` and `fuelbox policy`, in processes of their own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePolicy } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuelbox } from "../support/fuelbox-command.ts";

let folder: string;
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-policy-"));
  mkdirSync(path("workspace"));
  writeFileSync(
    path("workspace/user_code.js"),
    "console.log(process.argv.slice(2), process.env.WHO)",
  );
  writeFileSync(path("write.js"), 'require("node:fs").writeFileSync("/app/made.txt", "made")');
  writeFileSync(path("loop.js"), "for (;;) {}");
  writeFileSync(
    path("policy.toml"),
    'fuel_budget = 3_000_000\nmount_host_dir = "workspace"\nargv = ["node", "user_code.js", "a b"]\n[env]\nWHO = "policy"\n',
  );
  writeFileSync(path("wrong.toml"), "fuel_budget = 1\nfule = 2\n");
  writeFileSync(path("broken.toml"), "fuel_budget = \n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("run --policy runs the policy's program in its directory, wherever the command is", async () => {
  const { code, stdout } = await fuelbox([
    "run",
    "--policy",
    path("policy.toml"),
    "--fuel",
    "1G",
    "--",
    "more",
  ]);
  expect([code, stdout]).toEqual([0, "[ 'a b', 'more' ] policy\n"]);
});

test("run --policy gives other programs its limits and directory, and lets flags go before", async () => {
  const policy = path("policy.toml");
  const spent = await fuelbox(["run", path("loop.js"), "--policy", policy]);
  expect(spent.code).toBe(152);
  expect(spent.stderr).toContain("3,000,000 of 3,000,000");
  const more = await fuelbox(["run", path("loop.js"), "--policy", policy, "--fuel", "4M"]);
  expect(more.stderr).toContain("4,000,000 of 4,000,000");
  const wrote = await fuelbox(["run", path("write.js"), "--policy", policy, "--fuel", "1G"]);
  expect(wrote.code).toBe(0);
  expect(readFileSync(path("workspace/made.txt"), "utf8")).toBe("made");
});

test.each([
  ["wrong.toml", 'unknown field "fule"'],
  ["broken.toml", "line 1, column 15"],
  ["absent.toml", "no such file or directory"],
])("run --policy %s says what is wrong", async (name, problem) => {
  const { code, stderr } = await fuelbox(["run", path("write.js"), "--policy", path(name)]);
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
  expect(stderr).toMatch(/^fuelbox: [^\n]+\n$/);
});

test("run --policy needs a program when the policy has none", async () => {
  const { code, stderr } = await fuelbox(["run", "--policy", "text-processing"]);
  expect([code, stderr]).toEqual([2, "fuelbox: Name the program to run: the policy has no argv\n"]);
});

test("policy prints the templates, and a template that can be read", async () => {
  const names = await fuelbox(["policy"]);
  expect(names).toMatchObject({
    code: 0,
    stdout: "text-processing\ndata-analysis\nfile-operations\n",
  });
  const template = await fuelbox(["policy", "data-analysis"]);
  expect(parsePolicy(template.stdout).memory_bytes).toBe(268_435_456);
  const unknown = await fuelbox(["policy", "gaming"]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('Unknown template "gaming"');
});
