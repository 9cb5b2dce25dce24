/**
 * Writes the example data, the same bytes each time: `node scripts/make-example-data.mjs [DIR]`.
 * Whole numbers only, so that no engine rounds anything differently.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const target = process.argv[2] ?? fileURLToPath(new URL("../examples/data", import.meta.url));

/** Mulberry32: a 32-bit seed, then the same whole numbers below `n` forever. */
function numbers(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

const pick = (below, list) => list[below(list.length)];
const pad = (number, digits) => String(number).padStart(digits, "0");

const regions = ["north", "south", "east", "west"];
const products = [
  ["Kettle", 3495],
  ['Pan, 24 cm "Classic"', 2790],
  ["Bread knife", 1850],
  ["Teapot", 2290],
  ["Café press", 3150],
  ["Cutting board, oak", 2475],
  ["Measuring cup", 690],
  ["Rührschüssel", 1590],
];
const customers = ["Ada", "Grace", "Edsger", "Barbara", "Alan", "Katherine", "Donald", "Radia"];

function orders(below) {
  const quote = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const lines = ["order_id,date,region,customer,product,quantity,unit_price,status"];
  for (let id = 1; id <= 6000; id += 1) {
    const [product, cents] = pick(below, products);
    const status = below(100) < 6 ? "returned" : below(100) < 12 ? "open" : "paid";
    lines.push(
      [
        `A${pad(id, 5)}`,
        `2026-${pad(1 + below(6), 2)}-${pad(1 + below(28), 2)}`,
        pick(below, regions),
        pick(below, customers),
        quote(product),
        1 + below(9),
        `${Math.trunc(cents / 100)}.${pad(cents % 100, 2)}`,
        status,
      ].join(","),
    );
  }
  return `${lines.join("\n")}\n`;
}

const paths = ["/orders", "/orders/A00042", "/products", "/health", "/reports/monthly"];
const faults = [
  "upstream timed out after 3000 ms",
  "connection reset by peer",
  "cannot parse request body: unexpected end of input",
  "disk quota exceeded while writing the invoice",
];

function log(below, service, day) {
  const lines = [];
  let second = below(40);
  while (second < 86_400) {
    const time = [second / 3600, (second / 60) % 60, second % 60].map((part) =>
      pad(Math.trunc(part), 2),
    );
    const stamp = `${day}T${time.join(":")}Z`;
    const dice = below(1000);
    const request = `${pick(below, ["GET", "GET", "GET", "POST"])} ${pick(below, paths)}`;
    if (dice < 12) lines.push(`${stamp} ERROR ${service} ${request}: ${pick(below, faults)}`);
    else if (dice < 60)
      lines.push(`${stamp} WARN ${service} ${request} took ${900 + below(2100)} ms`);
    else lines.push(`${stamp} INFO ${service} ${request} 200 ${5 + below(240)} ms`);
    second += 60 + below(240);
  }
  return `${lines.join("\n")}\n`;
}

const files = new Map([["orders.csv", orders(numbers(1))]]);
for (const [index, service] of ["api", "billing", "search"].entries()) {
  for (const day of ["2026-06-01", "2026-06-02"]) {
    const below = numbers(100 * (index + 1) + Number(day.slice(-2)));
    files.set(`logs/${service}-${day}.log`, log(below, service, day));
  }
}

for (const [path, text] of files) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
