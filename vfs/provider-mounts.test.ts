import { expect, test } from "vitest";
import {
  createFileSystem,
  exportJson,
  type FileSystem,
  FsError,
  memoryProvider,
  overlayProvider,
  type Provider,
  type ProviderProgress,
  providerGuestMount,
  readOnlyProvider,
} from "./index.ts";

const text = (content: string) => new TextEncoder().encode(content);
const never = { now: () => 0n };

/** `/a` "a", `/d/b` "b" with mode and time, `/d/l` → b, `/e` empty. */
async function sample(): Promise<{ readonly store: Provider; readonly source: FileSystem }> {
  const source = createFileSystem(never);
  const store = memoryProvider(source);
  await store.write("/a", text("a"));
  await store.makeDirectory("/d", { mode: 0o700 });
  await store.write("/d/b", text("b"), { mode: 0o600, mtimeNs: 5n });
  await store.symlink("b", "/d/l");
  await store.makeDirectory("/e");
  await store.setAttributes("/a", { xattrs: new Map([["user.k", text("v")]]) });
  return { store, source };
}

async function mounted(store: Provider, options = {}): Promise<FileSystem> {
  const fs = createFileSystem(never);
  await fs.mount("/m", store, { limits: never, ...options });
  return fs;
}

/** A provider that is another one except for some calls and capabilities. */
function changed(
  inner: Provider,
  own: Partial<Omit<Provider, "capabilities">>,
  can = {},
): Provider {
  const capabilities = { ...inner.capabilities, ...can };
  return new Proxy(inner, {
    get(target, name) {
      if (name === "capabilities") return capabilities;
      const value: unknown = Reflect.get(own, name) ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: unknown) =>
      error instanceof FsError ? `${error.code} ${error.path ?? ""}` : String(error),
  );

test("mount() shows what a provider holds, attributes included", async () => {
  const { store, source } = await sample();
  const fs = await mounted(store);
  expect(exportJson(fs.sync, { path: "/m" }).entries).toEqual(exportJson(source.sync).entries);
  expect(await fs.listMounts()).toMatchObject([{ path: "/m", readOnly: false }]);
});

test("flush() makes the provider what the tree is", async () => {
  const { store, source } = await sample();
  const fs = await mounted(store);
  await fs.writeFile("/m/a", "changed");
  await fs.writeFile("/m/new/deep/f", "f");
  await fs.rm("/m/d/b");
  await fs.rename("/m/d", "/m/moved");
  await fs.rm("/m/e", { recursive: true });
  await fs.writeFile("/m/e", "a file now");
  await fs.chmod("/m/new", 0o711);
  await fs.utimes("/m/moved", { mtimeNs: 9n });
  const report = await fs.flush("/m");
  expect(report).toEqual({ written: 4, removed: 4, bytes: 18, skipped: [] });
  expect(exportJson(source.sync).entries).toEqual(exportJson(fs.sync, { path: "/m" }).entries);
  expect(await fs.flush()).toEqual({ written: 0, removed: 0, bytes: 0, skipped: [] });
});

test.each<[string, (fs: FileSystem) => Promise<unknown>]>([
  [
    "a directory becomes a file",
    async (fs) => {
      await fs.rm("/m/d", { recursive: true });
      await fs.writeFile("/m/d", "d");
    },
  ],
  [
    "a file becomes a directory",
    async (fs) => {
      await fs.rm("/m/a");
      await fs.writeFile("/m/a/b/c", "c");
    },
  ],
  [
    "a file becomes a symlink",
    async (fs) => {
      await fs.rm("/m/a");
      await fs.symlink("d", "/m/a");
    },
  ],
  [
    "a symlink becomes a file",
    async (fs) => {
      await fs.rm("/m/d/l");
      await fs.writeFile("/m/d/l", "l");
    },
  ],
  [
    "a symlink leads elsewhere",
    async (fs) => {
      await fs.rm("/m/d/l");
      await fs.symlink("elsewhere", "/m/d/l");
    },
  ],
  [
    "files change places",
    async (fs) => {
      await fs.rename("/m/a", "/m/t");
      await fs.rename("/m/d/b", "/m/a");
      await fs.rename("/m/t", "/m/d/b");
    },
  ],
  ["times alone change", (fs) => fs.utimes("/m/d/b", { mtimeNs: 77n })],
  ["modes alone change", (fs) => fs.chmod("/m/d", 0o755)],
  ["attributes alone change", async (fs) => fs.sync.removexattr("/m/a", "user.k")],
  [
    "a snapshot is returned to",
    async (fs) => {
      const [mount] = await fs.listMounts();
      const snapshot = mount?.fs.snapshot();
      await fs.rm("/m/d", { recursive: true });
      await fs.flush();
      if (snapshot !== undefined) mount?.fs.restore(snapshot);
    },
  ],
])("flush() brings over that %s", async (_, change) => {
  const { store, source } = await sample();
  const fs = await mounted(store);
  await change(fs);
  await fs.flush();
  expect(exportJson(source.sync).entries).toEqual(exportJson(fs.sync, { path: "/m" }).entries);
});

test("flush() leaves alone what somebody else has changed, and writes the rest", async () => {
  const { store } = await sample();
  const fs = await mounted(store);
  await store.write("/a", text("theirs"));
  await store.write("/n", text("theirs"));
  await fs.writeFile("/m/a", "ours");
  await fs.writeFile("/m/n", "ours");
  await fs.writeFile("/m/d/b", "ours");
  expect(await codeOf(fs.flush("/m"))).toBe("ESTALE /m/a");
  const contents = await Promise.all(["/a", "/n", "/d/b"].map((path) => store.read(path)));
  expect(contents.map((bytes) => new TextDecoder().decode(bytes))).toEqual([
    "theirs",
    "theirs",
    "ours",
  ]);
});

test("flush() tries again what failed", async () => {
  const { store, source } = await sample();
  let failing = true;
  const flaky = changed(store, {
    write: (path, content, call) =>
      failing && path === "/n2"
        ? Promise.reject(new FsError("EIO", "write", path))
        : store.write(path, content, call),
  });
  const fs = await mounted(flaky);
  for (const name of ["n1", "n2", "n3"]) await fs.writeFile(`/m/dir/${name}`, name);
  await fs.writeFile("/m/n2", "2");
  await fs.rm("/m/a");
  expect(await codeOf(fs.flush("/m"))).toBe("EIO /m/n2");
  expect(await codeOf(fs.unmount("/m"))).toBe("EBUSY /m");
  failing = false;
  await fs.flush("/m");
  expect(exportJson(source.sync).entries).toEqual(exportJson(fs.sync, { path: "/m" }).entries);
});

test("flush() does not write what changes after it was called", async () => {
  const { store } = await sample();
  const fs = await mounted(store);
  await fs.writeFile("/m/a", "before");
  const flushed = fs.flush();
  await fs.writeFile("/m/a", "after");
  await flushed;
  expect(new TextDecoder().decode(await store.read("/a"))).toBe("before");
  await fs.flush();
  expect(new TextDecoder().decode(await store.read("/a"))).toBe("after");
});

test("flush() writes all providers, or the one that is named", async () => {
  const [one, two] = [memoryProvider(), memoryProvider()];
  const fs = createFileSystem();
  await fs.mount("/one", one);
  await fs.mount("/two", two);
  await fs.writeFile("/one/f", "1");
  await fs.writeFile("/two/f", "2");
  await fs.flush("/one");
  expect(await codeOf(two.stat("/f"))).toBe("ENOENT /f");
  expect((await fs.flush()).written).toBe(1);
  expect(await codeOf(fs.flush("/"))).toBe("EINVAL /");
  expect(await codeOf(fs.flush("/none"))).toBe("ENOENT /none");
});

test("unmount() refuses to lose changes, unless it is forced", async () => {
  const { store } = await sample();
  const fs = await mounted(store);
  await fs.writeFile("/m/a", "changed");
  expect(await codeOf(fs.unmount("/m"))).toBe("EBUSY /m");
  await fs.unmount("/m", { force: true });
  expect(await fs.exists("/m")).toBe(false);
  await fs.mount("/m", store);
  expect(await fs.readText("/m/a")).toBe("a");
  await fs.unmount("/m");
  expect(await codeOf(fs.unmount("/m"))).toBe("ENOENT /m");
});

test("mount() is read-only when the provider or its user says so", async () => {
  const { store } = await sample();
  const fs = await mounted(readOnlyProvider(store));
  expect(await codeOf(fs.writeFile("/m/a", "x"))).toBe("EROFS /m/a");
  const other = await mounted(store, { readOnly: true });
  expect(await codeOf(other.writeFile("/m/a", "x"))).toBe("EROFS /m/a");
});

test("a mounted overlay keeps the provider below as it is", async () => {
  const { store, source } = await sample();
  const before = exportJson(source.sync).entries;
  const fs = await mounted(overlayProvider(store));
  await fs.rm("/m/d", { recursive: true });
  await fs.writeFile("/m/a", "changed");
  await fs.flush();
  expect(exportJson(source.sync).entries).toEqual(before);
});

test.each<[string, Partial<Provider>, object, string]>([
  ["names that lead elsewhere", listing("../x"), {}, "EINVAL /m/../x"],
  ["names with slashes", listing("a/b"), {}, "EINVAL /m/a/b"],
  ["names that are too long", listing("n".repeat(256)), {}, `ENAMETOOLONG /m/${"n".repeat(256)}`],
  ["more bytes than fit", listing("big", 2_000), { maxBytes: 1_000 }, "EDQUOT /m/big"],
  ["more names than fit", listing("a", 1, 20), { maxNodes: 10 }, "EDQUOT /m/a9"],
  ["a file that is gone", listing("gone"), {}, "ENOENT /m/gone"],
])("mount() refuses %s, and leaves nothing", async (_, own, limits, expected) => {
  const fs = createFileSystem();
  const provider = changed(memoryProvider(), own);
  expect(await codeOf(fs.mount("/m", provider, { limits }))).toBe(expected);
  expect(await fs.readdir("/")).toEqual([]);
  expect(await fs.listMounts()).toEqual([]);
});

function listing(name: string, size = 1, count = 1): Partial<Provider> {
  return {
    async *list() {
      for (let at = 0; at < count; at++) {
        yield { name: at === 0 ? name : `${name}${at}`, type: "file", size, mtimeNs: 0n };
      }
    },
  };
}

test("mount() tells its progress, and asks for a few files at a time", async () => {
  let running = 0;
  let most = 0;
  const inner = memoryProvider();
  for (let at = 0; at < 20; at++) await inner.write(`/f${at}`, text("12345"));
  const store = changed(inner, {
    read: async (path) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return inner.read(path);
    },
  });
  const told: ProviderProgress[] = [];
  await mounted(store, {
    concurrency: 3,
    onProgress: (progress: ProviderProgress) => told.push(progress),
  });
  expect(most).toBe(3);
  expect(told).toHaveLength(20);
  expect(told.at(-1)).toMatchObject({
    doneFiles: 20,
    totalFiles: 20,
    doneBytes: 100,
    totalBytes: 100,
  });
});

test("an abort ends mount() and flush() with its reason", async () => {
  const { store } = await sample();
  const end = new AbortController();
  const reason = new Error("no more");
  const slow = changed(store, {
    read: (path, call) => {
      end.abort(reason);
      return store.read(path, call);
    },
  });
  const fs = createFileSystem();
  await expect(fs.mount("/m", slow, { signal: end.signal })).rejects.toBe(reason);
  expect(await fs.listMounts()).toEqual([]);
  await fs.mount("/m", store);
  await fs.writeFile("/m/a", "x");
  await expect(fs.flush("/m", { signal: end.signal })).rejects.toBe(reason);
  expect((await fs.flush("/m")).written).toBe(1);
});

test("flush() leaves out what the provider cannot hold, and says so", async () => {
  const inner = memoryProvider();
  const plain = { symlinks: false, modes: false, times: false, xattrs: false, conditions: "none" };
  const refuse = async (path: string) => {
    throw new FsError("ENOTSUP", "call", path);
  };
  const store = changed(
    inner,
    { symlink: (_, path) => refuse(path), setAttributes: refuse, xattrs: refuse },
    plain,
  );
  const fs = createFileSystem();
  await fs.mount("/m", store);
  await fs.writeFile("/m/d/f", "f");
  await fs.symlink("f", "/m/d/l");
  expect(await fs.flush()).toMatchObject({ written: 1, skipped: ["/m/d/l"] });
});

test("flush() creates only what is new where a provider can compare no more", async () => {
  const inner = memoryProvider();
  await inner.write("/old", text("old"));
  const conditions: unknown[] = [];
  const store = changed(
    inner,
    {
      write: (path, content, call) => {
        conditions.push([path, call?.ifVersion]);
        return inner.write(path, content);
      },
    },
    { conditions: "create" },
  );
  const fs = createFileSystem();
  await fs.mount("/m", store);
  await fs.writeFile("/m/old", "changed");
  await fs.writeFile("/m/new", "new");
  await fs.flush();
  expect(conditions).toEqual([
    ["/new", null],
    ["/old", undefined],
  ]);
});

test("flush() writes no two names that the provider takes for one", async () => {
  const inner = memoryProvider();
  const store = changed(inner, {}, { caseSensitive: false });
  const fs = createFileSystem();
  await fs.mount("/m", store);
  await fs.writeFile("/m/d/Straße", "1");
  await fs.writeFile("/m/d/STRASSE", "2");
  await fs.writeFile("/m/other", "3");
  expect(await codeOf(fs.flush())).toBe("EEXIST /m/d/Straße");
  expect(await codeOf(inner.stat("/other"))).toBe("ENOENT /other");
});

test("flush() removes before it writes where a name changes in case alone", async () => {
  const inner = memoryProvider();
  await inner.makeDirectory("/d");
  await inner.write("/d/a", text("a"));
  const steps: string[] = [];
  const store = changed(
    inner,
    {
      write: (path, content, call) => {
        steps.push(`write ${path}`);
        return inner.write(path, content, call);
      },
      remove: (path, call) => {
        steps.push(`remove ${path}`);
        return inner.remove(path, call);
      },
    },
    { caseSensitive: false },
  );
  const fs = createFileSystem();
  await fs.mount("/m", store);
  await fs.rename("/m/d", "/m/D");
  await fs.flush();
  expect(steps).toEqual(["remove /d/a", "remove /d", "write /D/a"]);
});

test.each([
  ["ro", "EROFS /app/x/a", "a"],
  ["cow", "done", "a"],
  ["rw", "done", "changed"],
] as const)("providerGuestMount() in mode %s", async (mode, written, stored) => {
  const { store } = await sample();
  const { sync } = createFileSystem();
  const mount = providerGuestMount({ provider: store, guest: "/app/x", mode });
  await mount.load(sync);
  const write = async () => sync.writeFile("/app/x/a", text("changed"));
  expect(await codeOf(write())).toBe(written);
  sync.writeFile("/beside", text("not the provider's"));
  await mount.flush?.(sync);
  expect(new TextDecoder().decode(await store.read("/a"))).toBe(stored);
  expect(await codeOf(store.stat("/beside"))).toBe("ENOENT /beside");
});

test("providerGuestMount() refuses to write to what only reads", () => {
  const provider = readOnlyProvider(memoryProvider());
  expect(() => providerGuestMount({ provider, guest: "/app", mode: "rw" })).toThrow("EROFS");
});
