"""Draws the temperatures of a year as an SVG."""
import csv

with open("temperatures.csv", newline="") as file:
    rows = [(row["month"], float(row["degrees"])) for row in csv.DictReader(file)]

width, height, margin = 640, 360, 40
step = (width - 2 * margin) / len(rows)
scale = (height - 2 * margin) / max(degrees for _, degrees in rows)

bars = []
for index, (month, degrees) in enumerate(rows):
    x = margin + index * step
    tall = degrees * scale
    y = height - margin - tall
    light = 82 - degrees * 1.5
    bars.append(
        f'<rect x="{x + 4:.1f}" y="{y:.1f}" width="{step - 8:.1f}" height="{tall:.1f}" rx="4" fill="hsl(24 75% {light:.0f}%)"/>'
        f'<text x="{x + step / 2:.1f}" y="{y - 6:.1f}">{degrees:g}</text>'
        f'<text x="{x + step / 2:.1f}" y="{height - margin + 18}">{month}</text>'
    )

with open("chart.svg", "w") as file:
    file.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#888" text-anchor="middle">'
        + "".join(bars)
        + "</svg>\n"
    )
print(f"{len(rows)} months drawn: open chart.svg")
