#: csv-read-write
import csv
with open("people.csv", "w", newline="", encoding="utf-8") as f:
    writer = csv.writer(f)
    writer.writerow(["name", "age", "note"])
    writer.writerows([["Ada", 36, "says \"hi\""], ["Bob, Jr.", 25, "two\nlines"]])
print(open("people.csv", newline="").read().encode())
with open("people.csv", newline="", encoding="utf-8") as f:
    for row in csv.reader(f):
        print(row)

#: csv-dict
import csv, io
rows = list(csv.DictReader(io.StringIO("id,name,score\n1,Ann,90.5\n2,Bob,\n3,Cy,70,extra\n4\n")))
for row in rows:
    print(row)
out = io.StringIO()
w = csv.DictWriter(out, fieldnames=["name", "id"], extrasaction="ignore", lineterminator="\n")
w.writeheader(); w.writerows(rows[:2])
print(out.getvalue(), end="")

#: csv-dialects
import csv, io
print(list(csv.reader(["a;'b;c';d"], delimiter=";", quotechar="'")), list(csv.reader(["1 2  3"], delimiter=" ", skipinitialspace=True)))
print(csv.Sniffer().sniff("a|b|c\n1|2|3\n").delimiter, csv.Sniffer().has_header("name,age\nann,3\nbob,4\n"))
csv.register_dialect("tabs", delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
out = io.StringIO(); csv.writer(out, "tabs").writerow([1, "b", None]); print(repr(out.getvalue()), csv.list_dialects())
print(list(csv.reader(["1,2.5,x"], quoting=csv.QUOTE_MINIMAL)), list(csv.reader(['"1",2.5'], quoting=csv.QUOTE_NONNUMERIC)))

#: json-dump
import json
data = {"name": "Zoë", "tags": ["a", None, True], "nested": {"pi": 3.14, "big": 10**20, "neg": -0.0}, "empty": [], "t": (1, 2)}
print(json.dumps(data))
print(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False))
print(json.dumps(data, separators=(",", ":")), json.dumps(float("nan")), json.dumps({1: "a", None: "b", True: "c"}))

#: json-load
import json
with open("d.json", "w") as f:
    json.dump({"a": [1, 2.5, "x"], "b": None}, f, indent=1)
with open("d.json") as f:
    print(json.load(f))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads("[1.10]", parse_float=str), json.loads('"\\ud83d\\ude00"'), json.loads("[NaN, -Infinity]"))

#: json-errors
import json
for bad in ("{", '{"a" 1}', "[1,]", "nul", '{"a": 1} x', "'a'", ""):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(repr(bad), error.lineno, error.colno, error.pos)
try:
    json.dumps({"when": {1, 2}})
except TypeError as error:
    print(str(error).splitlines()[0])

#: json-custom
import json, datetime, decimal, dataclasses
@dataclasses.dataclass
class Item:
    name: str
    price: decimal.Decimal
class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, (datetime.date, datetime.datetime)):
            return o.isoformat()
        if isinstance(o, decimal.Decimal):
            return str(o)
        if dataclasses.is_dataclass(o):
            return dataclasses.asdict(o)
        return super().default(o)
text = json.dumps({"on": datetime.date(2024, 2, 29), "items": [Item("pen", decimal.Decimal("1.50"))]}, cls=Encoder)
print(text, json.loads(text, object_hook=lambda d: tuple(sorted(d.items())) if "name" in d else d))

#: jsonl
import json
records = [{"id": i, "v": i * i} for i in range(4)]
with open("r.jsonl", "w") as f:
    for r in records:
        f.write(json.dumps(r) + "\n")
print(sum(json.loads(line)["v"] for line in open("r.jsonl")), sum(1 for _ in open("r.jsonl")))

#: configparser
import configparser
c = configparser.ConfigParser()
c.read_string("""
[DEFAULT]
timeout = 30
base = /srv
[server]
host = example.com
port: 8080
debug = yes
path = %(base)s/www
; comment
[empty]
""")
print(c.sections(), c["server"]["host"], c.getint("server", "port"), c.getboolean("server", "debug"), c["server"]["path"], c.get("empty", "timeout"), c.get("empty", "x", fallback="none"))
c["new"] = {"a": "1"}; c.set("server", "port", "9090")
with open("c.ini", "w") as f:
    c.write(f)
print(open("c.ini").read())
try:
    c.get("server", "nope")
except configparser.NoOptionError as error:
    print(error)

#: tomllib
import tomllib
doc = tomllib.loads("""
title = "T"
[owner]
dob = 1979-05-27T07:32:00Z
when = 12:30:00
[db]
ports = [8000, 8001]
ratio = 1e3
on = true
[[fruit]]
name = "apple"
[[fruit]]
name = 'plum'
""")
print(doc)
try:
    tomllib.loads("a = [1,")
except tomllib.TOMLDecodeError as error:
    print("bad", error)

#: xml-elementtree
import xml.etree.ElementTree as ET
root = ET.fromstring("<lib><book id='1' lang='en'><title>A &amp; B</title></book><book id='2'><title>C</title><year>1999</year></book></lib>")
print([(b.get("id"), b.findtext("title"), b.findtext("year", "-")) for b in root.iter("book")], root.find("book[@lang='en']/title").text, len(root.findall("./book")))
new = ET.SubElement(root, "book", id="3"); ET.SubElement(new, "title").text = "<new>"
root[0].set("seen", "yes"); root.remove(root[1])
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))
ET.ElementTree(root).write("o.xml", xml_declaration=True, encoding="utf-8")
print(ET.parse("o.xml").getroot().tag, open("o.xml").readline().strip())

#: xml-namespaces-and-errors
import xml.etree.ElementTree as ET
ns = {"a": "http://x/a"}
root = ET.fromstring('<r xmlns="http://x/a"><i>1</i><i>2</i></r>')
print(root.tag, [e.text for e in root.findall("a:i", ns)], [e.tag for _, e in ET.iterparse(__import__("io").StringIO("<a><b/></a>"), ["end"])])
try:
    ET.fromstring("<a><b></a>")
except ET.ParseError as error:
    print(error, error.position)

#: minidom-and-sax
import xml.dom.minidom, xml.sax, xml.sax.saxutils
doc = xml.dom.minidom.parseString("<a><b x='1'>t</b></a>")
print(doc.documentElement.tagName, doc.getElementsByTagName("b")[0].getAttribute("x"))
print(doc.toprettyxml(indent=" "))
class H(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print("start", name, dict(attrs))
xml.sax.parseString(b"<a k='v'><b/></a>", H())
print(xml.sax.saxutils.escape("<&>"), xml.sax.saxutils.quoteattr('a"b'))

#: pickle
import pickle
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __eq__(self, o):
        return (self.x, self.y) == (o.x, o.y)
    def __reduce__(self):
        return Point, (self.x, self.y)
data = {"p": Point(1, 2), "t": (1, [2, {3}]), "b": b"x", "f": 1.5, "n": None}
data["self"] = data["t"]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(data, protocol))
    print(protocol, again["p"] == data["p"], again["self"] is again["t"])
with open("p.pkl", "wb") as f:
    pickle.dump([1, 2], f); pickle.dump("next", f)
with open("p.pkl", "rb") as f:
    print(pickle.load(f), pickle.load(f))
try:
    pickle.dumps(lambda: 0)
except Exception as error:
    print(type(error).__name__)

#: pickle-state
import pickle, copyreg
class Conn:
    def __init__(self, name):
        self.name, self.handle = name, object()
    def __getstate__(self):
        return {"name": self.name}
    def __setstate__(self, state):
        self.__dict__.update(state, handle="reopened")
print(pickle.loads(pickle.dumps(Conn("db"))).__dict__)
try:
    pickle.loads(b"garbage")
except pickle.UnpicklingError as error:
    print("bad pickle")

#: struct
import struct
packed = struct.pack("<IhB3s?d", 70000, -2, 255, b"abc", True, 0.5)
print(packed.hex(), struct.calcsize("<IhB3s?d"), struct.unpack("<IhB3s?d", packed))
print(struct.pack(">H", 258), [x for (x,) in struct.iter_unpack(">H", b"\x00\x01\x00\x02")], struct.unpack_from("<I", b"xx\x01\0\0\0", 2))
try:
    struct.unpack("<I", b"abc")
except struct.error as error:
    print(error)

#: base64-binascii
import base64, binascii
data = bytes(range(250, 256)) + b"hello?"
print(base64.b64encode(data), base64.urlsafe_b64encode(data), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.a85encode(b"hello"))
print(base64.b64decode("aGk="), binascii.hexlify(b"\x01\xff"), binascii.crc32(b"hello"), binascii.unhexlify("00ff"))
for bad in ("aGk", "a"):
    try:
        base64.b64decode(bad)
    except binascii.Error as error:
        print(error)

#: plistlib
import plistlib
text = plistlib.dumps({"name": "x", "n": 3, "l": [1.5, True], "d": b"\0\1"})
print(text.decode()); print(plistlib.loads(text), plistlib.loads(plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)))

#: array
from array import array
a = array("i", [3, 1, 2]); a.append(5); a.extend([7]); a.insert(0, -1)
print(a, a.tolist(), a.itemsize, sum(a), a[1:3], array("d", [1, 2]).tobytes().hex(), array("H", b"\1\0\2\0").tolist(), a.index(5))
a.byteswap(); print(a[0])

#: hexdump
data = b"The quick brown fox\x00\x01\xff"
for i in range(0, len(data), 8):
    chunk = data[i:i + 8]
    print(f"{i:04x}  {chunk.hex(' '):<23}  {''.join(chr(b) if 32 <= b < 127 else '.' for b in chunk)}")

#: markdown-table-from-json
import json
rows = json.loads('[{"k":"a","v":1},{"k":"bb","v":22}]')
keys = list(rows[0])
print("| " + " | ".join(keys) + " |"); print("|" + "|".join("---" for _ in keys) + "|")
for r in rows:
    print("| " + " | ".join(str(r[k]) for k in keys) + " |")

#: group-and-aggregate
import csv, io
from collections import defaultdict
text = "region,product,amount\nEU,a,10\nUS,a,5\nEU,b,7.5\nUS,b,2\nEU,a,1\n"
totals = defaultdict(lambda: defaultdict(float))
for row in csv.DictReader(io.StringIO(text)):
    totals[row["region"]][row["product"]] += float(row["amount"])
for region in sorted(totals):
    print(region, dict(totals[region]), sum(totals[region].values()))

#: log-analysis
import re
from collections import Counter
log = """127.0.0.1 - - [10/Oct/2023:13:55:36] "GET /index.html HTTP/1.1" 200 2326
10.0.0.2 - - [10/Oct/2023:13:55:38] "POST /api HTTP/1.1" 500 12
127.0.0.1 - - [10/Oct/2023:13:56:01] "GET /a.png HTTP/1.1" 404 0"""
pattern = re.compile(r'(\S+) .*?\[(.*?)\] "(\w+) (\S+).*?" (\d{3}) (\d+)')
hits = [pattern.match(line).groups() for line in log.splitlines()]
print(Counter(h[4][0] + "xx" for h in hits), Counter(h[0] for h in hits).most_common(1), sum(int(h[5]) for h in hits))

#: ini-to-env
import os, configparser
os.environ["APP_PORT"] = "9"
defaults = {"port": "1", "host": "h"}
config = {k: os.environ.get(f"APP_{k.upper()}", v) for k, v in defaults.items()}
print(config, os.getenv("NOPE"), os.path.expandvars("$APP_PORT/${APP_PORT}/$NOPE"))

#: netrc-and-quopri
import quopri, netrc
print(quopri.encodestring("héllo=x".encode()), quopri.decodestring(b"a=C3=A9"))
open("n", "w").write("machine h login u password p\n")
print(netrc.netrc("n").authenticators("h"))
