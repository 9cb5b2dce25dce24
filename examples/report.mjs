// A guest: it runs inside the sandbox and sees /app only.
//   fuelbox run examples/report.mjs --mount examples/data:/app/data
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { csvToJson, find, grep, head } from "sandbox_utils";

const orders = JSON.parse(csvToJson("/app/data/orders.csv"));
const sales = salesByRegion(orders.filter(({ status }) => status === "paid"));
const returned = orders.filter(({ status }) => status === "returned").length;

const logs = find("*.log", "/app/data/logs");
const errors = grep(" ERROR ", logs);
const causes = countBy(errors, ([, , line]) => line.slice(line.indexOf(": ") + 2));

const report = `# Daily report

## Sales by region

${table(["region", "orders", "revenue"], sales)}

${orders.length} orders, ${returned} of them returned.

## Errors in the logs

${table(["cause", "times"], causes)}

Per file: ${countBy(errors, ([file]) => basename(file, ".log"))
  .map(([file, times]) => `${file} ${times}`)
  .join(", ")}.

## The data as it came

\`\`\`
${head("/app/data/orders.csv", 4).trimEnd()}
\`\`\`
`;

writeFileSync("/app/report.md", report);

console.log(`${orders.length} orders, ${returned} returned`);
for (const [region, count, revenue] of sales) {
  console.log(`${region.padEnd(8)}${String(count).padStart(6)}${revenue.padStart(14)}`);
}
console.log(`${errors.length} errors in ${logs.length} logs, most often: ${causes[0][0]}`);
console.log("wrote /app/report.md");

/** Sums in cents: fractions of a unit add up exactly. */
function salesByRegion(paid) {
  const regions = new Map();
  for (const { region, quantity, unit_price } of paid) {
    const sum = regions.get(region) ?? { count: 0, cents: 0 };
    sum.count += 1;
    sum.cents += Number(quantity) * Number(unit_price.replace(".", ""));
    regions.set(region, sum);
  }
  return [...regions]
    .sort(([, a], [, b]) => b.cents - a.cents)
    .map(([region, { count, cents }]) => [region, count, (cents / 100).toFixed(2)]);
}

/** Pairs of key and count, the most frequent first. */
function countBy(items, keyOf) {
  const counts = new Map();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
