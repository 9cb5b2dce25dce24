/** memfs, by its synchronous calls; it is remembered as its own JSON. */
import { Volume } from "memfs";

/** @returns {import("../vfs/tree.ts").BenchTree} */
export function openTree() {
  const fs = new Volume();
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
    keep: () => {
      const kept = fs.toJSON();
      return () => {
        fs.reset();
        fs.fromJSON(kept);
      };
    },
  };
}
