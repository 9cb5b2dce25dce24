// Checks invoices and adds them up. Types are taken off before it runs.
import { readFileSync, writeFileSync } from "node:fs";

interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly lines: readonly { readonly text: string; readonly amount: number }[];
}

function isInvoice(value: unknown): value is Invoice {
  if (typeof value !== "object" || value === null) return false;
  const { id, customer, lines } = value as Partial<Invoice>;
  const isComplete = typeof id === "string" && typeof customer === "string" && Array.isArray(lines);
  return isComplete && lines.every(({ amount }) => Number.isFinite(amount));
}

const records: unknown[] = JSON.parse(readFileSync("/app/invoices.json", "utf8"));
const good = records.filter(isInvoice);
const sum = ({ lines }: Invoice): number => lines.reduce((total, { amount }) => total + amount, 0);

for (const invoice of good)
  console.log(invoice.id, invoice.customer.padEnd(12), sum(invoice).toFixed(2));
console.log(`${records.length - good.length} of ${records.length} records are no invoices`);

const totals: Record<string, number> = {};
for (const invoice of good)
  totals[invoice.customer] = (totals[invoice.customer] ?? 0) + sum(invoice);
writeFileSync("/app/totals.json", JSON.stringify(totals, null, 2));
