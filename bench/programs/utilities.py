"""The jobs of suite `utilities` by the standard library: `utilities.py JOB PATTERN first|next PATH...`."""

import collections
import csv
import difflib
import hashlib
import io
import json
import os
import re
import sys
import time
import xml.etree.ElementTree


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def count_lines(text):
    return str(text.count("\n") + (text != "" and not text.endswith("\n")))


def count_changes(text):
    return str(sum(line[:1] in "+-" and line[:3] not in ("+++", "---") for line in text.split("\n") if line))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def matches(pattern, path, found):
    search = pattern if callable(pattern) else pattern.search
    for number, line in enumerate(read(path).split("\n"), 1):
        if search(line):
            found.append((path, number, line))
    return found


def grep_tree(needle, path):
    found = []
    for directory, _, names in os.walk(path):
        for name in names:
            matches(lambda line: needle in line, os.path.join(directory, name), found)
    return found


def wc(path):
    text = read(path)
    return f"{len(text.splitlines())} {len(text.split())} {len(text)}"


def tail(path):
    with open(path, "rb") as file:
        return "\n".join(line.decode() for line in file.read().split(b"\n")[-11:])


def head(path):
    with open(path, encoding="utf-8") as file:
        return "".join(line for line, _ in zip(file, range(10)))


def csv_to_json(path):
    with open(path, encoding="utf-8", newline="") as file:
        return json.dumps(list(csv.DictReader(file)))


def json_to_csv(path):
    rows = json.loads(read(path))
    output = io.StringIO()
    writer = csv.DictWriter(output, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


def element(node):
    value = {f"@{key}": text for key, text in node.attrib.items()}
    for child in node:
        inner = element(child)
        if child.tag not in value:
            value[child.tag] = inner
        elif isinstance(value[child.tag], list):
            value[child.tag].append(inner)
        else:
            value[child.tag] = [value[child.tag], inner]
    text = (node.text or "").strip()
    if not value:
        return text
    if text:
        value["#text"] = text
    return value


def xml_to_dict(path):
    root = xml.etree.ElementTree.fromstring(read(path))
    return {root.tag: element(root)}


def count_ids(text):
    return str(text.count('"id":'))


def open_job(name, pattern, paths):
    kind = re.sub(r"-\d+[km]$|-small$|-large$", "", name)
    path = paths[0]
    if name == "grep-tree-10k":
        return lambda: grep_tree(pattern, path), lambda found: str(len(found))
    if kind == "grep-literal":
        return lambda: matches(lambda line: pattern in line, path, []), lambda found: str(len(found))
    if kind.startswith("grep") and "evil" not in kind:
        regex = re.compile(pattern)
        return lambda: matches(regex, path, []), lambda found: str(len(found))
    if kind == "wc":
        return lambda: wc(path), str
    if kind in ("head", "tail"):
        return lambda: (head if kind == "head" else tail)(path), count_lines
    if kind == "sed":
        text = read(path)
        return lambda: re.sub(pattern, r"(\1)", text), digest
    if kind == "sort":
        return lambda: "\n".join(sorted(read(path)[:-1].split("\n"))) + "\n", digest
    if kind == "sort-uniq":
        def counted():
            counts = collections.Counter(read(path)[:-1].split("\n"))
            return "".join(f"{counts[line]:7} {line}\n" for line in sorted(counts))
        return counted, digest
    if kind == "diff":
        return lambda: "\n".join(difflib.unified_diff(read(paths[0]).split("\n"), read(paths[1]).split("\n"), lineterm="")), count_changes
    if kind == "find":
        return lambda: sorted(os.path.join(at, name) for at, _, names in os.walk(path) for name in names if name.endswith(".py")), lambda found: str(len(found))
    if kind == "csv":
        return lambda: csv_to_json(path), count_ids
    if kind == "json-csv":
        return lambda: json_to_csv(path), count_lines
    if kind == "xml":
        return lambda: xml_to_dict(path), lambda value: str(json.dumps(value).count('"@id":'))
    raise SystemExit(f"No such job: {name}")


def measure(name, pattern, mode, paths):
    """Milliseconds of the first run, or the median of three after some, and the answer."""
    run, answer = open_job(name, pattern, paths)

    def once():
        start = time.perf_counter()
        result = run()
        return (time.perf_counter() - start) * 1000, result

    ms, result = once()
    if mode == "next":
        warm = ms
        while warm < 400:
            warm += once()[0]
        times = []
        for _ in range(3):
            ms, result = once()
            times.append(ms)
        ms = sorted(times)[1]
    return {"ms": ms, "answer": answer(result)}


def measure_second(name, pattern, paths):
    """The second run, as guests measure it."""
    run, answer = open_job(name, pattern, paths)
    for _ in range(2):
        start = time.perf_counter()
        result = run()
        ms = (time.perf_counter() - start) * 1000
    return {"ms": ms, "answer": answer(result)}


if __name__ == "__main__":
    import resource

    sample = measure(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
    sample["peakBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(sample))
