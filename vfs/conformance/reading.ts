/** Conformance of providers: what reading gives. */
import {
  bytesOf,
  type ConformanceCase,
  conformanceCase,
  entriesOf,
  expectCode,
  expectSame,
  namesIn,
  textAt,
} from "./conformance-case.ts";

/** What holds for every provider, also one that only reads. */
export const readingCases: readonly ConformanceCase[] = [
  conformanceCase("an empty root is a directory without names", {}, async (provider) => {
    const { type, size } = await provider.stat("/");
    expectSame({ type, size }, { type: "directory", size: 0 }, "stat of the root");
    expectSame(await namesIn(provider, "/"), "", "the list of names");
  }),
  conformanceCase("what is written is read, byte for byte", {}, async (provider, seed) => {
    const content = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256);
    await seed.write("/big.bin", content);
    await seed.write("/empty", new Uint8Array(0));
    const read = await provider.read("/big.bin");
    expectSame(read.length, content.length, "the length");
    expectSame(
      read.findIndex((byte, at) => byte !== content[at]),
      -1,
      "the first wrong byte",
    );
    expectSame((await provider.read("/empty")).length, 0, "the length of the empty file");
  }),
  conformanceCase("parts of a file are read by their bounds", {}, async (provider, seed) => {
    await seed.write("/f", bytesOf("0123456789"));
    const part = async (start?: number, end?: number) => {
      const range = {
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
      };
      return new TextDecoder().decode(await provider.read("/f", range));
    };
    expectSame(await part(2, 5), "234", "bytes 2 to 5");
    expectSame(await part(7), "789", "bytes from 7");
    expectSame(await part(undefined, 3), "012", "bytes to 3");
    expectSame(await part(8, 100), "89", "bytes past the end");
    expectSame(await part(100, 200), "", "bytes behind the end");
    expectSame(await part(4, 4), "", "no bytes");
  }),
  conformanceCase("names are listed once, with what stat tells", {}, async (provider, seed) => {
    await seed.makeDirectory("/d");
    await seed.write("/d/b", bytesOf("bb"));
    await seed.write("/d/a", bytesOf("a"));
    await seed.makeDirectory("/d/sub");
    await seed.write("/d/sub/c", bytesOf("c"));
    expectSame(await namesIn(provider, "/d"), "a b sub/", "the list of names");
    for (const { name, ...told } of await entriesOf(provider, "/d")) {
      const stat = await provider.stat(`/d/${name}`);
      const { type, size, version } = stat;
      expectSame(
        { type: told.type, size: told.size, version: told.version },
        { type, size, version },
        name,
      );
    }
  }),
  conformanceCase("what is not there is ENOENT or ENOTDIR", {}, async (provider, seed) => {
    await seed.write("/f", bytesOf("f"));
    await expectCode("ENOENT", provider.stat("/none"));
    await expectCode("ENOENT", provider.read("/none"));
    await expectCode("ENOENT", namesIn(provider, "/none"));
    await expectCode("ENOENT", provider.stat("/none/deeper"));
    await expectCode("ENOTDIR", provider.stat("/f/x"));
    await expectCode("ENOTDIR", provider.read("/f/x"));
    await expectCode("ENOTDIR", namesIn(provider, "/f"));
  }),
  conformanceCase("a directory has no content and no target", {}, async (provider, seed) => {
    await seed.makeDirectory("/d");
    await seed.write("/d/f", bytesOf("f"));
    await expectCode("EISDIR", provider.read("/d"));
    await expectCode("EINVAL", provider.readlink("/d/f"));
  }),
  conformanceCase("odd names are names like any other", {}, async (provider, seed) => {
    const names = [" ", "-", "__proto__", "a b", "constructor", "ü", "😀", "%2e", "'\"$"];
    for (const name of names) await seed.write(`/${name}`, bytesOf(name));
    const listed = (await entriesOf(provider, "/")).map(({ name }) => name);
    expectSame(listed.sort(), [...names].sort(), "the list of names");
    for (const name of names) expectSame(await textAt(provider, `/${name}`), name, name);
  }),
  conformanceCase(
    "symlinks are told, and not followed",
    { symlinks: true },
    async (provider, seed) => {
      await seed.makeDirectory("/d");
      await seed.write("/d/f", bytesOf("f"));
      await seed.symlink("d", "/l");
      await seed.symlink("no/where", "/d/dangling");
      expectSame((await provider.stat("/l")).type, "symlink", "the type");
      expectSame(await provider.readlink("/l"), "d", "the target");
      expectSame(await namesIn(provider, "/"), "d/ l", "the list of names");
      await expectCode("EINVAL", provider.read("/d/dangling"));
      await expectCode("ENOTDIR", provider.read("/l/f"));
      await expectCode("ENOTDIR", namesIn(provider, "/l"));
    },
  ),
  conformanceCase("an aborted call rejects with the reason", {}, async (provider, seed) => {
    await seed.write("/f", bytesOf("f"));
    const reason = new Error("no more");
    const signal = AbortSignal.abort(reason);
    const list = async () => {
      for await (const _ of provider.list("/", { signal }));
    };
    const calls = [
      () => provider.read("/f", { signal }),
      () => provider.stat("/f", { signal }),
      list,
    ];
    for (const call of calls) {
      const thrown: unknown = await call().catch((error: unknown) => error);
      expectSame(thrown === reason, true, "that the reason is thrown");
    }
  }),
  conformanceCase("who only reads answers EROFS", { writes: false }, async (provider, seed) => {
    await seed.write("/f", bytesOf("f"));
    await expectCode("EROFS", provider.write("/f", bytesOf("g")));
    await expectCode("EROFS", provider.makeDirectory("/d"));
    await expectCode("EROFS", provider.remove("/f"));
    await expectCode("EROFS", provider.rename("/f", "/g"));
    await expectCode("EROFS", provider.symlink("f", "/l"));
    await expectCode("EROFS", provider.setAttributes("/f", { mode: 0o600 }));
    expectSame(await textAt(provider, "/f"), "f", "the content");
  }),
];
