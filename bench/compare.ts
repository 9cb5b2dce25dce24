/** Puts what `--json` has written on several engines into one table: `node dist/bench/compare.js FILE...`. */
import { readFileSync } from "node:fs";
import { engineTable, type Report } from "./markdown.ts";

const reports = process.argv.slice(2).map((path): Report => JSON.parse(readFileSync(path, "utf8")));
if (reports.length === 0) {
  console.error("Cannot compare nothing: name files that were written with --json");
  process.exit(2);
}
console.log(engineTable(reports));
