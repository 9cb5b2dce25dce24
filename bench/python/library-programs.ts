/** Python programs of the kinds that the pyperformance suite has, which mostly use the library. */
import type { ScriptProgram } from "../fuel/quickjs-programs.ts";

/** Each a function `run` that returns a number, in 10 to 60 milliseconds in CPython's WebAssembly. */
export const libraryPrograms: readonly ScriptProgram[] = [
  {
    name: "json",
    title: "the library in C: JSON written and read",
    answer: "401752",
    source: `import json

def run():
    row = {"id": 7, "name": "Ada \\u00e4", "tags": ["x", "y", None, True], "at": {"x": 1.25, "y": -3e-7}}
    rows = [{**row, "id": i, "text": "word " * (i % 7)} for i in range(120)]
    size = 0
    for _ in range(25):
        text = json.dumps(rows, sort_keys=True)
        size += len(text) + len(json.loads(text))
    return size + len(json.dumps(rows, indent=2))
`,
  },
  {
    name: "regex",
    title: "the library in C: expressions on a text of letters",
    answer: "1415213829",
    source: `import re

def run():
    state = 42
    letters = []
    for _ in range(12000):
        state = (state * 3877 + 29573) % 139968
        letters.append("acgt"[state * 4 // 139968])
    text = "\\n".join("".join(letters[i : i + 60]) for i in range(0, len(letters), 60))
    text = re.sub(r">.*\\n|\\n", "", text)
    found = 0
    for pattern in ("agggtaaa|tttaccct", "[cgt]gggtaaa|tttaccc[acg]", "a[act]ggtaaa|tttacc[agt]t", "(a|g)c+(?=t)", "(?:ga){2,}"):
        found = found * 31 + len(re.findall(pattern, text))
    for short, long in (("tHa[Nt]", "<4>"), ("aND|caN|Ha[DS]|WaS", "<3>"), ("a[cg]", "<2>"), ("t{2,}", "<1>")):
        text = re.sub(short, long, text)
    return found * 100000 + len(text)
`,
  },
  {
    name: "pickle",
    title: "the library in C: objects written and read",
    answer: "557844",
    source: `import pickle

def run():
    import datetime

    rows = [
        {"at": datetime.date(2026, 1 + i % 12, 1 + i % 28), "key": ("k", i), "value": i * 1.5, "set": {i, i + 1}}
        for i in range(300)
    ]
    size = 0
    for _ in range(12):
        for protocol in (2, 5):
            data = pickle.dumps(rows, protocol)
            size += len(data) + len(pickle.loads(data))
    return size
`,
  },
  {
    name: "templates",
    title: "strings: a page put together from templates",
    answer: "95562",
    source: `import html, string, textwrap

def run():
    row = string.Template("<tr><td>$id</td><td>\${name}</td><td class='$kind'>$price</td></tr>")
    size = 0
    for turn in range(6):
        rows = []
        for i in range(150):
            name = html.escape(f"Item <{i}> & 'more'")
            kind = "even" if i % 2 == 0 else "odd"
            rows.append(row.substitute(id=i, name=name, kind=kind, price=f"{i * 1.07:>10.2f}"))
        page = "<table>\\n" + "\\n".join(rows) + "\\n</table>"
        page = page.replace("</td>", "</td>\\n").upper().casefold()
        size += len(page) + len(textwrap.wrap(page[:3000], 70)) + page.count("item") * turn
        size += len("%s-%05d-%r" % (page[:20], turn, [turn] * 3))
    return size
`,
  },
];
