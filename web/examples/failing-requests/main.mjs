// Which requests fail, and how often?
import { readFileSync, writeFileSync } from "node:fs";

const line = /^(\S+) .* "(\w+) (\S+) [^"]*" (\d{3}) /;
const failures = new Map();

for (const text of readFileSync("/app/access.log", "utf8").split("\n")) {
  const [, address, method, path, status] = line.exec(text) ?? [];
  if (Number(status) < 400 || status === undefined) continue;
  const key = `${method} ${path} ${status}`;
  const entry = failures.get(key) ?? { request: key, count: 0, addresses: new Set() };
  entry.count++;
  entry.addresses.add(address);
  failures.set(key, entry);
}

const report = [...failures.values()]
  .sort((a, b) => b.count - a.count)
  .map(({ addresses, ...rest }) => ({ ...rest, addresses: [...addresses].sort() }));

for (const { request, count } of report) console.log(String(count).padStart(4), request);
writeFileSync("/app/failures.json", JSON.stringify(report, null, 2));
console.log("\nThe details are in failures.json");
