import { describe, expect, test } from "vitest";
import {
  type ConformanceSubject,
  createFileSystem,
  memoryProvider,
  overlayProvider,
  type Provider,
  providerConformance,
  readOnlyProvider,
} from "../index.ts";

const text = (content: string) => new TextEncoder().encode(content);
const read = async (provider: Provider, path: string) =>
  new TextDecoder().decode(await provider.read(path));

async function namesIn(provider: Provider, path: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of provider.list(path)) names.push(name);
  return names.sort();
}

const subjects: readonly [string, () => ConformanceSubject][] = [
  ["memory", () => ({ provider: memoryProvider() })],
  ["an overlay over nothing", () => ({ provider: overlayProvider(memoryProvider()) })],
  [
    "an overlay over what is there",
    () => {
      const seed = memoryProvider();
      return { provider: overlayProvider(seed), seed };
    },
  ],
  [
    "an overlay over a read-only overlay",
    () => {
      const seed = overlayProvider(memoryProvider());
      return { provider: overlayProvider(readOnlyProvider(seed)), seed };
    },
  ],
  [
    "read-only",
    () => {
      const seed = memoryProvider();
      return { provider: readOnlyProvider(seed), seed };
    },
  ],
];

describe.each(subjects)("provider: %s", (_, open) => {
  const { capabilities } = open().provider;
  const cases = providerConformance.filter((one) => one.applies(capabilities));
  test.each(cases)("$title", ({ run }) => run(open()));
});

/** A provider in memory with one call that is wrong. */
function wrong(change: (inner: Provider) => Partial<Provider>): Provider {
  const inner = memoryProvider();
  return new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get({ ...change(inner) }, name) ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

test.each<[string, (inner: Provider) => Partial<Provider>]>([
  [
    "cuts content",
    (inner) => ({ write: (path, content) => inner.write(path, content.subarray(1)) }),
  ],
  ["ignores ranges", (inner) => ({ read: (path) => inner.read(path) })],
  ["ignores signals", (inner) => ({ stat: (path) => inner.stat(path) })],
  ["ignores versions", (inner) => ({ write: (path, content) => inner.write(path, content) })],
  [
    "has one version for all",
    (inner) => ({ stat: async (path) => ({ ...(await inner.stat(path)), version: "1" }) }),
  ],
  [
    "removes what is full",
    (inner) => ({ remove: async (path) => inner.remove(path).catch(() => {}) }),
  ],
  [
    "copies instead of moving",
    (inner) => ({
      rename: async (from, to) => void (await inner.write(to, await inner.read(from))),
    }),
  ],
  [
    "makes missing parents",
    (inner) => ({
      write: async (path, content, call) => {
        if (path.startsWith("/none/")) await inner.makeDirectory("/none").catch(() => {});
        return inner.write(path, content, call);
      },
    }),
  ],
  ["forgets modes", (inner) => ({ setAttributes: (path) => inner.stat(path) })],
  [
    "throws errors of its own",
    (inner) => ({
      read: (path, call) => inner.read(path, call).catch(() => Promise.reject(new Error("404"))),
    }),
  ],
])("providerConformance finds a provider that %s", async (_, change) => {
  const outcomes = await Promise.all(
    providerConformance
      .filter((one) => one.applies(wrong(change).capabilities))
      .map((one) => one.run({ provider: wrong(change) }).then(() => "as expected", String)),
  );
  expect(outcomes.filter((outcome) => outcome !== "as expected")).not.toEqual([]);
});

test("overlayProvider() leaves the lower provider as it is", async () => {
  const lower = memoryProvider();
  await lower.makeDirectory("/d", { mode: 0o700 });
  await lower.write("/d/a", text("a"), { mode: 0o600, mtimeNs: 5n });
  await lower.write("/d/b", text("b"));
  const before = await Promise.all(["/", "/d", "/d/a", "/d/b"].map((path) => lower.stat(path)));
  const overlay = overlayProvider(lower);
  await overlay.write("/d/a", text("changed"));
  await overlay.remove("/d/b");
  await overlay.rename("/d", "/e");
  await overlay.setAttributes("/", { mtimeNs: 7n });
  const after = await Promise.all(["/", "/d", "/d/a", "/d/b"].map((path) => lower.stat(path)));
  expect(after).toEqual(before);
  expect(await namesIn(overlay, "/")).toEqual(["e"]);
  expect(await namesIn(overlay, "/e")).toEqual(["a"]);
  expect((await overlay.stat("/e")).mode).toBe(0o700);
  expect((await overlay.stat("/e/a")).mode).toBe(0o600);
});

test("overlayProvider() marks what is removed, so that the upper provider can be laid over again", async () => {
  const [lower, upper] = [memoryProvider(), memoryProvider()];
  await lower.makeDirectory("/d");
  await lower.write("/d/a", text("a"));
  await lower.write("/d/b", text("b"));
  const overlay = overlayProvider(lower, upper);
  await overlay.remove("/d/a");
  expect(await namesIn(upper, "/d")).toEqual([".wh.a"]);
  await overlay.write("/d/c", text("c"));
  const again = overlayProvider(lower, upper);
  expect(await namesIn(again, "/d")).toEqual(["b", "c"]);
  await again.remove("/d/b");
  await again.remove("/d/c");
  await again.remove("/d");
  expect(await namesIn(upper, "/")).toEqual([".wh.d"]);
  expect(await namesIn(again, "/")).toEqual([]);
});

test("overlayProvider() brings attributes along when it copies up", async () => {
  const lower = memoryProvider();
  await lower.write("/a", text("a"), { mtimeNs: 5n });
  await lower.setAttributes("/a", { xattrs: new Map([["user.k", text("v")]]) });
  const overlay = overlayProvider(lower);
  await overlay.setAttributes("/a", { mode: 0o600 });
  expect(await overlay.stat("/a")).toMatchObject({ mode: 0o600, mtimeNs: 5n, size: 1 });
  expect([...(await overlay.xattrs("/a")).keys()]).toEqual(["user.k"]);
  expect(await read(overlay, "/a")).toBe("a");
});

test("overlayProvider() takes changes in the same directory at the same time", async () => {
  const lower = memoryProvider();
  await lower.makeDirectory("/c");
  await lower.makeDirectory("/c/d");
  const overlay = overlayProvider(lower);
  await Promise.all(["/c/d/a", "/c/d/b", "/c/e"].map((path) => overlay.write(path, text(path))));
  expect(await namesIn(overlay, "/c/d")).toEqual(["a", "b"]);
  expect(await read(overlay, "/c/e")).toBe("/c/e");
});

test("overlayProvider() neither shows nor takes names that are marks", async () => {
  const lower = memoryProvider();
  await lower.write("/.wh.a", text(""));
  const overlay = overlayProvider(lower);
  expect(await namesIn(overlay, "/")).toEqual([]);
  await expect(overlay.write("/.wh.b", text(""))).rejects.toMatchObject({ code: "EINVAL" });
  await expect(overlay.stat("/.wh.a/x")).rejects.toMatchObject({ code: "EINVAL" });
});

test("overlayProvider() refuses conditions that its upper provider does not know", async () => {
  const upper = memoryProvider();
  const capabilities = { ...upper.capabilities, conditions: "none" } as const;
  const overlay = overlayProvider(memoryProvider(), Object.assign(upper, { capabilities }));
  await expect(overlay.write("/a", text(""), { ifVersion: null })).rejects.toMatchObject({
    code: "ENOTSUP",
  });
});

test("memoryProvider() has the limits of its filesystem, and shows what others do to it", async () => {
  const fs = createFileSystem({ maxBytes: 100 });
  const provider = memoryProvider(fs);
  await fs.writeFile("/a", "a");
  const { version } = await provider.stat("/a");
  await fs.appendFile("/a", "b");
  expect((await provider.stat("/a")).version).not.toBe(version);
  await expect(provider.write("/b", new Uint8Array(200))).rejects.toMatchObject({ code: "EDQUOT" });
  await provider.close();
});
