import fc from "fast-check";
import { expect, test } from "vitest";
import { prepared, testHost } from "../../../test/support/run-python.ts";
import {
  greeter,
  type MadeWheel,
  makeWheel,
  party,
  zip,
} from "../../../test/support/tiny-wheels.ts";
import { createMemoryCache } from "../../../test/support/wasi-run.ts";
import { createFileSystem } from "../../../vfs/index.ts";
import { createVirtualClock } from "../../clock.ts";
import { createKernel } from "../../create-kernel.ts";
import type { EngineHost } from "../../engine.ts";
import { createFuelAccount } from "../../fuel-account.ts";
import { hashOf } from "../../hash.ts";
import { openPythonEngine } from "../engine.ts";
import { runPython } from "../run-python.ts";
import { encodeStdlib } from "../stdlib.ts";
import { installPackages } from "./install-packages.ts";
import type { PackageArchive } from "./package-archive.ts";

async function archiveOf({ bytes, file }: MadeWheel): Promise<PackageArchive> {
  return { name: file, sha256: await hashOf(bytes), bytes };
}

const archives = await Promise.all([greeter, party].map(archiveOf));
const cache = createMemoryCache();
const host = { ...testHost, cache };
const packages = await installPackages(host, prepared, archives);

function run(source: string, tree = packages) {
  const fs = createFileSystem().sync;
  for (const path of ["/app", "/tmp"]) fs.mkdir(path);
  let said = "";
  const take = (chunk: Uint8Array): void => {
    said += new TextDecoder().decode(chunk);
  };
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(10n ** 10n),
    args: ["main.py"],
    clock: createVirtualClock(),
    stdout: take,
    stderr: take,
  });
  const changes: unknown[] = [];
  fs.onChange((record) => changes.push(record));
  runPython({ ...prepared, packages: tree }, { source, path: "/app/main.py" }, kernel);
  kernel.close();
  return { said, changes };
}

test("programs import what installPackages() made, with data and metadata", () => {
  const { said, changes } = run(`
import importlib.metadata as metadata, inspect, sys
import tiny_party, tiny_extra
print(tiny_party.invite(), tiny_extra.VALUE)
print(tiny_party.__file__, tiny_party.__cached__)
print(sys.path[-1])
print(metadata.version("tiny-greeter"), metadata.requires("tiny-party"))
print([(one.name, one.load()("Bob")) for one in metadata.entry_points(group="console_scripts")])
print(inspect.getsource(tiny_party.parse))
`);
  const site = "/lib/python3.14/site-packages";
  expect(said.split("\n")).toEqual([
    "['Hello, Ada!', 'Hello, Grace!'] 7",
    `${site}/tiny_party/__init__.py ${site}/tiny_party/__pycache__/__init__.cpython-314.pyc`,
    site,
    "1.2.0 ['tiny_greeter (>=1.0,<2)', 'tiny-windows; sys_platform == \"win32\"', 'tiny-tests; extra == \"test\"']",
    "[('tiny-greet', 'Hello, Bob!')]",
    "def parse(text):",
    "    return text.split()",
    "",
    "",
  ]);
  expect(changes).toEqual([]);
});

test("programs cannot change what installPackages() made", () => {
  const { said } = run(`
import os
for action in (
    lambda: open("/lib/python3.14/site-packages/tiny_greeter.py", "a"),
    lambda: os.unlink("/lib/python3.14/site-packages/tiny_greeter.py"),
    lambda: os.mkdir("/lib/python3.14/site-packages/x"),
):
    try:
        action()
    except OSError as error:
        print(error.strerror)
`);
  expect(said).toBe("Read-only file system\n".repeat(3));
});

test("a traceback shows the lines of packages, and blames the program", () => {
  const { said } = run("import tiny_greeter\ntiny_greeter.greet()\n");
  expect(said).toContain('  File "/app/main.py", line 2, in <module>\n    tiny_greeter.greet()');
  expect(run("import tiny_party.broken").said).toContain("SyntaxError: invalid syntax");
});

test("modules are compiled, sorted, and leave out what is no code", () => {
  const names = packages.readdir("/site-packages").map(({ name }) => name);
  expect(names).toEqual([
    "Tiny.Party-0.3.dist-info",
    "__pycache__",
    "tiny_extra.py",
    "tiny_greeter-1.2.0.dist-info",
    "tiny_greeter.py",
    "tiny_party",
  ]);
  const compiled = packages.readdir("/site-packages/tiny_party/__pycache__");
  expect(compiled.map(({ name }) => name)).toEqual([
    "__init__.cpython-314.pyc",
    "guests.cpython-314.pyc",
  ]);
});

test("installPackages() makes the same bytes again, whatever was installed before", async () => {
  const reversed = await installPackages(
    { ...testHost, cache: createMemoryCache() },
    { ...prepared, packages },
    archives.toReversed(),
  );
  const again = await installPackages(
    { ...testHost, cache: createMemoryCache() },
    prepared,
    archives,
  );
  expect(encodeStdlib(again)).toEqual(encodeStdlib(packages));
  expect(reversed.readFile("/site-packages/__pycache__/tiny_greeter.cpython-314.pyc")).toEqual(
    packages.readFile("/site-packages/__pycache__/tiny_greeter.cpython-314.pyc"),
  );
});

test("installPackages() reads the cache, and does without one that is damaged or fails", async () => {
  const said: unknown[] = [];
  const onProgress = (step: string | undefined) => void said.push(step);
  expect([...cache.entries.keys()]).toEqual([
    expect.stringMatching(/^package-[0-9a-f]{64}$/),
    expect.stringMatching(/^package-[0-9a-f]{64}$/),
    expect.stringMatching(/^package-[0-9a-f]{64}$/),
  ]);
  const known = await installPackages({ ...host, onProgress }, prepared, archives);
  expect(encodeStdlib(known)).toEqual(encodeStdlib(packages));
  await installPackages({ ...host, onProgress }, prepared, archives.slice(0, 1));
  expect(said).toEqual([]);
  const failing = async (): Promise<never> => {
    throw new Error("disk full");
  };
  const broken = { get: async () => Uint8Array.of(1, 2, 3), put: failing };
  for (const other of [{ get: failing, put: failing }, broken]) {
    const tree = await installPackages(
      { ...testHost, cache: other, onProgress },
      prepared,
      archives,
    );
    expect(encodeStdlib(tree)).toEqual(encodeStdlib(packages));
  }
  expect(said.slice(0, 2)).toEqual([
    'Preparing package "tiny_greeter-1.2.0-py3-none-any.whl", once',
    undefined,
  ]);
});

test.each([
  ["no zip archive", new Uint8Array(100), "BadZipFile"],
  ["bytes that differ from their sum", damaged(greeter.bytes), "Bad CRC-32"],
])("installPackages() rejects %s", async (_what, bytes, message) => {
  const archive = { name: "bad", sha256: await hashOf(bytes), bytes };
  const installing = installPackages(host, prepared, [archive]);
  await expect(installing).rejects.toMatchObject({ name: "PackageError" });
  await expect(installing).rejects.toThrow('Cannot install package "bad": ');
  await expect(installing).rejects.toThrow(message);
});

test("the engine's programs import what it was told to install last", async () => {
  const engine = await openPythonEngine({ ...testHost, cache: withPrepared(cache) });
  const exitCode = async (source: string): Promise<number> => {
    const fs = createFileSystem().sync;
    for (const path of ["/app", "/tmp"]) fs.mkdir(path);
    const kernel = createKernel({ fs, fuel: createFuelAccount(10n ** 10n), args: ["main.py"] });
    const end = await engine.run({ source, path: "/app/main.py" }, kernel);
    kernel.close();
    return end.exitCode;
  };
  expect(await exitCode("import tiny_greeter")).toBe(1);
  await engine.install(archives);
  await engine.install(archives);
  expect(await exitCode("import tiny_greeter, tiny_party")).toBe(0);
  await engine.install(archives.slice(0, 1));
  expect(await exitCode("import tiny_greeter")).toBe(0);
  expect(await exitCode("import tiny_party")).toBe(1);
});

test("installPackages() rejects packages whose files stand in each other's way", async () => {
  const file = await archiveOf(makeWheel({ name: "one", files: { "thing.py": "" } }));
  const directory = await archiveOf(makeWheel({ name: "two", files: { "thing.py/x.py": "" } }));
  await expect(installPackages(host, prepared, [directory, file])).rejects.toThrow(
    'Cannot install package "one-1.0-py3-none-any.whl": EISDIR',
  );
});

test("installPackages() ends a package that takes more than it may", async () => {
  const large = zip({
    "a.py": `x = ${"[".repeat(90)}1${"]".repeat(90)}\n`,
    "b.bin": new Uint8Array(130 * 2 ** 20),
    "c.bin": new Uint8Array(130 * 2 ** 20),
  });
  const archive = { name: "large", sha256: await hashOf(large), bytes: large };
  await expect(installPackages(host, prepared, [archive])).rejects.toThrow(
    /^Cannot install package "large": (?:OSError|MemoryError|it ended as)/,
  );
});

test("installPackages() of damaged bytes makes a tree or says why not", async () => {
  const change = fc.tuple(fc.nat(party.bytes.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = party.bytes.slice();
      for (const [at, value] of changes) bytes[at] = value;
      const archive = { name: "damaged", sha256: await hashOf(bytes), bytes };
      const installing = installPackages({ ...host, cache: createMemoryCache() }, prepared, [
        archive,
      ]);
      const error = await installing.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error !== undefined) expect(error).toMatchObject({ name: "PackageError" });
    }),
    { numRuns: 25 },
  );
});

/** A cache of packages that finds what is prepared in the one of all tests. */
function withPrepared(own: typeof cache): EngineHost["cache"] {
  return {
    get: async (key) => (await own.get(key)) ?? testHost.cache.get(key),
    put: (key, bytes) => own.put(key, bytes),
  };
}

/** Changes one byte of the first file's content. */
function damaged(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(14, view.getUint32(14, true) ^ 1, true);
  // The directory has the sum as well, and that is the one that counts.
  const directory = view.getUint32(copy.length - 6, true);
  view.setUint32(directory + 16, view.getUint32(directory + 16, true) ^ 1, true);
  return copy;
}
