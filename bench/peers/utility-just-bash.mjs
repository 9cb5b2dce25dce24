/** The commands of just-bash over its own filesystem. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Bash } from "just-bash";
import {
  countChanges,
  countIds,
  countLines,
  digest,
} from "../../dist/bench/utilities/contender.js";

/** @type {import("../utilities/contender.ts").UtilityModule["open"]} */
export function open({ name, pattern }, paths) {
  const files = {};
  for (const [index, path] of paths.entries()) readInto(files, path, `/app/${index}`);
  const command = commandOf(name, pattern);
  if (command === undefined) return undefined;
  const bash = new Bash({ files, cwd: "/app" });
  return {
    async run() {
      const { stdout, stderr, exitCode } = await bash.exec(command.line);
      if (exitCode > 1 || stderr !== "") throw new Error(`Exit code ${exitCode}: ${stderr}`);
      return stdout;
    },
    answer: command.answer,
  };
}

function commandOf(name, pattern) {
  const quoted = `'${pattern}'`;
  if (name === "grep-tree-10k") return { line: `grep -rn ${quoted} 0`, answer: countLines };
  if (name.startsWith("grep-literal")) return { line: `grep -n ${quoted} 0`, answer: countLines };
  if (name === "grep-case") return { line: `grep -niE 'error timeout' 0`, answer: countLines };
  if (name.startsWith("grep")) return { line: `grep -nE ${quoted} 0`, answer: countLines };
  switch (name.replace(/-\d+[km]$|-small$|-large$/, "")) {
    case "wc":
      return { line: "wc 0", answer: (text) => text.trim().split(/\s+/).slice(0, 3).join(" ") };
    case "head":
    case "tail":
      return { line: `${name.slice(0, 4)} -n 10 0`, answer: countLines };
    case "sed":
      return { line: `sed -E 's/${pattern}/(\\1)/g' 0`, answer: digest };
    case "sort":
      return { line: "sort 0", answer: digest };
    case "sort-uniq":
      return { line: "sort 0 | uniq -c", answer: (text) => digest(sameWidth(text)) };
    case "diff":
      return { line: "diff -u 0 1", answer: countChanges };
    case "find":
      return { line: `find 0 -name ${quoted}`, answer: countLines };
    case "csv":
      return { line: "xan to json 0", answer: countIds };
    case "json-csv":
      return { line: "xan from -f json 0", answer: countLines };
    case "yaml":
      return { line: "yq -o json . 0", answer: countIds };
    case "xml":
      return {
        line: "yq -p xml -o json . 0",
        answer: (text) => String(text.split(/"[+@]?@?id":/).length - 1),
      };
    default:
      return undefined;
  }
}

/** Its counts have columns of another width. */
function sameWidth(text) {
  return text.replace(/^ *(\d+) /gm, (_, count) => `${count.padStart(7)} `);
}

function readInto(files, from, to) {
  if (!statSync(from).isDirectory()) {
    files[to] = readFileSync(from, "utf8");
    return;
  }
  for (const name of readdirSync(from)) readInto(files, join(from, name), `${to}/${name}`);
}
