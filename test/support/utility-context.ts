/** A filesystem with files in it, and a context for utilities that counts what they charge. */
import type { UtilityContext } from "../../utils-lib/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

/** A context under test. */
export interface TestContext extends UtilityContext {
  readonly fs: SyncFileSystem;
  /** All charges so far, in order. */
  readonly charges: readonly number[];
  /** Their sum. */
  spent(): number;
}

/** What a charge throws when the budget of a {@link TestContext} is spent. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** What may stand in a tree: text, bytes, a symlink's target, or `null` for an empty directory. */
export type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string } | null>>;

/** Makes a context over `tree` (absolute paths), with `/app` as root and working directory. */
export function contextOf(
  tree: Tree = {},
  { budget = Infinity, ...rest }: Partial<UtilityContext> & { readonly budget?: number } = {},
): TestContext {
  const fs = createFileSystem().sync;
  const all: Tree = { "/app": null, ...tree };
  for (const [path, content] of Object.entries(all)) {
    makeParents(fs, path);
    if (content === null) {
      if (!fs.exists(path)) fs.mkdir(path);
    } else if (typeof content === "string") fs.writeFile(path, new TextEncoder().encode(content));
    else if (content instanceof Uint8Array) fs.writeFile(path, content);
    else fs.symlink(content.link, path);
  }
  const charges: number[] = [];
  const spent = (): number => charges.reduce((sum, fuel) => sum + fuel, 0);
  let left = budget;
  return {
    fs,
    cwd: "/app",
    root: "/app",
    ...rest,
    charges,
    spent,
    charge(fuel) {
      if (!Number.isSafeInteger(fuel) || fuel < 0) throw new RangeError(`Bad charge ${fuel}`);
      charges.push(fuel);
      left -= fuel;
      if (left < 0) throw new BudgetSpent();
    },
  };
}

function makeParents(fs: SyncFileSystem, path: string): void {
  for (let end = path.indexOf("/", 1); end !== -1; end = path.indexOf("/", end + 1)) {
    const parent = path.slice(0, end);
    if (!fs.exists(parent)) fs.mkdir(parent);
  }
}
