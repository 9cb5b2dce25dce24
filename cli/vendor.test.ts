/** The command with a sandbox that only pretends to import: what it takes, refuses and writes. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunOptions, RunResult, SandboxOptions } from "../sandbox/node.ts";
import { checkPackages } from "../sandbox/packages/check-packages.ts";
import { loadPackages } from "../sandbox/packages/load-packages.ts";
import { readPackageFile } from "../sandbox/packages/package-files-node.ts";
import { formatManifest, parseManifest } from "../sandbox/packages/vendor-manifest.ts";
import { SandboxError } from "../sandbox/sandbox-error.ts";
import { noSession } from "../test/support/no-session.ts";
import { greeter, type MadeWheel, makeWheel, native, party } from "../test/support/tiny-wheels.ts";
import { createFileSystem } from "../vfs/index.ts";
import { runCommand } from "./command.ts";

let folder: string;
let stdout: string;
let stderr: string;
/** What was imported, and the packages that were there. */
let imported: string[];
/** The end of imports of a module. */
let ends: Record<string, Partial<RunResult> | Error>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vendor-"));
  stdout = "";
  stderr = "";
  imported = [];
  ends = {};
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wheels = (): string => join(folder, "wheels");
const out = (): string => join(folder, "out");

/** Puts wheels into the directory of wheels. */
function place(...made: readonly MadeWheel[]): void {
  mkdirSync(wheels(), { recursive: true });
  for (const { bytes, file } of made) writeFileSync(join(wheels(), file), bytes);
}

function vendor(...argv: readonly string[]): Promise<number> {
  const write = (chunk: string | Uint8Array) => Buffer.from(chunk).toString();
  return runCommand(["vendor", ...argv, "--out", out()], {
    stdin: Object.assign((async function* () {})(), { isTTY: true }),
    stdinPatienceMs: 0,
    stdout: {
      write(chunk) {
        stdout += write(chunk);
      },
    },
    stderr: {
      write(chunk) {
        stderr += write(chunk);
      },
    },
    onInterrupt: () => () => {},
    openSandbox: async ({ packages }: SandboxOptions) => {
      const all = await loadPackages(checkPackages(packages), readPackageFile);
      return {
        fs: createFileSystem(),
        session: noSession,
        run: async (options) =>
          pretend(
            options,
            all.map(({ name }) => name),
          ),
        close: async () => {},
      };
    },
  });
}

function pretend({ python = "" }: RunOptions, packages: readonly string[]): RunResult {
  const modules = [...python.matchAll(/^import (.*)$/gm)].map(([, name]) => name ?? "");
  const end = ends[modules[0] ?? ""];
  if (end instanceof Error) throw end;
  if (modules.length > 0) imported.push(`${modules.join()} of ${packages.join()}`);
  return {
    outcome: "exited",
    ok: true,
    exitCode: 0,
    stdout: "",
    stderr: "",
    stdoutTruncated: false,
    stderrTruncated: false,
    fuel: { used: 1_000_000 * modules.length + 100, limit: 1e9, profile: "wasmtime-49" },
    fuelAnalysis: { utilizationPercent: 0, status: "efficient", suggestedBudget: 1e9 },
    memory: { peakBytes: 0, limitBytes: 1e9 },
    durationMs: 1,
    files: { created: [], modified: [], deleted: [] },
    ...end,
  };
}

const listed = () => parseManifest(readFileSync(join(out(), "manifest.json"), "utf8")).packages;

test("vendor takes a package and what it needs, and lists both", async () => {
  place(greeter, party);
  expect(await vendor("tiny_party", "--from", wheels())).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toBe(
    "tiny-greeter 1.2.0: import fuel 1,000,000\ntiny-party 0.3: import fuel 2,000,000\n",
  );
  expect(imported).toEqual([
    "tiny_greeter of tiny-greeter",
    "tiny_extra,tiny_party of tiny-greeter,tiny-party",
  ]);
  expect(listed()).toEqual([
    {
      name: "tiny-greeter",
      version: "1.2.0",
      file: greeter.file,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      requires: [],
      modules: ["tiny_greeter"],
      importFuel: 1_000_000,
      license: "MIT",
      licenseFiles: ["tiny_greeter-1.2.0.dist-info/licenses/LICENSE"],
    },
    expect.objectContaining({ name: "tiny-party", requires: ["tiny-greeter"], license: null }),
  ]);
  expect(readdirSync(out()).sort()).toEqual([party.file, "manifest.json", greeter.file].sort());
  expect(await vendor("--check")).toBe(0);
});

test("vendor takes wheels and directories, and makes the same list in any order", async () => {
  place(greeter, party);
  expect(await vendor(wheels())).toBe(0);
  const list = readFileSync(join(out(), "manifest.json"), "utf8");
  rmSync(out(), { recursive: true });
  expect(await vendor(join(wheels(), greeter.file))).toBe(0);
  expect(listed().map(({ name }) => name)).toEqual(["tiny-greeter"]);
  imported = [];
  // What is in the folder already counts as well, and is not imported again.
  expect(await vendor(join(wheels(), party.file))).toBe(0);
  expect(readFileSync(join(out(), "manifest.json"), "utf8")).toBe(list);
  expect(imported).toEqual(["tiny_extra,tiny_party of tiny-greeter,tiny-party"]);
});

test("vendor imports again what needs a package that is replaced, and refuses what would not fit", async () => {
  const [newer, tooNew] = ["1.3", "2.0"].map((version) =>
    makeWheel({ name: "tiny-greeter", version, files: { "tiny_greeter.py": "" } }),
  );
  if (newer === undefined || tooNew === undefined) throw new Error("no wheels");
  place(greeter, party, newer, tooNew);
  expect(await vendor("tiny-party", "tiny-greeter==1.2", "--from", wheels())).toBe(0);
  imported = [];
  expect(await vendor(join(wheels(), newer.file))).toBe(0);
  expect(imported).toEqual([
    "tiny_greeter of tiny-greeter",
    "tiny_extra,tiny_party of tiny-greeter,tiny-party",
  ]);
  expect(listed()).toMatchObject([{ version: "1.3" }, { name: "tiny-party" }]);
  expect(await vendor("tiny-greeter==2.0", "--from", wheels())).toBe(2);
  expect(stderr).toContain(
    "no wheel for tiny-greeter>=1.0,<2 (needed by tiny-party; 2.0 was chosen)",
  );
  expect(await vendor("--check")).toBe(0);
});

test("vendor takes the newest wheel that is wanted, and removes the one before", async () => {
  const versions = ["1.9", "1.10", "2.0"].map((version) =>
    makeWheel({ name: "thing", version, files: { "thing.py": "" } }),
  );
  place(...versions);
  expect(await vendor("thing==1.9", "--from", wheels())).toBe(0);
  expect(listed()).toMatchObject([{ version: "1.9" }]);
  expect(await vendor("thing<2", "--from", wheels())).toBe(0);
  expect(listed()).toMatchObject([{ version: "1.10" }]);
  expect(readdirSync(out())).toEqual(["manifest.json", "thing-1.10-py3-none-any.whl"]);
});

test.each([
  [
    ["numpy"],
    2,
    "Cannot vendor: no wheel for numpy; put them into a directory and name it by --from",
  ],
  [["tiny-party"], 2, "Cannot vendor: no wheel for tiny-greeter>=1.0,<2 (needed by tiny-party)"],
  [["tiny-party>1"], 2, "Cannot vendor: no wheel for tiny-party>1"],
  [
    ["tiny-native"],
    2,
    'Cannot use package "tiny_native-1.0-py3-none-any.whl": it holds the native library',
  ],
  [["a b; os_name == 'x'"], 2, "name a package, a wheel or a directory of wheels"],
  [["./none/"], 2, 'Cannot find "./none/": name a package, a wheel or a directory of wheels'],
  [["none-1.0-py3-none-any.whl"], 2, 'Cannot read the wheel "none-1.0-py3-none-any.whl"'],
  [["none.whl"], 2, 'Cannot take "none.whl": its name must be that of a wheel'],
  [["tiny-party", "--from", "/none"], 2, 'Cannot read the directory "/none": it must hold wheels'],
  [[], 2, "Name packages, such as: fuelbox vendor tabulate --from wheels"],
  [["--check", "x"], 2, 'Cannot check "x": --check takes a folder by --out'],
  [["--check"], 1, "it lists no packages"],
])("vendor refuses %j", async (argv, code, message) => {
  place(party, native);
  expect(await vendor(...argv, "--from", wheels())).toBe(code);
  expect(stderr).toContain(message);
  expect(existsSync(out())).toBe(false);
});

test("vendor refuses a needed package of another version", async () => {
  place(party, makeWheel({ name: "tiny-greeter", version: "3.0", files: {} }));
  expect(await vendor(wheels())).toBe(2);
  expect(stderr).toContain(
    "no wheel for tiny-greeter>=1.0,<2 (needed by tiny-party; 3.0 was chosen)",
  );
});

test.each<[Partial<RunResult> | Error, string]>([
  [
    {
      ok: false,
      exitCode: 1,
      error: { code: "UNCAUGHT", type: "ImportError", message: "no _fast" },
    },
    "its import failed: ImportError: no _fast",
  ],
  [{ ok: false, exitCode: 3 }, "its import failed: exit: 3"],
  [{ ok: false, outcome: "out-of-fuel" }, "its import ended as out-of-fuel"],
  [new SandboxError("PACKAGE_INVALID", "Bad CRC-32"), "Bad CRC-32"],
])("vendor leaves the folder alone when an import fails", async (end, reason) => {
  place(greeter, party);
  ends = { tiny_extra: end };
  expect(await vendor(wheels())).toBe(1);
  expect(stderr).toBe(`fuelbox: Cannot vendor "tiny-party" 0.3: ${reason}\n`);
  expect(existsSync(out())).toBe(false);
});

test("vendor --check finds what differs from the list", async () => {
  place(greeter, party);
  await vendor(wheels());
  const list = listed().map((entry) => ({ ...entry, importFuel: 5 }));
  writeFileSync(join(out(), "manifest.json"), formatManifest(list));
  writeFileSync(
    join(out(), party.file),
    makeWheel({ name: "Tiny.Party", version: "0.3", files: {} }).bytes,
  );
  writeFileSync(join(out(), "extra-1.0-py3-none-any.whl"), "");
  stderr = "";
  expect(await vendor("--check")).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    'fuelbox: The list does not name "extra-1.0-py3-none-any.whl"',
    'fuelbox: "tiny-greeter" has the importFuel 1000000, its list says 5',
    expect.stringMatching(/^fuelbox: "tiny-party" has the sha256 "[0-9a-f]+", its list says "/),
    'fuelbox: "tiny-party" has the requires [], its list says ["tiny-greeter"]',
    'fuelbox: "tiny-party" has the modules [], its list says ["tiny_extra","tiny_party"]',
    'fuelbox: "tiny-party" has the importFuel 0, its list says 5',
  ]);
  rmSync(join(out(), greeter.file));
  ends = { "": { ok: false, exitCode: 1 } };
  stderr = "";
  expect(await vendor("--check")).toBe(1);
  expect(stderr).toContain("Cannot read the wheel");
  expect(stderr).toContain('"tiny-party" 0.3 is not fit: its import failed');
});

test("vendor refuses a folder whose list is damaged", async () => {
  place(greeter);
  mkdirSync(out());
  writeFileSync(join(out(), "manifest.json"), "{");
  expect(await vendor(wheels())).toBe(2);
  expect(stderr).toContain("it is no JSON");
});
