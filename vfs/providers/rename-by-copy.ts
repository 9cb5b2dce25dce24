/** Renaming for providers that cannot: each file is copied, and removed when all are there. */
import { FsError } from "../fs-error.ts";
import type { Provider, ProviderCall, ProviderStat } from "../provider.ts";

/** Moves a file, symlink or directory; what is interrupted is there twice, never missing. */
export async function renameByCopy(
  provider: Provider,
  from: string,
  to: string,
  call: ProviderCall = {},
): Promise<void> {
  const moved = await provider.stat(from, call);
  if (from === to) return;
  if (to.startsWith(`${from}/`) || from === "/") throw new FsError("EINVAL", "rename", from);
  await makeWay(provider, moved, to, call);
  const copied: string[] = [];
  const pending = [{ path: from, stat: moved }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, stat } = next;
    copied.push(path);
    await copyOne(provider, { from: path, to: `${to}${path.slice(from.length)}`, stat }, call);
    if (stat.type !== "directory") continue;
    for await (const entry of provider.list(path, call)) {
      pending.push({ path: `${path}/${entry.name}`, stat: entry });
    }
  }
  await keepTimes(provider, copied, { from, to }, call);
  for (const path of copied.reverse()) await provider.remove(path, call);
}

/** Copies one file, symlink or directory without what is in it. */
export async function copyOne(
  provider: Provider,
  copy: { readonly from: string; readonly to: string; readonly stat: ProviderStat },
  call: ProviderCall,
  source: Provider = provider,
): Promise<void> {
  const { from, to, stat } = copy;
  const { mode, mtimeNs } = stat;
  const kept = { ...call, ...(mode === undefined ? {} : { mode }) };
  if (stat.type === "directory") await provider.makeDirectory(to, kept);
  else if (stat.type === "symlink")
    await provider.symlink(await source.readlink(from, call), to, call);
  else await provider.write(to, await source.read(from, call), { ...kept, mtimeNs });
  if (!provider.capabilities.xattrs || !source.capabilities.xattrs) return;
  const xattrs = await source.xattrs(from, call);
  if (xattrs.size > 0) await provider.setAttributes(to, { ...call, xattrs });
}

/** What is replaced goes first. ENOTDIR, EISDIR, ENOTEMPTY. */
async function makeWay(
  provider: Provider,
  moved: ProviderStat,
  to: string,
  call: ProviderCall,
): Promise<void> {
  const replaced = await statIfThere(provider, to, call);
  if (replaced === undefined) return;
  const isDirectory = replaced.type === "directory";
  if (isDirectory !== (moved.type === "directory")) {
    throw new FsError(isDirectory ? "EISDIR" : "ENOTDIR", "rename", to);
  }
  // A file is replaced by being written.
  if (isDirectory || moved.type === "symlink") await provider.remove(to, call);
}

/** What is at a path; `undefined` for nothing, also where a directory above is missing. */
export async function statIfThere(
  provider: Provider,
  path: string,
  call?: ProviderCall,
): Promise<ProviderStat | undefined> {
  try {
    return await provider.stat(path, call);
  } catch (error) {
    if (error instanceof FsError && (error.code === "ENOENT" || error.code === "ENOTDIR")) return;
    throw error;
  }
}

/** Deepest first, because entries that come set the time of their directory. */
async function keepTimes(
  provider: Provider,
  copied: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
  call: ProviderCall,
): Promise<void> {
  if (!provider.capabilities.times) return;
  for (const path of [...copied].reverse()) {
    const { type, mtimeNs } = await provider.stat(path, call);
    if (type === "file") continue;
    await provider.setAttributes(`${to}${path.slice(from.length)}`, { ...call, mtimeNs });
  }
}
