/** Looks at all entries of an archive that may be hostile, before any of them is unpacked. */
import { maxXattrBytes, maxXattrs, xattrNameFault } from "../attribute-calls.ts";
import { isTime } from "../inode-calls.ts";
import { nameFault, pathFault, utf8Length } from "../name-rules.ts";
import type { ArchiveEntry } from "./archive-entry.ts";

/** What entries take, if nothing of them is there. */
export interface EntrySums {
  readonly bytes: number;
  readonly nodes: number;
}

/** A name of the tree that the entries make, so that a long path costs no more than its length. */
interface Node {
  type: ArchiveEntry["type"];
  readonly children: Map<string, Node>;
}

/**
 * What the entries take. Throws RangeError for those that no tree could have: outside the root, below
 * a file, linked to nothing, with names, targets, times or attributes that are none.
 */
export function checkEntries(entries: readonly ArchiveEntry[]): EntrySums {
  const root: Node = { type: "directory", children: new Map() };
  let bytes = 0;
  let nodes = 0;
  for (const entry of entries) {
    const { path, type, target, content } = entry;
    const fail = (reason: string) =>
      new RangeError(`Cannot unpack the archive: entry "${path.slice(0, 255)}" ${reason}`);
    if (path === "" && type !== "directory") throw fail("is the root, but no directory");
    let node = root;
    for (const name of path === "" ? [] : path.split("/")) {
      if (nameFault(name) !== undefined) throw fail("is no path in it");
      if (node.type !== "directory") throw fail("is below a file");
      let child = node.children.get(name);
      if (child === undefined) {
        child = { type: "directory", children: new Map() };
        node.children.set(name, child);
        nodes += 1;
        bytes += utf8Length(name);
      }
      node = child;
    }
    if (type !== "directory" && node.children.size > 0) throw fail("is a file with files below");
    node.type = type;
    if (type === "link") {
      const linked = nodeAt(root, target);
      if (linked === undefined || linked === node || linked.type === "directory") {
        throw fail("is a link to no earlier file");
      }
    }
    const fault = faultIn(entry);
    if (fault !== undefined) throw fail(fault);
    bytes += content.length + (type === "symlink" ? utf8Length(target) : 0) + xattrBytes(entry);
  }
  return { bytes, nodes };
}

function nodeAt(root: Node, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const name of path.split("/")) node = node?.children.get(name);
  return node;
}

function faultIn({ type, target, mtimeNs, atimeNs, xattrs }: ArchiveEntry): string | undefined {
  if (type === "symlink" && pathFault(target) !== undefined) return "has no target";
  if (!isTime(mtimeNs) || !isTime(atimeNs)) return "has a time past 64 bits";
  const isFull = xattrs.size > maxXattrs || xattrBytes({ xattrs }) > maxXattrBytes;
  const isNamed = [...xattrs.keys()].every((name) => xattrNameFault(name) === undefined);
  return isFull || !isNamed ? "has attributes that no file can have" : undefined;
}

function xattrBytes({ xattrs }: Pick<ArchiveEntry, "xattrs">): number {
  let bytes = 0;
  for (const [name, value] of xattrs) bytes += utf8Length(name) + value.length;
  return bytes;
}
