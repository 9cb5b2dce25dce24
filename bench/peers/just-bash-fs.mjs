/** The filesystem of just-bash, which has asynchronous calls only for most of this. */
import { InMemoryFs } from "just-bash";

/** @returns {import("../vfs/tree.ts").BenchTree} */
export function openTree() {
  const fs = new InMemoryFs();
  return {
    mkdir: (path) => fs.mkdir(path),
    write: (path, content) => fs.writeFile(path, content),
    read: (path) => fs.readFileBuffer(path),
    sizeOf: async (path) => (await fs.stat(path)).size,
    list: async (path) => (await fs.readdir(path)).length,
    appender: (path) => {
      return (piece) => fs.appendFile(path, piece);
    },
  };
}
