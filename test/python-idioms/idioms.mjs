/** Reads the idioms: in each `.py` file of this folder, what follows a line `#: name`. */
import { readdirSync, readFileSync } from "node:fs";

/** Answers the idioms, sorted by `topic/name`. Lines `#< text` at the start of one are its stdin. */
export function readIdioms() {
  const folder = new URL("./", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".py"));
  return files.sort().flatMap((file) => {
    const [, ...parts] = readFileSync(new URL(file, folder), "utf8").split(/^#: /m);
    return parts.map((part) => {
      const [name, ...lines] = part.trimEnd().split("\n");
      const start = lines.findIndex((line) => !line.startsWith("#<"));
      return {
        name: `${file.slice(0, -".py".length)}/${name}`,
        stdin: lines
          .slice(0, start)
          .map((line) => `${line.slice(3)}\n`)
          .join(""),
        source: `${lines.slice(start).join("\n")}\n`,
      };
    });
  });
}
