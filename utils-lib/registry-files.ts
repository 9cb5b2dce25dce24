/** The rows of the module `files`. */
import { checksum } from "./files/checksum.ts";
import { copyTree } from "./files/copy-tree.ts";
import { du } from "./files/du.ts";
import { find } from "./files/find.ts";
import { removeTree } from "./files/remove-tree.ts";
import { stat } from "./files/stat.ts";
import { tree } from "./files/tree.ts";
import { walk } from "./files/walk.ts";

/** The utilities of the module `files`, by their JavaScript names. */
export interface FilesUtilities {
  readonly find: typeof find;
  readonly tree: typeof tree;
  readonly walk: typeof walk;
  readonly copyTree: typeof copyTree;
  readonly removeTree: typeof removeTree;
  readonly du: typeof du;
  readonly stat: typeof stat;
  readonly checksum: typeof checksum;
}

/** The rows. */
export const filesUtilities: FilesUtilities = {
  find,
  tree,
  walk,
  copyTree,
  removeTree,
  du,
  stat,
  checksum,
};
