"""Sums up sales by region and writes a report."""
import csv
import json
from collections import defaultdict

totals = defaultdict(lambda: {"orders": 0, "revenue": 0.0})
with open("sales.csv", newline="") as file:
    for row in csv.DictReader(file):
        total = totals[row["region"]]
        total["orders"] += 1
        total["revenue"] += int(row["units"]) * float(row["price"])

ranked = sorted(totals.items(), key=lambda item: -item[1]["revenue"])
for region, total in ranked:
    print(f"{region:<8} {total['orders']:>3} orders {total['revenue']:>10,.2f}")

with open("report.json", "w") as file:
    json.dump(dict(ranked), file, indent=2)
with open("report.md", "w") as file:
    file.write("# Sales by region\n\n| region | orders | revenue |\n|---|---:|---:|\n")
    for region, total in ranked:
        file.write(f"| {region} | {total['orders']} | {total['revenue']:.2f} |\n")

best, _ = ranked[0]
print(f"\n{best} leads. See report.md and report.json.")
