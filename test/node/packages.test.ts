/** Packages from wheels to programs: in sandboxes and by the command. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openSandbox, type PackageSource, type VendorFolder } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuelbox } from "../support/fuelbox-command.ts";
import { greeter, native, party } from "../support/tiny-wheels.ts";

const folder: string = mkdtempSync(join(tmpdir(), "packages-"));
const vendor = join(folder, "vendor");
const wheelAt = ({ file }: { readonly file: string }) => join(folder, file);
let listed: {
  readonly packages: readonly { readonly name: string; readonly importFuel: number }[];
};

beforeAll(async () => {
  for (const { bytes, file } of [greeter, party, native]) writeFileSync(join(folder, file), bytes);
  const made = await fuelbox(["vendor", "tiny-party", "--from", folder, "--out", vendor]);
  expect(made).toMatchObject({ code: 0, stderr: expect.not.stringContaining("Cannot") });
  listed = JSON.parse(readFileSync(join(vendor, "manifest.json"), "utf8"));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = "import tiny_party\nprint(tiny_party.invite())\n";

test.each<[string, () => readonly PackageSource[] | VendorFolder]>([
  ["bytes", () => [greeter.bytes, party.bytes]],
  ["paths", () => [wheelAt(greeter), wheelAt(party)]],
  ["URLs", () => [greeter, party].map((wheel) => pathToFileURL(wheelAt(wheel)))],
  ["a vendor folder", () => ({ from: vendor })],
  ["names in a vendor folder", () => [{ from: pathToFileURL(vendor), names: ["Tiny.Party"] }]],
])("openSandbox() takes packages as %s", async (_what, packages) => {
  await using sandbox = await openSandbox({ packages: packages() });
  const result = await sandbox.run({ python: program });
  expect([result.stdout, result.stderr]).toEqual(["['Hello, Ada!', 'Hello, Grace!']\n", ""]);
  expect(result.files).toEqual({ created: [], modified: [], deleted: [] });
  expect(await sandbox.fs.readdir("/")).toEqual(["app", "tmp"]);
  expect(sandbox.fs.sync.usage().bytes).toBeLessThan(100);
  expect(sandbox.describe()).toContain("(tiny-greeter 1.2.0, tiny-party 0.3)");
});

test("packages are there for processes, sessions, forks and the next worker", async () => {
  await using sandbox = await openSandbox({ packages: [greeter.bytes] });
  const child = await sandbox.run({
    python: `
import subprocess, sys
code = "import tiny_greeter; print(tiny_greeter.greet('child'))"
print(subprocess.check_output([sys.executable, "-c", code], text=True), end="")
print(subprocess.check_output([sys.executable, "-m", "tiny_greeter"]))
`,
  });
  expect([child.stdout, child.stderr]).toEqual(["Hello, child!\nb''\n", ""]);
  await using session = await sandbox.session("python");
  await session.run("import tiny_greeter");
  await using fork = await session.fork();
  expect((await fork.run("tiny_greeter.greet('fork')")).value).toBe("Hello, fork!");
  expect((await fork.run("import importlib; importlib.reload(tiny_greeter); 1")).value).toBe(1);
  const stopped = await sandbox.run({ python: "while True: pass", limits: { timeoutMs: 200 } });
  expect(stopped.outcome).toBe("timed-out");
  const after = await sandbox.run({
    shell: "python3 -c 'import tiny_greeter as t; print(t.greet(1))'",
  });
  expect(after.stdout).toBe("Hello, 1!\n");
});

test("a run costs the same fuel with packages whenever they were compiled", async () => {
  const counts: number[] = [];
  for (const packages of [[greeter.bytes, party.bytes], { from: vendor }]) {
    await using sandbox = await openSandbox({ packages });
    const run = async (python: string) =>
      (await sandbox.run({ python, deterministic: 0 })).fuel.used;
    const empty = await run("pass\n");
    counts.push((await run("import tiny_extra\nimport tiny_party\n")) - empty);
  }
  const { importFuel } = listed.packages.find(({ name }) => name === "tiny-party") ?? {};
  expect(counts).toEqual([importFuel, importFuel]);
});

test("openSandbox() rejects packages that it cannot use", async () => {
  await expect(openSandbox({ packages: [native.bytes] })).rejects.toMatchObject({
    name: "SandboxError",
    code: "PACKAGE_NATIVE",
  });
  await expect(openSandbox({ packages: [new Uint8Array(9)] })).rejects.toMatchObject({
    code: "PACKAGE_INVALID",
  });
  await expect(openSandbox({ packages: ["no-such-package"] })).rejects.toMatchObject({
    code: "PACKAGE_MISSING",
  });
  const absent = openSandbox({ packages: [join(folder, "none-1.0-py3-none-any.whl")] });
  await expect(absent).rejects.toThrow(
    /^Cannot find package "none-1\.0-py3-none-any\.whl": [^/]*$/,
  );
});

test("a damaged package fails the runs that need Python, and those alone", async () => {
  const bytes = greeter.bytes.slice();
  const start = Buffer.from(bytes).indexOf("tiny_greeter.py") + "tiny_greeter.py".length;
  bytes.fill(0xff, start, start + 20);
  await using sandbox = await openSandbox({ packages: [bytes] });
  for (let times = 0; times < 2; times += 1) {
    await expect(sandbox.run({ python: "pass" })).rejects.toMatchObject({
      code: "PACKAGE_INVALID",
      message: expect.stringMatching(/^Cannot install package "tiny-greeter 1\.2\.0": \w/),
    });
    expect((await sandbox.run({ javascript: "console.log(1)" })).stdout).toBe("1\n");
  }
});

test("a missing package is explained by packages", async () => {
  await using sandbox = await openSandbox();
  const { guidance, stderr } = await sandbox.run({ python: "import tabulate" });
  expect(stderr).toContain("Hint: 'tabulate' is not installed.");
  expect(guidance).toMatchObject({ type: "MissingPackage", docs: ["docs/packages.md"] });
  expect(guidance?.actions.join("\n")).toContain("packages of openSandbox, fuelbox vendor");
});

test("fuelbox run takes wheels and folders, and fuelbox vendor checks them", async () => {
  const file = join(folder, "main.py");
  writeFileSync(file, program);
  const folders = await fuelbox(["run", "--packages", vendor, file]);
  expect([folders.code, folders.stdout]).toEqual([0, "['Hello, Ada!', 'Hello, Grace!']\n"]);
  const wheels = [greeter, party].flatMap((wheel) => ["--package", wheelAt(wheel)]);
  expect((await fuelbox(["run", file, ...wheels])).stdout).toBe(folders.stdout);
  expect(await fuelbox(["run", "--package", wheelAt(native), file])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("it holds the native library"),
  });
  expect(await fuelbox(["vendor", "--check", "--out", vendor])).toMatchObject({
    code: 0,
    stderr: "",
  });
});
