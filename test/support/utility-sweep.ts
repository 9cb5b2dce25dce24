/** Stops a utility at every charge, and at every limit of a filesystem, and looks at what is left. */
import { callUtility } from "../../utils-lib/index.ts";
import { createFileSystem, FsError, type SyncFileSystem } from "../../vfs/index.ts";
import { BudgetSpent, contextOf, type TestContext, type Tree } from "./utility-context.ts";

/** A tree as text: content by path, where directories end with a slash and symlinks with what they are. */
export type TreeText = Readonly<Record<string, string>>;

/** One call. */
export interface SweptCall {
  readonly tree: Tree;
  readonly utility: string;
  readonly args: readonly unknown[];
}

/** What a filesystem holds below `/app`. */
export function treeText(fs: SyncFileSystem, start = "/app"): TreeText {
  const found: [string, string][] = [];
  const pending = [start];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const { name, type } of fs.readdir(path)) {
      const at = `${path}/${name}`;
      const mode = (fs.lstat(at).mode & 0o7777).toString(8);
      if (type === "directory") {
        found.push([`${at}/`, mode]);
        pending.push(at);
      } else if (type === "symlink") found.push([`${at}@`, fs.readlink(at)]);
      else found.push([at, `${mode} ${new TextDecoder().decode(fs.readFile(at))}`]);
    }
  }
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The trees that are left when the budget ends at each charge but the first one. Throws unless each ends so, with all files closed. */
export function sweepBudget({ tree, utility, args }: SweptCall): TreeText[] {
  const whole = contextOf(tree);
  callUtility(whole, utility, args);
  let budget = -1;
  return whole.charges.map((fuel) => {
    budget += fuel;
    const context = contextOf(tree, { budget });
    const error = caught(() => callUtility(context, utility, args));
    if (!(error instanceof BudgetSpent)) throw new Error(`Budget ${budget} was enough`);
    return closedTree(context.fs);
  });
}

/** The trees that are left under each limit of bytes and of nodes that is too small. */
export function sweepQuota({ tree, utility, args }: SweptCall): TreeText[] {
  const { fs } = contextOf(tree);
  const { bytes, nodes } = fs.usage();
  const left: TreeText[] = [];
  for (const name of ["maxBytes", "maxNodes"] as const) {
    for (let limit = name === "maxBytes" ? bytes : nodes; ; limit++) {
      const small = createFileSystem({ [name]: limit }).sync;
      for (const record of fs.image()) small.apply(record);
      const error = caught(() => callUtility(contextOn(small), utility, args));
      if (error === undefined) break;
      if (!(error instanceof FsError && error.code === "EDQUOT")) throw error;
      left.push(closedTree(small));
    }
  }
  return left;
}

function contextOn(fs: SyncFileSystem): TestContext {
  return { ...contextOf(), fs };
}

function closedTree(fs: SyncFileSystem): TreeText {
  const { openFiles } = fs.usage();
  if (openFiles > 0) throw new Error(`${openFiles} files are open`);
  return treeText(fs);
}

function caught(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
