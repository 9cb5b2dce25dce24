/**
 * Puts archive entries into a directory. Archives are hostile until checked: all entries are looked
 * at before the first change, and none follows a symlink, neither its own nor one that was there.
 */
import { FsError } from "../fs-error.ts";
import type { OpenFile } from "../open-file.ts";
import type { FileType } from "../stat.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import type { ArchiveEntry, ImportOptions } from "./archive-entry.ts";
import { checkEntries, type EntrySums } from "./check-entries.ts";

/** Unpacks entries after checking all of them. Files and symlinks are replaced, directories are filled up. */
export function unpackEntries(
  fs: SyncFileSystem,
  entries: readonly ArchiveEntry[],
  { path = "/" }: ImportOptions,
): void {
  checkRoom(fs, checkEntries(entries), path);
  const unpacker = new Unpacker(fs, path);
  try {
    for (const entry of entries) unpacker.unpack(entry);
    // Last and deepest first, because entries that come set the time of their directory.
    for (const entry of entries.toReversed()) unpacker.finish(entry);
  } finally {
    unpacker.close();
  }
}

class Unpacker {
  readonly #fs: SyncFileSystem;
  /** The directories that lead to where it works, the root first. */
  readonly #open: { readonly name: string; readonly directory: OpenFile }[] = [];

  constructor(fs: SyncFileSystem, path: string) {
    this.#fs = fs;
    this.#open.push({ name: "", directory: fs.open(path, { directory: true }) });
  }

  unpack({ path, type, content, target }: ArchiveEntry): void {
    if (path === "") return;
    const fs = this.#fs;
    const { base, name } = this.#goTo(path);
    const at = { base, follow: false };
    const existing = this.#typeOf(name, base);
    if (type === "directory") {
      if (existing === "directory") return;
      if (existing !== undefined) fs.unlink(name, at);
      fs.mkdir(name, undefined, at);
      return;
    }
    // Not written over: the file there may have other names, and a symlink leads elsewhere.
    if (existing !== undefined) fs.unlink(name, at);
    if (type === "file") fs.writeFile(name, content, at);
    else if (type === "symlink") fs.symlink(target, name, at);
    else fs.link(target, name, { base: this.#root, beneath: true }, at);
  }

  /** Sets what later entries would have changed. */
  finish({ path, type, mode, mtimeNs, atimeNs, xattrs }: ArchiveEntry): void {
    if (type === "link") return;
    const fs = this.#fs;
    const { base, name } = path === "" ? { base: this.#root, name: "." } : this.#goTo(path);
    const at = { base, follow: false };
    // A later entry of the same path may be of another type.
    if (this.#typeOf(name, base) !== type) return;
    for (const [xattr, value] of xattrs) fs.setxattr(name, xattr, value, at);
    if (type !== "symlink") fs.chmod(name, mode, at);
    fs.utimes(name, { mtimeNs, atimeNs }, at);
  }

  close(): void {
    for (const { directory } of this.#open.splice(0)) this.#fs.close(directory);
  }

  get #root(): OpenFile {
    const [root] = this.#open;
    if (root === undefined) throw new FsError("EBADF", "unpack");
    return root.directory;
  }

  #typeOf(name: string, base: OpenFile): FileType | undefined {
    const at = { base, follow: false };
    return this.#fs.exists(name, at) ? this.#fs.lstat(name, at).type : undefined;
  }

  /** Opens the directory of a path, making what is missing; ENOTDIR or ELOOP where another thing stands. */
  #goTo(path: string): { readonly base: OpenFile; readonly name: string } {
    const fs = this.#fs;
    const above = path.split("/");
    const name = above.pop() ?? "";
    let depth = 0;
    while (depth < above.length && this.#open[depth + 1]?.name === above[depth]) depth += 1;
    for (const { directory } of this.#open.splice(depth + 1)) fs.close(directory);
    let base = this.#open.at(-1)?.directory ?? this.#root;
    for (const part of above.slice(depth)) {
      const at = { base, follow: false };
      if (!fs.exists(part, at)) fs.mkdir(part, undefined, at);
      base = fs.open(part, { directory: true }, undefined, at);
      this.#open.push({ name: part, directory: base });
    }
    return { base, name };
  }
}

/** Throws unless all entries fit beside what is there; what they replace does not count. */
function checkRoom(fs: SyncFileSystem, added: EntrySums, path: string): void {
  const { bytes, snapshotBytes, maxBytes, nodes, maxNodes } = fs.statfs(path);
  const fits = bytes + snapshotBytes + added.bytes <= maxBytes && nodes + added.nodes <= maxNodes;
  if (!fits) throw new FsError("EDQUOT", "unpack", path);
}
