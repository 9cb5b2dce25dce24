/** Python programs whose output and fuel are the same everywhere. */
import type { EqualityProgram } from "./program.ts";

export const pythonPrograms: readonly EqualityProgram[] = [
  {
    name: "python-numbers",
    python: `
import cmath, decimal, fractions, math, statistics
print(0.1 + 0.2, 1e21, 5e-324, -0.0, 1 / 3, float("nan"), float("inf"))
print(math.sin(1), math.exp(2), math.log(3), math.hypot(3, 4), math.gamma(5.5))
print(cmath.sqrt(-2), round(2.675, 2), f"{1234567.891:,.2f}", (255).to_bytes(2, "big"))
decimal.getcontext().prec = 40
print(decimal.Decimal(2).sqrt(), fractions.Fraction(22, 7) + fractions.Fraction(1, 3))
print(2**200 % 97, pow(3, 1000, 10**20), math.isqrt(10**30), statistics.stdev([1, 2, 4, 8]))
`,
  },
  {
    name: "python-text",
    python: `
import re, textwrap, unicodedata
text = "Grüße, мир! 👩‍🚀 naïve café — ¡olé! " * 20
print(len(text), text.upper()[:40], len(unicodedata.normalize("NFD", text)))
print(re.sub(r"(\\d+)-(\\d+)-(\\d+)", r"\\3.\\2.\\1", "2024-02-29"))
print([m["after"] for m in re.finditer(r"X(?P<after>.)", "aXbXc")])
print(textwrap.fill(text[:80], 30))
print(text.encode()[:12], "ß".casefold(), "%05.1f|%-6s|" % (3.14159, "ab"))
`,
  },
  {
    name: "python-data",
    python: `
import collections, csv, io, itertools, json
rows = list(csv.DictReader(io.StringIO("name,age\\nAda,36\\n\\"Grace, H\\",85\\n")))
print(json.dumps(rows, sort_keys=True), json.loads('{"a": [1, 2.5, null, "\\\\u00e9"]}'))
print(collections.Counter("mississippi").most_common(2))
print(sorted({"b", "a", "c"}), {1, "x", (2, 3)} == {(2, 3), "x", 1})
print([*itertools.accumulate(range(8))], [*itertools.batched("abcdefg", 3)])
print({"x", "y", "zebra", "apple", "pear"})
`,
  },
  {
    name: "python-classes",
    python: `
import dataclasses, enum, functools
@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y
class Color(enum.Enum):
    RED = 1
    BLUE = 2
@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def kind(value):
    match value:
        case Point(x=0): return "on the axis"
        case [first, *_]: return f"list of {first}"
        case {"key": v}: return f"map to {v}"
        case _: return "other"
print(sorted([Point(2), Point(1, 5), Point(1, 2)]), Point(1, 2) @ Point(3, 4), fib(90))
print([kind(v) for v in (Point(0), [7, 8], {"key": 1}, 3)], Color(2), list(Color))
`,
  },
  {
    name: "python-errors",
    python: `
def risky(n):
    try:
        if n == 0: raise ValueError("zero")
        return 10 // (n - 1)
    except ZeroDivisionError as error:
        raise RuntimeError("wrapped") from error
    finally:
        print("finally", n)
for n in range(3):
    try:
        print(risky(n))
    except Exception as error:
        print(type(error).__name__, error, repr(error.__cause__))
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError(2)])
except* TypeError as group:
    print("types", group.exceptions)
except* ValueError as group:
    print("values", group.exceptions)
risky(1)
`,
  },
  {
    name: "python-files",
    files: { "in.txt": "one\ntwo\nthree\n" },
    python: `
import os, pathlib, shutil, tempfile
here = pathlib.Path("/app/python-files")
print((here / "in.txt").read_text().split(), sorted(os.listdir(here)))
with open(here / "out.bin", "wb") as out:
    out.write(bytes(range(256)) * 300)
    out.seek(70_000); out.write(b"x")
print((here / "out.bin").stat().st_size, (here / "out.bin").read_bytes()[69_998:70_003])
os.makedirs(here / "a/b", exist_ok=True)
shutil.copy(here / "in.txt", here / "a/b/copy.txt")
os.rename(here / "a", here / "moved")
print([str(p.relative_to(here)) for p in sorted(here.rglob("*"))])
with tempfile.TemporaryDirectory() as folder:
    print(os.path.exists(folder), folder.startswith("/tmp"))
try:
    open("/etc/passwd")
except OSError as error:
    print(error)
shutil.rmtree(here / "moved")
`,
  },
  {
    name: "python-chance",
    python: `
import datetime, random, secrets, time, uuid
random_values = [random.randrange(100) for _ in range(5)]
print(random_values, random.Random(1).random(), secrets.token_hex(4), uuid.uuid4())
start = time.monotonic()
time.sleep(0.25)
print(datetime.datetime.now(datetime.UTC).isoformat(), time.monotonic() - start >= 0.25, hash("seed"))
`,
  },
  {
    name: "python-asyncio",
    python: `
import asyncio
async def worker(name, queue, results):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(0.01 * item)
        results.append((name, item))
async def main():
    queue, results = asyncio.Queue(), []
    async with asyncio.TaskGroup() as group:
        for name in "ab":
            group.create_task(worker(name, queue, results))
        for item in [3, 1, 2, None, None]:
            await queue.put(item)
    print(results, await asyncio.gather(*(asyncio.sleep(0, n) for n in range(3))))
    try:
        async with asyncio.timeout(0.05):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timed out")
asyncio.run(main())
`,
  },
  {
    name: "python-utilities",
    files: { "a.log": "10 ERROR disk\n11 fine\n12 ERROR net\n", "t.csv": "k,v\nx,1\ny,2\n" },
    python: `
from sandbox_utils import csv_to_json, find, grep, head
print([p.name for p in find("*", "/app/python-utilities")], grep("ERROR (\\\\w+)", "/app/python-utilities/a.log"))
print(head("/app/python-utilities/a.log", 2), csv_to_json("/app/python-utilities/t.csv"))
for path in ("/etc", "/app2", "../../etc"):
    try:
        find("*", path)
    except ValueError as error:
        print(error)
`,
  },
  {
    name: "python-generators",
    python: `
import contextlib, functools, heapq, operator
def primes():
    composites = {}
    n = 2
    while True:
        if n in composites:
            for p in composites.pop(n): composites.setdefault(n + p, []).append(p)
        else:
            yield n
            composites[n * n] = [n]
        n += 1
found = primes()
print([next(found) for _ in range(25)], functools.reduce(operator.mul, range(1, 25)))
@contextlib.contextmanager
def told(name):
    print("enter", name)
    try: yield name.upper()
    except KeyError as error: print("swallowed", error)
    finally: print("leave", name)
with told("a") as a, told("b") as b:
    print(a, b)
    raise KeyError("gone")
heap = []
for i in range(200): heapq.heappush(heap, (i * 7919) % 1009)
print([heapq.heappop(heap) for _ in range(8)], *zip("ab", [1, 2], strict=True))
def echo():
    got = yield 0
    while got: got = yield got * 2
echoing = echo(); next(echoing)
print(echoing.send(21), echoing.send("ab"), list(echoing))
`,
  },
  {
    name: "python-bytes",
    python: `
import array, base64, binascii, gzip, hashlib, io, struct, zlib
data = bytes((i * 167) & 255 for i in range(4096))
packed = gzip.compress(data * 4, mtime=0)
print(len(zlib.compress(data)), len(packed), gzip.decompress(packed) == data * 4)
print(struct.pack("<hIq3sd", -2, 4_000_000_000, -(2**40), b"abc", 0.1).hex())
print(base64.b85encode(data[:12]), binascii.crc32(data), hashlib.blake2s(data).hexdigest()[:16])
values = array.array("f", [1.1, 2.2]); values.extend([3.3])
print(values.tolist()[0], memoryview(data)[10:40:7].tolist(), int.from_bytes(data[:5], "big"))
view = io.BytesIO(); view.write(b"x" * 10); view.seek(3); view.truncate()
print(view.getvalue(), bytearray(b"abc").translate(bytes(range(1, 256)) + b"\\0"))
`,
  },
  {
    name: "python-out-of-memory",
    limits: { memoryBytes: 48 * 2 ** 20 },
    python: `
held = []
try:
    while True:
        held.append(bytes(1_000_000))
except MemoryError:
    count = len(held)
    held.clear()
    print("freed", count)
`,
  },
  {
    name: "python-loop",
    limits: { fuel: 30_000_000 },
    python: `
import zlib, hashlib
print(zlib.crc32(b"x" * 1000), hashlib.sha256(b"abc").hexdigest()[:16])
total = 0
try:
    while True:
        total += 1
        if total % 10_000 == 0: print(total)
except BaseException:
    print("caught")
finally:
    print("finally")
`,
  },
];
