/** The committed example data is what its script makes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const committed = join(root, "examples/data");

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

test("make-example-data.mjs reproduces examples/data byte for byte", () => {
  const fresh = mkdtempSync(join(tmpdir(), "example-data-"));
  try {
    execFileSync(process.execPath, [join(root, "scripts/make-example-data.mjs"), fresh]);
    expect(filesOf(fresh)).toEqual(filesOf(committed));
    for (const name of filesOf(fresh)) {
      const isSame = readFileSync(join(fresh, name)).equals(readFileSync(join(committed, name)));
      expect(isSame, name).toBe(true);
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test("examples/data is real input of a size that a repository can carry", () => {
  const files = filesOf(committed).map((name) => statSync(join(committed, name)).size);
  expect(files.reduce((sum, size) => sum + size, 0)).toBeLessThan(2 ** 20);
  const rows = readFileSync(join(committed, "orders.csv"), "utf8").trimEnd().split("\n").length - 1;
  expect(rows).toBeGreaterThanOrEqual(5_000);
});
