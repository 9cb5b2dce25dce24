"""Makes, finds, renames, copies, packs and removes some thousands of files."""
import hashlib
import shutil
import zipfile
from pathlib import Path

from sandbox_utils import copy_tree, find, remove_tree, tree

root = Path("/app/in")
for number in range(2_000):
    directory = root / f"{number % 20:02}" / f"{number % 5}"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"{number}.txt").write_text(f"file {number}\n" * (number % 40 + 1))

for path in find("*.txt", "/app/in"):
    if Path(path).stat().st_size > 300:
        Path(path).rename(Path(path).with_suffix(".large"))

copy_tree("/app/in", "/app/out")
sums = {}
for path in sorted(Path("/app/out").rglob("*")):
    if path.is_file():
        sums.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), []).append(path.name)

with zipfile.ZipFile("/app/out.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(Path("/app/out").rglob("*.large")):
        archive.write(path, path.relative_to("/app/out"))
    count = len(archive.namelist())

shutil.copytree("/app/out", "/app/copy")
print(len(sums), count, len(str(tree("/app/in"))) > 1000)
remove_tree("/app/copy")
