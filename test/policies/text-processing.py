"""Searches, counts and rewrites two megabytes of logs."""
import random
import re
from collections import Counter
from pathlib import Path

from sandbox_utils import grep, wc

random.seed(7)
words = "error warning started stopped user disk network timeout retry request answer cache".split()
logs = Path("/app/logs")
logs.mkdir()
for number in range(100):
    lines = [
        f"2026-01-{day % 28 + 1:02} {random.choice(words)} {random.choice(words)} id={random.randrange(10**6)}"
        for day in range(500)
    ]
    (logs / f"{number:03}.log").write_text("\n".join(lines) + "\n")

found = grep("timeout", "/app/logs", recursive=True)
counts = Counter()
pattern = re.compile(r"id=(\d+)")
for path in sorted(logs.iterdir()):
    text = path.read_text()
    counts.update(re.findall(r"[a-z]+", text))
    path.write_text(pattern.sub(lambda match: f"id={int(match[1]) % 1000:03}", text))

print(len(found), counts.most_common(3))
print(sum(wc(str(path))["lines"] for path in logs.iterdir()))
