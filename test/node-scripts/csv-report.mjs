import fs from "node:fs";
import path from "node:path";

// Parse a CSV of sales and produce a summary report per region.
const csv = `date,region,product,units,price
2024-01-05,North,"Widget, large",10,2.50
2024-01-06,South,Gadget,3,19.99
2024-01-07,North,Gadget,1,19.99
2024-02-01,East,"Widget ""pro""",7,5
2024-02-03,South,Widget,12,2.25
`;
const file = path.join(process.cwd(), "sales.csv");
fs.writeFileSync(file, csv);

function parseLine(line) {
  const fields = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted) {
      if (c === '"' && line[i + 1] === '"') { field += '"'; i++; }
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") { fields.push(field); field = ""; }
    else field += c;
  }
  fields.push(field);
  return fields;
}

const [head, ...lines] = fs.readFileSync(file, "utf8").trim().split("\n");
const columns = parseLine(head);
const rows = lines.map((l) => Object.fromEntries(parseLine(l).map((v, i) => [columns[i], v])));
console.table(rows);
const byRegion = rows.reduce((acc, r) => {
  const total = Number(r.units) * parseFloat(r.price);
  (acc[r.region] ??= { units: 0, revenue: 0 }).units += +r.units;
  acc[r.region].revenue += total;
  return acc;
}, {});
for (const [region, { units, revenue }] of Object.entries(byRegion).sort(([, a], [, b]) => b.revenue - a.revenue)) {
  console.log(`${region.padEnd(8)}|${String(units).padStart(6)}|${revenue.toFixed(2).padStart(10)}`);
}
fs.writeFileSync("report.json", JSON.stringify(byRegion, null, 2));
console.log(fs.readFileSync("report.json", "utf8"));
console.log(fs.statSync("report.json").size, fs.existsSync("nothing.json"), path.extname(file), path.basename(file, ".csv"));
