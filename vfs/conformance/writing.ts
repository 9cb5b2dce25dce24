/** Conformance of providers: what changes do. Each is tried on what `seed` has written before. */
import {
  bytesOf,
  type ConformanceCase,
  conformanceCase,
  expectCode,
  expectSame,
  namesIn,
  textAt,
} from "./conformance-case.ts";

/** What holds for every provider that writes. */
export const writingCases: readonly ConformanceCase[] = [
  conformanceCase("a file is replaced whole", { writes: true }, async (provider, seed) => {
    await seed.write("/f", bytesOf("a long content"));
    const { type, size } = await provider.write("/f", bytesOf("short"));
    expectSame({ type, size }, { type: "file", size: 5 }, "what writing tells");
    expectSame(await textAt(provider, "/f"), "short", "the content");
  }),
  conformanceCase("bytes are copied in and out", { writes: true }, async (provider) => {
    const bytes = bytesOf("abc");
    await provider.write("/f", bytes);
    bytes.fill(0);
    (await provider.read("/f")).fill(0);
    expectSame(await textAt(provider, "/f"), "abc", "the content");
  }),
  conformanceCase(
    "names need a directory above them",
    { writes: true, directories: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      await expectCode("ENOENT", provider.write("/none/f", bytesOf("f")));
      await expectCode("ENOENT", provider.makeDirectory("/none/d"));
      await expectCode("ENOTDIR", provider.write("/f/x", bytesOf("f")));
      await expectCode("ENOTDIR", provider.makeDirectory("/f/x"));
      expectSame(await namesIn(provider, "/"), "f", "the list of names");
    },
  ),
  conformanceCase(
    "directories are made once and removed empty",
    { writes: true, directories: true },
    async (provider, seed) => {
      await seed.makeDirectory("/d");
      await seed.write("/d/f", bytesOf("f"));
      await provider.makeDirectory("/e");
      await expectCode("EEXIST", provider.makeDirectory("/d"));
      await expectCode("EISDIR", provider.write("/d", bytesOf("x")));
      await expectCode("ENOTEMPTY", provider.remove("/d"));
      await provider.remove("/d/f");
      await provider.remove("/d");
      await provider.remove("/e");
      expectSame(await namesIn(provider, "/"), "", "the list of names");
      await expectCode("ENOENT", provider.remove("/d"));
      await expectCode("EBUSY", provider.remove("/"));
    },
  ),
  conformanceCase(
    "what is removed may come back, without what it held",
    { writes: true, directories: true },
    async (provider, seed) => {
      await seed.makeDirectory("/d");
      await seed.write("/d/old", bytesOf("old"));
      await provider.remove("/d/old");
      await provider.remove("/d");
      await provider.makeDirectory("/d");
      expectSame(await namesIn(provider, "/d"), "", "the names in the new directory");
      await provider.write("/d/new", bytesOf("new"));
      await expectCode("ENOENT", provider.stat("/d/old"));
      await provider.remove("/d/new");
      await provider.remove("/d");
      await provider.write("/d", bytesOf("a file now"));
      expectSame(await textAt(provider, "/d"), "a file now", "the content");
      await provider.remove("/d");
      expectSame(await namesIn(provider, "/"), "", "the list of names");
    },
  ),
  conformanceCase(
    "files are renamed, and replace files",
    { writes: true },
    async (provider, seed) => {
      await seed.write("/a", bytesOf("a"));
      await seed.write("/b", bytesOf("b"));
      await provider.rename("/a", "/b");
      expectSame(await namesIn(provider, "/"), "b", "the list of names");
      expectSame(await textAt(provider, "/b"), "a", "the content");
      await provider.rename("/b", "/b");
      expectSame(await textAt(provider, "/b"), "a", "the content of what was renamed to itself");
      await expectCode("ENOENT", provider.rename("/a", "/c"));
    },
  ),
  conformanceCase(
    "directories are renamed with all below",
    { writes: true, directories: true },
    async (provider, seed) => {
      await seed.makeDirectory("/d");
      await seed.makeDirectory("/d/e");
      await seed.write("/d/e/f", bytesOf("f"));
      await seed.write("/x", bytesOf("x"));
      await seed.makeDirectory("/full");
      await seed.write("/full/y", bytesOf("y"));
      await expectCode("EINVAL", provider.rename("/d", "/d/e/d"));
      await expectCode("ENOTDIR", provider.rename("/d", "/x"));
      await expectCode("EISDIR", provider.rename("/x", "/d"));
      await expectCode("ENOTEMPTY", provider.rename("/d", "/full"));
      await provider.rename("/d", "/m");
      expectSame(await namesIn(provider, "/"), "full/ m/ x", "the list of names");
      expectSame(await textAt(provider, "/m/e/f"), "f", "the content");
    },
  ),
  conformanceCase(
    "symlinks are made, moved and replaced, never followed",
    { writes: true, symlinks: true },
    async (provider, seed) => {
      await seed.write("/f", bytesOf("f"));
      await seed.symlink("f", "/l");
      await expectCode("EEXIST", provider.symlink("x", "/l"));
      await expectCode("EEXIST", provider.symlink("x", "/f"));
      await provider.rename("/l", "/m");
      expectSame(await provider.readlink("/m"), "f", "the target of what was moved");
      await provider.write("/m", bytesOf("m"));
      expectSame((await provider.stat("/m")).type, "file", "the type of what was replaced");
      expectSame(await textAt(provider, "/f"), "f", "the content of what it led to");
      await provider.symlink("f", "/n");
      await provider.remove("/n");
      expectSame(await namesIn(provider, "/"), "f m", "the list of names");
    },
  ),
  conformanceCase(
    "names differ by case",
    { writes: true, caseSensitive: true },
    async (provider) => {
      await provider.write("/a", bytesOf("small"));
      await provider.write("/A", bytesOf("large"));
      expectSame(await textAt(provider, "/a"), "small", "the content");
      expectSame(await namesIn(provider, "/"), "A a", "the list of names");
    },
  ),
  conformanceCase("an aborted change changes nothing", { writes: true }, async (provider, seed) => {
    await seed.write("/f", bytesOf("f"));
    const signal = AbortSignal.abort(new Error("no more"));
    const calls: readonly (() => Promise<unknown>)[] = [
      () => provider.write("/f", bytesOf("g"), { signal }),
      () => provider.remove("/f", { signal }),
      () => provider.rename("/f", "/g", { signal }),
    ];
    for (const call of calls) {
      const outcome = await call().then(
        () => "done",
        () => "thrown",
      );
      expectSame(outcome, "thrown", "the outcome");
    }
    expectSame(await textAt(provider, "/f"), "f", "the content");
  }),
];
