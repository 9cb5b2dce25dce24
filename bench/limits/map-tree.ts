/**
 * The least that a tree in JavaScript takes: a map of names for each directory, content copied in and
 * out, and nothing else. No modes, links, limits or errors; to remember it is to copy it.
 */
import type { BenchTree } from "../vfs/tree.ts";

type Directory = Map<string, Node>;

interface FileNode {
  content: Uint8Array;
  mtimeMs: number;
}

type Node = Directory | FileNode;

/** Opens an empty tree. */
export function openTree(): BenchTree {
  let root: Directory = new Map();

  const write = (path: string, content: Uint8Array): void => {
    const { above, name } = locate(root, path);
    const old = above.get(name);
    const isFile = old !== undefined && !(old instanceof Map);
    if (isFile && old.content.length === content.length) {
      old.content.set(content);
      old.mtimeMs = Date.now();
    } else {
      above.set(name, { content: content.slice(), mtimeMs: Date.now() });
    }
  };
  return {
    mkdir: (path) => {
      const { above, name } = locate(root, path);
      above.set(name, new Map());
    },
    write,
    read: (path) => file(root, path).content.slice(),
    sizeOf: (path) => statOf(file(root, path)).size,
    list: (path) => {
      const { above, name } = locate(root, path);
      const directory = above.get(name);
      return directory instanceof Map ? [...directory.keys()].sort().length : 0;
    },
    appender: (path) => {
      const pieces: Uint8Array[] = [];
      write(path, new Uint8Array(0));
      return (piece) => void pieces.push(piece.slice());
    },
    reader: (path) => {
      const opened = file(root, path);
      return (target) => {
        target.set(opened.content);
        return opened.content.length;
      };
    },
    keep: () => {
      const kept = copyOf(root);
      return () => {
        root = kept;
      };
    },
  };
}

function locate(root: Directory, path: string): { above: Directory; name: string } {
  let above = root;
  let start = 1;
  for (let end = path.indexOf("/", start); end >= 0; end = path.indexOf("/", start)) {
    const next = above.get(path.slice(start, end));
    if (!(next instanceof Map)) throw new Error(`Cannot find "${path}"`);
    above = next;
    start = end + 1;
  }
  return { above, name: path.slice(start) };
}

function file(root: Directory, path: string): FileNode {
  const { above, name } = locate(root, path);
  const found = above.get(name);
  if (found === undefined || found instanceof Map) throw new Error(`Cannot find "${path}"`);
  return found;
}

/** A fresh object, as every `stat` has to give. */
function statOf({ content, mtimeMs }: FileNode) {
  return { isFile: true, size: content.length, mtimeMs };
}

function copyOf(directory: Directory): Directory {
  const copy: Directory = new Map();
  for (const [name, node] of directory) {
    const same = node instanceof Map ? copyOf(node) : { ...node, content: node.content.slice() };
    copy.set(name, same);
  }
  return copy;
}
