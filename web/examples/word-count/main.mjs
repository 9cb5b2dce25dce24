// The utilities of the sandbox: wc, grep and find, without a shell.
import { writeFileSync } from "node:fs";
import { find, grep, wc } from "sandbox_utils";

const counts = new Map();
for (const path of find("*.txt")) {
  console.log(path, JSON.stringify(wc(path)));
  for (const [, , line] of grep("\\w+", path)) {
    for (const word of line.toLowerCase().match(/[a-z']+/g) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
}

const rows = [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
console.log(
  rows
    .slice(0, 8)
    .map(([word, count]) => `${count} ${word}`)
    .join("\n"),
);
writeFileSync("/app/words.csv", `word,count\n${rows.map((row) => row.join(",")).join("\n")}\n`);
