/** Tables and documents that the utilities are measured on. */
import { createRandom } from "./corpus-random.ts";

/** One row. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly city: string;
  readonly amount: string;
  readonly note: string;
}

const cities = ["Berlin", "São Paulo", "New York", "Kyiv", "Ōsaka", "Lagos"];

function rows(count: number): readonly Row[] {
  const random = createRandom(count);
  return Array.from({ length: count }, (_, index) => {
    const user = `user${random(100_000)}`;
    return {
      id: String(index + 1),
      name: `${user} Example`,
      email: `${user}@example.org`,
      city: cities[random(cities.length)] ?? "",
      amount: `${random(10_000)}.${random(90) + 10}`,
      note: index % 10 === 3 ? 'said "hello, world"' : "nothing to say about this one at all",
    };
  });
}

/** CSV with a header and one row in ten that has quotes. */
export function csvText(count: number): string {
  const cell = (text: string): string =>
    /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows(count).map((row) => Object.values(row).map(cell).join(","));
  return `id,name,email,city,amount,note\n${lines.join("\n")}\n`;
}

/** The same as JSON. */
export function jsonText(count: number): string {
  return JSON.stringify(rows(count));
}

/** Block YAML: a list of mappings, with lists in them. */
export function yamlText(count: number): string {
  return rows(count)
    .map(
      ({ id, name, email, city, note }) =>
        `- id: ${id}\n  name: ${name}\n  contact:\n    email: ${email}\n    city: ${city}\n  tags: [a, b${id}]\n  note: ${JSON.stringify(note)}\n`,
    )
    .join("");
}

/** XML: elements with attributes, children and text. */
export function xmlText(count: number): string {
  const items = rows(count).map(
    ({ id, name, email, city, amount }) =>
      `  <item id="${id}" city="${city}">\n    <name>${name}</name>\n    <email>${email}</email>\n    <amount currency="EUR">${amount}</amount>\n  </item>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<items>\n${items.join("")}</items>\n`;
}
