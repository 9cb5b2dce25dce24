/** The main job: a report over the example data, as README shows it. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fuelbox, root } from "../support/fuelbox-command.ts";

const job = ["run", "examples/report.mjs", "--mount", "examples/data:/app/data"];

/** A hash of all example data. */
function dataHash(): string {
  const data = join(root, "examples/data");
  const hash = createHash("sha256");
  for (const name of readdirSync(data, { recursive: true, encoding: "utf8" }).sort()) {
    if (statSync(join(data, name)).isFile())
      hash.update(name).update(readFileSync(join(data, name)));
  }
  return hash.digest("hex");
}

/** The sales of paid orders by region, computed here. */
function expectedRevenue(): ReadonlyMap<string, number> {
  const cents = new Map<string, number>();
  const csv = readFileSync(join(root, "examples/data/orders.csv"), "utf8").trimEnd().split("\n");
  for (const line of csv.slice(1)) {
    const {
      region = "",
      quantity = "",
      price = "",
      status,
    } = /^\w+,[\d-]+,(?<region>\w+),\w+,(?:"(?:[^"]|"")*"|[^,]*),(?<quantity>\d+),(?<price>[\d.]+),(?<status>\w+)$/.exec(
      line,
    )?.groups ?? {};
    if (status !== "paid") continue;
    const sum = Number(quantity) * Math.round(Number(price) * 100);
    cents.set(region, (cents.get(region) ?? 0) + sum);
  }
  return cents;
}

test("the report is right, and the host's files are as they were", async () => {
  const before = dataHash();
  const out = mkdtempSync(join(tmpdir(), "main-job-"));
  try {
    const { code, stdout, stderr } = await fuelbox([...job, "--out", out]);
    expect(stderr).toMatch(/^fuelbox: exited 0, fuel [\d,]+ of 2,000,000,000, [^\n]+\n$/);
    expect(stderr).toContain("created /app/report.md");
    expect(code).toBe(0);
    expect(stdout).toContain("6000 orders");
    expect(stdout).toContain("33 errors in 6 logs");
    expect(readdirSync(out)).toEqual(["report.md"]);
    const report = readFileSync(join(out, "report.md"), "utf8");
    for (const [region, cents] of expectedRevenue()) {
      expect(report).toMatch(
        new RegExp(`\\| ${region} \\| \\d+ \\| ${(cents / 100).toFixed(2)} \\|`),
      );
    }
    expect(report).toContain("order_id,date,region");
  } finally {
    rmSync(out, { recursive: true });
  }
  expect(dataHash()).toBe(before);
});

test("--json gives the same answer and the same fuel in two processes", async () => {
  const run = async () => {
    const { code, stdout, stderr } = await fuelbox([...job, "--json", "--deterministic", "1"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const result: unknown = JSON.parse(stdout);
    return result;
  };
  const first = await run();
  expect(first).toMatchObject({
    outcome: "exited",
    ok: true,
    exitCode: 0,
    files: { created: ["/app/report.md"], modified: [], deleted: [] },
  });
  const { durationMs: _, ...rest } = Object(first);
  expect(await run()).toMatchObject(rest);
  expect(rest.fuel.used).toBeGreaterThan(1_000_000);
});
