/** The calls that remember a tree and return to what is remembered. */
import { keepingMounts } from "./mount-calls.ts";
import { SavedTree, type Snapshot } from "./snapshot.ts";
import { failure, type Tree } from "./tree.ts";

/** See `SyncFileSystem.snapshot`. */
export function takeSnapshot(tree: Tree): SavedTree {
  const { inodes, nextIno, orphans } = tree;
  const { bytes, nodes } = tree.quota;
  tree.owner = {};
  tree.inodes = inodes.fork(tree.owner);
  return new SavedTree({ tree, inodes, bytes, nodes, nextIno, orphans });
}

/** See `SyncFileSystem.restore`. */
export function restoreSnapshot(tree: Tree, saved: SavedTree): void {
  if (tree.openCounts.size > 0) throw failure("EBUSY", "restore");
  keepingMounts(tree, () => {
    tree.owner = {};
    tree.inodes = saved.inodes.fork(tree.owner);
    tree.nextIno = saved.nextIno;
    tree.quota.bytes = saved.bytes;
    tree.quota.nodes = saved.nodes;
    // What was open without a name then is not open now.
    for (const ino of saved.orphans) tree.free(tree.get(ino));
  });
}

/** What a snapshot is inside the core. EINVAL for one of another filesystem. */
export function savedBy(tree: Tree, snapshot: Snapshot): SavedTree {
  if (snapshot instanceof SavedTree && snapshot.tree === tree) return snapshot;
  throw failure("EINVAL", "snapshot");
}
