/** The files that jobs of suite `shell` start with. */
import { treeFiles } from "../corpus-text.ts";
import type { ShellFilesName } from "./jobs.ts";

/** Content by path, in the directory that the shell starts in. */
export function shellFiles(name: ShellFilesName): ReadonlyMap<string, string> {
  switch (name) {
    case "none":
      return new Map();
    case "log":
      return new Map([["log.txt", logOfUsers()]]);
    case "tree-500":
      return treeFiles(5);
    case "tree-1000":
      return treeFiles(10);
  }
}

/** A megabyte of lines, mixed; those of users are of 25 kinds, each as often as no other. */
function logOfUsers(): string {
  const users = Array.from({ length: 25 }, (_, index) => {
    const line = `user ${String(index + 1).padStart(3, "0")} opened`;
    return Array.from({ length: 2_500 - 100 * index }, () => line);
  }).flat();
  const lines = users.flatMap((line, index) => [line, `worker ${index % 97} has closed`]);
  // Steps of a prime visit each line once.
  const mixed = lines.map((_, index) => lines[(index * 7_919) % lines.length]);
  return `${mixed.join("\n")}\n`;
}
