import readline from "node:readline";
// stdin: see the test: numbered lines
const rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
let total = 0;
let count = 0;
const words = new Map();
for await (const line of rl) {
  count++;
  const m = line.match(/^(\w+):\s*(-?\d+(?:\.\d+)?)$/);
  if (!m) { console.log(`skip ${count}: ${JSON.stringify(line)}`); continue; }
  words.set(m[1], (words.get(m[1]) ?? 0) + Number(m[2]));
  total += Number(m[2]);
}
console.log(words, total, count);
