/** Conformance of providers: attributes, versions and watching, where the capabilities have them. */
import type { ProviderStat } from "../provider.ts";
import {
  bytesOf,
  type ConformanceCase,
  type ConformanceCheck,
  conformanceCase,
  expectCode,
  expectSame,
  textAt,
} from "./conformance-case.ts";

const checksVersions: ConformanceCheck = async (provider, seed) => {
  await seed.write("/f", bytesOf("one"));
  const first = versionOf(await provider.stat("/f"));
  const ifVersion = first;
  expectSame(
    new TextDecoder().decode(await provider.read("/f", { ifVersion })),
    "one",
    "the content",
  );
  expectSame(versionOf(await provider.stat("/f")), first, "the version after reading");
  const written = await provider.write("/f", bytesOf("two"), { ifVersion });
  expectSame(
    versionOf(await provider.stat("/f")),
    versionOf(written),
    "the version that writing tells",
  );
  expectSame(versionOf(written) === first, false, "that the version is the old one");
  await expectCode("ESTALE", provider.write("/f", bytesOf("three"), { ifVersion }));
  await expectCode("ESTALE", provider.read("/f", { ifVersion }));
  await expectCode("ESTALE", provider.remove("/f", { ifVersion }));
  await expectCode("ESTALE", provider.write("/f", bytesOf("three"), { ifVersion: null }));
  await expectCode("ESTALE", provider.write("/none", bytesOf("three"), { ifVersion }));
  expectSame(await textAt(provider, "/f"), "two", "the content");
  await provider.remove("/f", { ifVersion: versionOf(written) });
  await provider.write("/f", bytesOf("new"), { ifVersion: null });
  expectSame(await textAt(provider, "/f"), "new", "the content");
};

/** What holds for every provider with the capability. */
export const keepingCases: readonly ConformanceCase[] = [
  conformanceCase(
    "permission bits are kept",
    { writes: true, modes: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"), { mode: 0o600 });
      await seed.makeDirectory("/d", { mode: 0o700 });
      const modeAt = async (path: string) => (await provider.stat(path)).mode;
      expectSame([await modeAt("/f"), await modeAt("/d")], [0o600, 0o700], "the modes");
      await provider.write("/f", bytesOf("g"));
      expectSame(await modeAt("/f"), 0o600, "the mode of what was replaced");
      await provider.setAttributes("/f", { mode: 0o755 });
      await provider.setAttributes("/d", { mode: 0o711 });
      expectSame([await modeAt("/f"), await modeAt("/d")], [0o755, 0o711], "the new modes");
    },
  ),
  conformanceCase("times are kept", { writes: true, times: true }, async (provider, seed) => {
    const mtimeNs = 1_700_000_000_123_456_000n;
    await seed.write("/f", bytesOf("f"), { mtimeNs });
    expectTime(await provider.stat("/f"), mtimeNs, "the time");
    await provider.setAttributes("/f", { mtimeNs: 1_000_000_000n });
    expectTime(await provider.stat("/f"), 1_000_000_000n, "the new time");
    await provider.write("/g", bytesOf("g"), { mtimeNs: 2_000_000_000n });
    expectTime(await provider.stat("/g"), 2_000_000_000n, "the time that is written");
  }),
  conformanceCase(
    "setting attributes leaves the content alone, and tells what is known then",
    { writes: true, modes: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      const told = await provider.setAttributes("/f", { mode: 0o600 });
      expectSame(told, await provider.stat("/f"), "what is told");
      expectSame(await textAt(provider, "/f"), "f", "the content");
      await expectCode("ENOENT", provider.setAttributes("/none", { mode: 0o600 }));
    },
  ),
  conformanceCase(
    "extended attributes are kept and replaced",
    { writes: true, xattrs: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      await seed.setAttributes("/f", {
        xattrs: new Map([
          ["user.a", bytesOf("1")],
          ["user.b", bytesOf("")],
        ]),
      });
      const shown = async () => [...(await provider.xattrs("/f"))].sort();
      expectSame(
        await shown(),
        [
          ["user.a", bytesOf("1")],
          ["user.b", bytesOf("")],
        ],
        "the attributes",
      );
      await provider.setAttributes("/f", { xattrs: new Map([["user.c", bytesOf("3")]]) });
      expectSame(await shown(), [["user.c", bytesOf("3")]], "the new attributes");
      await provider.write("/f", bytesOf("g"));
      expectSame(await shown(), [["user.c", bytesOf("3")]], "the attributes of what was replaced");
    },
  ),
  conformanceCase(
    "no extended attributes are ENOTSUP",
    { writes: true, xattrs: false },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      await expectCode("ENOTSUP", provider.xattrs("/f"));
    },
  ),
  conformanceCase(
    "no symlinks are ENOTSUP",
    { writes: true, symlinks: false },
    async (provider) => {
      await expectCode("ENOTSUP", provider.symlink("f", "/l"));
    },
  ),
  ...(["checked", "atomic"] as const).map((conditions) =>
    conformanceCase(
      `versions guard what is ${conditions}`,
      { writes: true, conditions },
      checksVersions,
    ),
  ),
  conformanceCase(
    "of many who create a file one wins",
    { writes: true, conditions: "atomic" },
    onlyOneCreates,
  ),
  conformanceCase(
    "of many who create a file one wins, where only that is checked",
    { writes: true, conditions: "create" },
    onlyOneCreates,
  ),
  conformanceCase(
    "what is watched is told until the signal",
    { writes: true, watch: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      const end = new AbortController();
      const events = provider.watch("/", { signal: end.signal })[Symbol.asyncIterator]();
      const first = events.next();
      await provider.write("/g", bytesOf("g"));
      const { value } = await first;
      expectSame(value === undefined ? undefined : value.path, "/g", "the path of the event");
      end.abort(new Error("no more"));
      for (;;) {
        const { done } = await events.next().catch(() => ({ done: true }));
        if (done === true) break;
      }
    },
  ),
  conformanceCase("no watching is ENOTSUP", { watch: false }, async (provider) => {
    await expectCode("ENOTSUP", provider.watch("/")[Symbol.asyncIterator]().next());
  }),
];

const creators = 8;

async function onlyOneCreates(provider: Parameters<ConformanceCheck>[0]): Promise<void> {
  const attempts = Array.from({ length: creators }, (_, at) =>
    provider.write("/one", bytesOf(String(at)), { ifVersion: null }).then(
      () => at,
      () => undefined,
    ),
  );
  const winners = (await Promise.all(attempts)).filter((at) => at !== undefined);
  expectSame(winners.length, 1, "the count of winners");
  expectSame(await textAt(provider, "/one"), String(winners[0]), "the content");
}

/** Compares to the microsecond. */
function expectTime({ mtimeNs }: ProviderStat, expectedNs: bigint, what: string): void {
  expectSame((mtimeNs + 500n) / 1000n, expectedNs / 1000n, what);
}

function versionOf({ version }: ProviderStat): string {
  if (version === undefined) throw new Error("The file has no version, expected one");
  return version;
}
