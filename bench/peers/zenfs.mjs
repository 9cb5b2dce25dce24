/** The in-memory backend of ZenFS, by its synchronous calls. */
import { configure, fs, InMemory, umount } from "@zenfs/core";

/** @returns {Promise<import("../vfs/tree.ts").BenchTree>} */
export async function openTree() {
  umount("/");
  await configure({ mounts: { "/": InMemory } });
  return {
    mkdir: (path) => void fs.mkdirSync(path),
    write: (path, content) => fs.writeFileSync(path, content),
    read: (path) => fs.readFileSync(path),
    sizeOf: (path) => fs.statSync(path).size,
    list: (path) => fs.readdirSync(path).length,
    appender: (path) => {
      const fd = fs.openSync(path, "w");
      return (piece) => void fs.writeSync(fd, piece);
    },
    reader: (path) => {
      const fd = fs.openSync(path, "r");
      return (target) => fs.readSync(fd, target, 0, target.length, 0);
    },
  };
}
