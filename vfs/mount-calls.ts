/** The calls on mounts: mount, unmount, the list of them, and what a restore leaves of them. */
import { existing, found } from "./checks.ts";
import { rootIno } from "./inode.ts";
import { Mount, type MountPoint, pathOfDirectory } from "./mount.ts";
import type { MountInfo, MountOptions, SyncFileSystem } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** What is mounted, with the tree behind it. */
export interface MountSource {
  readonly fs: SyncFileSystem;
  readonly tree: Tree;
}

/** See `SyncFileSystem.mount`. */
export function mountTree(
  tree: Tree,
  path: string,
  source: MountSource,
  { readOnly = false }: MountOptions,
): void {
  const point = pointOf(tree, path);
  const same = tree.mounts.find(({ mount }) => mount.tree === source.tree)?.mount;
  const id = tree.nextMountId++;
  const dev = source.tree === tree ? tree.top.dev : (same?.dev ?? id);
  const mount = new Mount(source.tree, { point, readOnly, id, dev });
  point.mount.attach(mount);
  tree.paths.forget();
  tree.mounts = [...tree.mounts, { mount, fs: source.fs }];
}

/** See `SyncFileSystem.unmount`. */
export function unmountTree(tree: Tree, path: string, isForced: boolean): void {
  const { mount, inode } = existing(tree, {
    path,
    at: undefined,
    syscall: "unmount",
    follow: true,
  });
  if (mount.point === undefined || inode.ino !== rootIno) throw failure("EINVAL", "unmount", path);
  if (!isForced && (mount.openFiles > 0 || mount.inner.length > 0)) {
    throw failure("EBUSY", "unmount", path);
  }
  detach(tree, mount);
}

/** See `SyncFileSystem.listMounts`. */
export function listMounts(tree: Tree): readonly MountInfo[] {
  return tree.mounts
    .flatMap(({ mount, fs }) => {
      const path = pathOfDirectory(mount.root);
      return path === undefined ? [] : [{ path, readOnly: mount.readOnly, fs }];
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Runs what gives a tree other inodes; a mount stays where its point has the path that it had. */
export function keepingMounts(tree: Tree, change: () => void): void {
  const paths = tree.mounts.map(({ mount }) => ({ mount, path: pathOfDirectory(mount.root) }));
  change();
  for (const { mount, path } of paths) {
    const { point } = mount;
    if (point === undefined) continue;
    const directory = point.mount.tree.inodes.get(point.ino);
    const isThere = directory?.entries !== undefined && pathOfDirectory(mount.root) === path;
    if (!isThere) detach(tree, mount);
  }
}

function detach(tree: Tree, mount: Mount): void {
  for (const inner of mount.inner) detach(tree, inner);
  mount.point?.mount.detach(mount);
  tree.mounts = tree.mounts.filter((other) => other.mount !== mount);
}

/** The directory at a path, or the name that it adds to the directory above. EBUSY where a mount is, and at `/`. */
function pointOf(tree: Tree, path: string): MountPoint {
  const place = found(tree, { path, at: undefined, syscall: "mount", follow: true });
  const { mount, parent, name, inode } = place;
  if (inode === undefined) {
    if (parent.nlink === 0) throw failure("ENOENT", "mount", path);
    return { mount, ino: parent.ino, name };
  }
  if (inode.entries === undefined) throw failure("ENOTDIR", "mount", path);
  if (inode.ino === rootIno) throw failure("EBUSY", "mount", path);
  return { mount, ino: inode.ino };
}
