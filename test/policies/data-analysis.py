"""Reads, joins, groups and sums up a table of 50,000 rows."""
import csv
import json
import random
import statistics
from collections import defaultdict
from pathlib import Path

from sandbox_utils import csv_to_json

random.seed(7)
regions = ["north", "south", "east", "west"]
with open("/app/sales.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["id", "region", "product", "amount", "price"])
    for number in range(50_000):
        writer.writerow(
            [number, random.choice(regions), random.randrange(200), random.randrange(1, 9), round(random.uniform(1, 90), 2)]
        )
with open("/app/products.csv", "w") as file:
    file.write("product,name\n" + "".join(f"{n},product {n}\n" for n in range(200)))

names = {row["product"]: row["name"] for row in csv.DictReader(open("/app/products.csv"))}
revenue = defaultdict(list)
best = defaultdict(float)
for row in csv.DictReader(open("/app/sales.csv")):
    value = int(row["amount"]) * float(row["price"])
    revenue[row["region"]].append(value)
    best[names[row["product"]]] += value

report = {
    region: {
        "count": len(values),
        "mean": round(statistics.fmean(values), 2),
        "median": round(statistics.median(values), 2),
        "stdev": round(statistics.stdev(values), 2),
    }
    for region, values in sorted(revenue.items())
}
report["best"] = sorted(best.items(), key=lambda item: -item[1])[:3]
Path("/app/report.json").write_text(json.dumps(report, indent=2))
print(len(json.loads(csv_to_json("/app/sales.csv"))), report["north"]["count"])
