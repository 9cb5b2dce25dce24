"""A guest: it runs inside the sandbox and sees /app only.

fuelbox run examples/report.py --mount examples/data:/app/data
"""

import json
from collections import Counter
from pathlib import Path

from sandbox_utils import csv_to_json, find, grep, head

FENCE = "```"


def main():
    orders = json.loads(csv_to_json("/app/data/orders.csv"))
    sales = sales_by_region(order for order in orders if order["status"] == "paid")
    returned = sum(order["status"] == "returned" for order in orders)

    logs = find("*.log", "/app/data/logs")
    errors = grep(" ERROR ", logs)
    causes = count_by(line[line.index(": ") + 2 :] for _, _, line in errors)
    files = count_by(Path(file).stem for file, _, _ in errors)

    report = f"""# Daily report

## Sales by region

{table(["region", "orders", "revenue"], sales)}

{len(orders)} orders, {returned} of them returned.

## Errors in the logs

{table(["cause", "times"], causes)}

Per file: {", ".join(f"{file} {times}" for file, times in files)}.

## The data as it came

{FENCE}
{head("/app/data/orders.csv", 4).rstrip()}
{FENCE}
"""
    Path("/app/report.md").write_text(report)

    print(f"{len(orders)} orders, {returned} returned")
    for region, count, revenue in sales:
        print(f"{region:<8}{count:>6}{revenue:>14}")
    print(f"{len(errors)} errors in {len(logs)} logs, most often: {causes[0][0]}")
    print("wrote /app/report.md")


def sales_by_region(paid):
    """Sums in cents: fractions of a unit add up exactly."""
    counts, cents = Counter(), Counter()
    for order in paid:
        region = order["region"]
        counts[region] += 1
        cents[region] += int(order["quantity"]) * int(order["unit_price"].replace(".", ""))
    return [
        (region, counts[region], f"{total / 100:.2f}") for region, total in cents.most_common()
    ]


def count_by(keys):
    """Pairs of key and count, the most frequent first."""
    return sorted(Counter(keys).items(), key=lambda pair: (-pair[1], pair[0]))


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


main()
