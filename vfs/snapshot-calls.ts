/** The calls that remember a tree and return to what is remembered. */
import { keepingMounts } from "./mount-calls.ts";
import { nameFault } from "./name-rules.ts";
import { countRetained } from "./retained.ts";
import { Slab } from "./slab.ts";
import { SavedTree, type Snapshot } from "./snapshot.ts";
import { failure, Tree } from "./tree.ts";

/** See `SyncFileSystem.snapshot`. */
export function takeSnapshot(tree: Tree, name?: string): SavedTree {
  if (name !== undefined) checkName(tree, name);
  const { inodes, nextIno, orphans } = tree;
  const { bytes, nodes } = tree.quota;
  tree.owner = {};
  tree.inodes = inodes.fork(tree.owner);
  const state = { tree, inodes, bytes, nodes, nextIno, orphans };
  if (name === undefined) return new SavedTree(state);
  const saved = new SavedTree({ ...state, name, timeNs: tree.now() });
  tree.saved = [saved, ...tree.saved];
  return saved;
}

/** See `SyncFileSystem.deleteSnapshot`. */
export function deleteSnapshot(tree: Tree, name: string): void {
  const saved = savedBy(tree, name);
  tree.saved = tree.saved.filter((other) => other !== saved);
  tree.quota.retained = countRetained(tree);
}

/** See `SyncFileSystem.restore`. */
export function restoreSnapshot(tree: Tree, saved: SavedTree): void {
  if (tree.openCounts.size > 0) throw failure("EBUSY", "restore");
  keepingMounts(tree, () => enter(tree, saved));
  tree.quota.retained = countRetained(tree);
  tree.notify({ kind: "restore" });
}

/** See `SyncFileSystem.fork`. */
export function forkTree(tree: Tree, saved: SavedTree): Tree {
  const { now, hashSeed, quota } = tree;
  const forked = new Tree({ now, hashSeed, limits: quota.limits });
  forked.slab = new Slab(tree.slab.end);
  enter(forked, saved);
  return forked;
}

/** What a snapshot is inside the core. ENOENT for a name that none has; EINVAL for one of another filesystem. */
export function savedBy(tree: Tree, snapshot: Snapshot | string): SavedTree {
  if (typeof snapshot === "string") {
    const named = tree.saved.find(({ name }) => name === snapshot);
    if (named === undefined) throw failure("ENOENT", "snapshot", snapshot);
    return named;
  }
  if (snapshot instanceof SavedTree && snapshot.tree === tree) return snapshot;
  throw failure("EINVAL", "snapshot");
}

function enter(tree: Tree, saved: SavedTree): void {
  tree.owner = {};
  tree.inodes = saved.inodes.fork(tree.owner);
  tree.paths.forget();
  tree.nextIno = saved.nextIno;
  tree.quota.bytes = saved.bytes;
  tree.quota.nodes = saved.nodes;
  // What was open without a name then is not open now.
  for (const ino of saved.orphans) tree.free(tree.get(ino));
}

function checkName(tree: Tree, name: string): void {
  const fault = nameFault(name);
  if (fault !== undefined) throw failure(fault, "snapshot", name);
  if (tree.saved.some((saved) => saved.name === name)) throw failure("EEXIST", "snapshot", name);
}
