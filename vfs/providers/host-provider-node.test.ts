import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createFileSystem,
  exportJson,
  FsError,
  overlayProvider,
  type Provider,
  providerConformance,
  readOnlyProvider,
} from "../index.ts";
import { isCaseSensitive } from "./host-case-node.ts";
import { openHostDirectory } from "./host-provider-node.ts";

let area: string;
let host: string;
const opened: Provider[] = [];

beforeEach(() => {
  area = realpathSync(mkdtempSync(join(tmpdir(), "host-provider-")));
  host = join(area, "data");
  mkdirSync(host);
});

afterEach(async () => {
  for (const provider of opened.splice(0)) await provider.close();
  rmSync(area, { recursive: true, force: true });
});

function open(options = {}): Provider {
  const provider = openHostDirectory(host, options);
  opened.push(provider);
  return provider;
}

const text = (content: string) => new TextEncoder().encode(content);

async function namesIn(provider: Provider, path: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of provider.list(path)) names.push(name);
  return names.sort();
}

const capabilities = (() => {
  const probe = openHostDirectory(tmpdir());
  void probe.close();
  return probe.capabilities;
})();

describe.each<[string, (seed: Provider) => Provider]>([
  ["a directory of the host", (seed) => seed],
  ["an overlay over a directory of the host", (seed) => overlayProvider(seed)],
  ["a directory of the host, read-only", (seed) => readOnlyProvider(seed)],
])("provider: %s", (_, over) => {
  const can = over({ capabilities } as Provider).capabilities;
  test.each(providerConformance.filter((one) => one.applies(can)))("$title", ({ run }) => {
    const seed = open();
    return run({ provider: over(seed), seed });
  });
});

test("openHostDirectory() keeps and gives what the host has", async () => {
  writeFileSync(join(host, "a"), "a");
  chmodSync(join(host, "a"), 0o640);
  symlinkSync("a", join(host, "l"));
  const provider = open();
  const fs = createFileSystem();
  await fs.mount("/m", provider);
  expect(await fs.readText("/m/l")).toBe("a");
  expect((await fs.stat("/m/a")).mode & 0o777).toBe(0o640);
  await fs.writeFile("/m/d/b", "b");
  await fs.symlink("d/b", "/m/k");
  await fs.utimes("/m/a", { mtimeNs: 1_000_000_000n });
  await fs.rm("/m/l");
  await fs.flush();
  expect(readdirSync(host).sort()).toEqual(["a", "d", "k"]);
  expect(readFileSync(join(host, "k"), "utf8")).toBe("b");
  expect(statSync(join(host, "a")).mtimeMs).toBe(1000);
  const again = createFileSystem();
  await again.mount("/m", open());
  const entries = ({ sync }: typeof fs) =>
    exportJson(sync, { path: "/m" }).entries.map((entry) => [entry.path, entry.type]);
  expect(entries(again)).toEqual(entries(fs));
});

test("openHostDirectory() notices what others change between two looks", async () => {
  const provider = open();
  const fs = createFileSystem();
  writeFileSync(join(host, "a"), "old");
  await fs.mount("/m", provider);
  writeFileSync(join(host, "a"), "new");
  await fs.writeFile("/m/a", "ours");
  await expect(fs.flush()).rejects.toMatchObject({ code: "ESTALE", path: "/m/a" });
  expect(readFileSync(join(host, "a"), "utf8")).toBe("new");
});

test.runIf(process.platform === "linux")(
  "openHostDirectory() shows neither pipes, invalid names nor what a killed write left",
  async () => {
    execFileSync("mkfifo", [join(host, "pipe")]);
    writeFileSync(Buffer.concat([Buffer.from(`${host}/`), Buffer.from([0xff])]), "");
    writeFileSync(join(host, ".fuelbox-0123456789abcdef"), "");
    const provider = open();
    expect(await namesIn(provider, "/")).toEqual([]);
    await expect(provider.read("/pipe")).rejects.toMatchObject({ code: "ENOENT" });
  },
);

test.each([
  ["/etc/passwd", "l"],
  ["../x", "l"],
  ["../../x", "d/l"],
  ["a/../../x", "l"],
])("openHostDirectory() makes no symlink to %s", async (target, name) => {
  const provider = open();
  mkdirSync(join(host, "d"));
  await expect(provider.symlink(target, `/${name}`)).rejects.toMatchObject({ code: "EPERM" });
  const fs = createFileSystem();
  await fs.mount("/m", provider);
  await fs.symlink(target, `/m/${name}`);
  expect(await fs.flush()).toMatchObject({ written: 0, skipped: [`/m/${name}`] });
  expect(existsSync(join(host, name))).toBe(false);
});

test("openHostDirectory() neither reads, writes, lists nor removes through a link", async () => {
  const victim = join(area, "victim");
  mkdirSync(victim);
  writeFileSync(join(victim, "a"), "secret");
  symlinkSync(victim, join(host, "l"));
  symlinkSync(join(victim, "a"), join(host, "f"));
  const provider = open();
  const calls: readonly (() => Promise<unknown>)[] = [
    () => provider.read("/l/a"),
    () => provider.read("/f"),
    () => provider.write("/l/b", text("x")),
    () => provider.remove("/l/a"),
    () => provider.makeDirectory("/l/d"),
    () => provider.rename("/l/a", "/a"),
    () => provider.setAttributes("/l/a", { mode: 0o777 }),
    () => namesIn(provider, "/l"),
  ];
  for (const call of calls) await expect(call()).rejects.toBeInstanceOf(FsError);
  await provider.setAttributes("/f", { mode: 0o777, mtimeNs: 0n });
  await provider.write("/f", text("mine"));
  expect(readdirSync(victim)).toEqual(["a"]);
  expect(readFileSync(join(victim, "a"), "utf8")).toBe("secret");
  expect(statSync(join(victim, "a")).mode & 0o777).not.toBe(0o777);
  expect(readlinkSync(join(host, "l"))).toBe(victim);
});

test("openHostDirectory() leaves the other names of a file as they are", async () => {
  writeFileSync(join(host, "a"), "one");
  linkSync(join(host, "a"), join(area, "other"));
  await open().write("/a", text("two"));
  expect(readFileSync(join(area, "other"), "utf8")).toBe("one");
});

test("errors name paths of the provider alone", async () => {
  const thrown: unknown = await open()
    .read("/none/x")
    .catch((error: unknown) => error);
  expect(String(thrown)).toBe("FsError: ENOENT: no such file or directory, read '/none/x'");
  expect(JSON.stringify(thrown)).not.toContain(area);
  expect(() => openHostDirectory(join(area, "none"))).toThrow(
    "ENOENT: no such file or directory, open '/'",
  );
  writeFileSync(join(area, "file"), "");
  expect(() => openHostDirectory(join(area, "file"))).toThrow("ENOTDIR");
});

test("openHostDirectory() follows a link that the programmer named, and stays where it was opened", async () => {
  symlinkSync(host, join(area, "link"));
  const provider = openHostDirectory(join(area, "link"));
  opened.push(provider);
  rmSync(join(area, "link"));
  await provider.write("/a", text("a"));
  expect(readdirSync(host)).toEqual(["a"]);
});

test("openHostDirectory() is told, or finds out, whether case counts", () => {
  expect(open({ caseSensitive: false }).capabilities.caseSensitive).toBe(false);
  expect(open().capabilities.caseSensitive).toBe(!existsSync(host.toUpperCase()));
  expect(isCaseSensitive(join(tmpdir()))).toBe(open().capabilities.caseSensitive);
});
