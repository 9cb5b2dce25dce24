/** The core of our filesystem, by its synchronous calls. */
import { createFileSystem } from "../../vfs/index.ts";
import type { BenchTree } from "./tree.ts";

/** Opens an empty tree with room for all jobs. */
export function openTree(): BenchTree {
  const { sync: fs } = createFileSystem({ maxNodes: 1_000_000, maxBytes: 2 ** 30 });
  return {
    mkdir: (path) => fs.mkdir(path),
    write: (path, content) => fs.writeFile(path, content),
    read: (path) => fs.readFile(path),
    sizeOf: (path) => fs.stat(path).size,
    list: (path) => fs.readdir(path).length,
    appender: (path) => {
      const file = fs.open(path, { write: true, create: true });
      return (piece) => void fs.write(file, piece);
    },
    reader: (path) => {
      const file = fs.open(path, { read: true });
      return (target) => fs.read(file, target, 0);
    },
    keep: () => {
      const snapshot = fs.snapshot();
      return () => fs.restore(snapshot);
    },
  };
}
