import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";

/** What a program is about, the program, and what CPython prints for it on any machine. */
const programs: readonly (readonly [topic: string, source: string, stdout: string])[] = [
  ["print", 'print("héllo", 1, sep="-", flush=True)', "héllo-1"],
  [
    "text files",
    'import os\nopen("a.txt", "w").write("hi\\nthere\\n")\nprint(open("a.txt").readlines(), os.stat("a.txt").st_size)',
    "['hi\\n', 'there\\n'] 9",
  ],
  [
    "appending and truncating",
    'open("a", "w").write("abc")\nopen("a", "a").write("def")\nf = open("a", "r+"); f.truncate(4); f.seek(0, 2); f.write("!"); f.close()\nprint(open("a").read())',
    "abcd!",
  ],
  [
    "exclusive creation",
    'open("a", "x").close()\ntry: open("a", "x")\nexcept FileExistsError as e: print(e)',
    "[Errno 17] File exists: 'a'",
  ],
  [
    "binary files",
    'with open("b", "wb+") as f:\n    f.write(bytes(range(256))); f.seek(-2, 2); print(f.read(), f.tell())',
    "b'\\xfe\\xff' 256",
  ],
  [
    "pathlib",
    'from pathlib import Path\np = Path("/app/d/e"); p.mkdir(parents=True); (p / "f.txt").write_text("x" * 10)\nprint(sorted(map(str, Path("/app").rglob("*"))), (p / "f.txt").resolve().relative_to("/app"))',
    "['/app/d', '/app/d/e', '/app/d/e/f.txt'] d/e/f.txt",
  ],
  [
    "shutil and walk",
    'import os, shutil\nos.makedirs("d/e"); open("d/e/f", "w").close()\nshutil.copytree("d", "d2"); shutil.rmtree("d"); shutil.move("d2/e/f", "g")\nprint(list(os.walk("/app")))',
    "[('/app', ['d2'], ['g']), ('/app/d2', ['e'], []), ('/app/d2/e', [], [])]",
  ],
  [
    "tempfile",
    'import tempfile\nwith tempfile.NamedTemporaryFile() as f, tempfile.TemporaryDirectory(dir="/app") as d: print(f.name.startswith("/tmp/"), d.startswith("/app/"))',
    "True True",
  ],
  [
    "json",
    'import json\nprint(json.loads(json.dumps({"a": [1, 2.5, None, "é"]})))',
    "{'a': [1, 2.5, None, 'é']}",
  ],
  [
    "re",
    'import re\nprint(re.findall(r"(\\w+)@(\\w+)", "a@b c@d"), re.sub("(?i)A", "-", "aA"))',
    "[('a', 'b'), ('c', 'd')] --",
  ],
  [
    "csv",
    'import csv, io\nprint(list(csv.DictReader(io.StringIO("a,b\\n1,\\"2\\n3\\"\\n"))))',
    "[{'a': '1', 'b': '2\\n3'}]",
  ],
  [
    "dataclasses",
    "from dataclasses import asdict, dataclass\n@dataclass(order=True)\nclass P:\n    x: int\n    y: int = 2\nprint(P(1), asdict(P(3)), P(1) < P(2))",
    "P(x=1, y=2) {'x': 3, 'y': 2} True",
  ],
  [
    "datetime",
    'import datetime, time\nprint(datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc).isoformat(), datetime.datetime.now())\nprint(time.strftime("%A %j", time.gmtime(86400 * 59)), time.mktime((2020, 1, 32, 0, 0, 0, 0, 0, 0)), time.tzname)',
    "2024-01-02T00:00:00+00:00 2025-01-01 00:00:00.001000\nSunday 060 1580515200.0 ('UTC', 'UTC')",
  ],
  [
    "zoneinfo",
    'import datetime, zoneinfo\nprint(datetime.datetime(2050, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Paris")))\ntry: zoneinfo.ZoneInfo("../Paris")\nexcept ValueError as e: print(type(e).__name__)\ntry: zoneinfo.ZoneInfo("Moon")\nexcept zoneinfo.ZoneInfoNotFoundError as e: print(e)',
    "2050-07-01 00:00:00+02:00\nValueError\n'No time zone found with key Moon'",
  ],
  [
    "decimal",
    'from decimal import Decimal\nprint(Decimal("1.1") + Decimal("2.2"), Decimal(2).sqrt())',
    "3.3 1.414213562373095048801688724",
  ],
  ["fractions", "from fractions import Fraction\nprint(Fraction(1, 3) + 1)", "4/3"],
  [
    "hashlib",
    'import hashlib, hmac\nprint(hashlib.sha256(b"x").hexdigest()[:16], hashlib.md5(b"").hexdigest()[:8], hashlib.blake2b(b"").hexdigest()[:8], hmac.digest(b"k", b"m", "sha1").hex()[:8])',
    "2d711642b726b044 d41d8cd9 786a02f7 772b71c8",
  ],
  [
    "zlib, gzip, bz2",
    'import bz2, gzip, zlib\nprint(zlib.decompress(zlib.compress(b"a" * 9)), gzip.decompress(gzip.compress(b"x")), bz2.decompress(bz2.compress(b"y")))',
    "b'aaaaaaaaa' b'x' b'y'",
  ],
  ["lzma", 'import lzma\nprint(lzma.decompress(lzma.compress(b"y")))', "b'y'"],
  ["zstd", 'from compression import zstd\nprint(zstd.decompress(zstd.compress(b"y")))', "b'y'"],
  [
    "sqlite3 on a file",
    'import os, sqlite3\nc = sqlite3.connect("x.db"); c.execute("create table t(a)"); c.executemany("insert into t values(?)", [(i,) for i in range(100)]); c.commit(); c.close()\nprint(sqlite3.connect("x.db").execute("select sum(a) from t").fetchall(), os.listdir())',
    "[(4950,)] ['x.db']",
  ],
  [
    "sqlite3 in memory",
    'import sqlite3\nprint(sqlite3.connect(":memory:").execute("select upper(\'a\'), 1 + 1").fetchone())',
    "('A', 2)",
  ],
  ["ssl", "import ssl\nprint(ssl.HAS_TLSv1_3)", "False"],
  [
    "random, secrets, uuid",
    "import random, secrets, uuid\nrandom.seed(1)\nprint(random.random(), random.sample(range(9), 3), len(secrets.token_hex(4)), uuid.uuid4().version)",
    "0.13436424411240122 [1, 4, 0] 8 4",
  ],
  [
    "xml",
    'import xml.etree.ElementTree as E\nr = E.fromstring("<a><b c=\'1\'>t</b></a>")\nprint(r.find("b").attrib, E.tostring(r))',
    "{'c': '1'} b'<a><b c=\"1\">t</b></a>'",
  ],
  [
    "unicodedata",
    'import unicodedata\nprint(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode())',
    "LATIN SMALL LETTER E WITH ACUTE b'e\\xcc\\x81'",
  ],
  [
    "threads",
    "import threading\ntry: threading.Thread(target=print).start()\nexcept RuntimeError as e: print(e)\nwith threading.Lock(): print(threading.current_thread().name)",
    "Cannot start a thread: fuelbox has no threads; call the function directly, or use asyncio or concurrent.futures, which run it at once\nMainThread",
  ],
  [
    "sleeping",
    "import time\nt = time.monotonic(); time.sleep(90); print(round(time.monotonic() - t))",
    "90",
  ],
  [
    "timed waits",
    "import queue, threading, time\nt = time.monotonic(); print(threading.Event().wait(3))\ntry: queue.Queue().get(timeout=2)\nexcept queue.Empty: print(round(time.monotonic() - t))",
    "False\n5",
  ],
  [
    "recursion",
    "def r(n): return r(n + 1)\ntry: r(0)\nexcept RecursionError as e: print(e)",
    "maximum recursion depth exceeded",
  ],
  [
    "recursion in C",
    'import json\nclass A:\n    def __lt__(self, other): return sorted([A(), A()])\nfor f in (lambda: sorted([A(), A()]), lambda: eval("-" * 50000 + "1")):\n    try: f()\n    except (RecursionError, MemoryError) as e: print(type(e).__name__)',
    "RecursionError\nMemoryError",
  ],
  ["generators", "print(sum(i * i for i in range(100000)))", "333328333350000"],
  [
    "big integers",
    "print(len(str(3 ** 5000)), pow(7, 10 ** 20, 13), int('9' * 4000) % 97)",
    "2386 9 34",
  ],
  [
    "floats",
    "import math\nprint(0.1 + 0.2, math.pi, 1e308 * 10, round(2.675, 2), f'{1/3:.3e}')",
    "0.30000000000000004 3.141592653589793 inf 2.67 3.333e-01",
  ],
  [
    "SystemExit as a value",
    "import sys\ntry: sys.exit(3)\nexcept SystemExit as e: print(e.code)",
    "3",
  ],
  [
    "logging",
    'import logging, sys\nlogging.basicConfig(level=20, stream=sys.stdout, format="%(levelname)s %(message)s")\nlogging.info("x %d", 1); logging.debug("no")',
    "INFO x 1",
  ],
  [
    "unittest",
    'import sys, unittest\nclass T(unittest.TestCase):\n    def test_a(self): self.assertEqual(1, 1)\nr = unittest.main(argv=["x"], exit=False, verbosity=0, testRunner=unittest.TextTestRunner(stream=sys.stderr))\nprint(r.result.testsRun, r.result.wasSuccessful())',
    "1 True",
  ],
  [
    "subprocesses",
    'import multiprocessing, subprocess\nfor start in (lambda: subprocess.run(["ls"]), lambda: multiprocessing.Process(target=print).start()):\n    try: start()\n    except (OSError, RuntimeError) as e: print(type(e).__name__)',
    "FileNotFoundError\nRuntimeError",
  ],
  [
    "platform",
    "import platform, sys\nprint(platform.system(), sys.version_info[:2], sys.byteorder, platform.machine())",
    "Emscripten (3, 14) little wasm32",
  ],
  [
    "mmap",
    'import mmap\nf = open("m", "w+b"); f.write(b"abc" * 10); f.flush(); m = mmap.mmap(f.fileno(), 0); print(m[:3]); m[0:1] = b"Z"; m.flush(); m.close()\nprint(open("m", "rb").read(3), len(mmap.mmap(-1, 4096)))',
    "b'abc'\nb'Zbc' 4096",
  ],
  [
    "links",
    'import os\nopen("a", "w").write("hi"); os.symlink("a", "l"); print(open("l").read(), os.readlink("l"), os.path.islink("l"), os.path.realpath("l"), os.lstat("l").st_size)',
    "hi a True /app/a 1",
  ],
  [
    "times and modes",
    'import os, stat\nopen("a", "w").close(); os.utime("a", ns=(1000, 2_000_003_000)); os.chmod("a", 0o640)\ns = os.stat("a"); print(s.st_atime_ns, s.st_mtime_ns, stat.filemode(s.st_mode), os.access("a", os.R_OK), os.access("b", os.F_OK), os.access("a", os.X_OK))',
    "1000 2000003000 -rw-r----- True False False",
  ],
  [
    "descriptors",
    'import os\nf = os.open("a", os.O_RDWR | os.O_CREAT); g = os.dup(f); os.write(f, b"abc"); print(os.lseek(g, 0, 1), os.pread(g, 2, 1), os.dup2(f, 20), os.isatty(f)); os.close(f)\ntry: os.read(f, 1)\nexcept OSError as e: print(e)\nwith os.fdopen(20, "rb") as h: h.seek(0); print(h.read())',
    "3 b'bc' 20 False\n[Errno 9] Bad file descriptor\nb'abc'",
  ],
  [
    "directories by descriptor",
    'import os\nos.mkdir("d"); d = os.open("d", os.O_RDONLY); open("f", "w", opener=lambda p, fl: os.open(p, fl, dir_fd=d)).close()\nprint(os.listdir(d), os.listdir(d), os.stat("f", dir_fd=d).st_size); os.fchdir(d); print(os.getcwd())',
    "['f'] ['f'] 0\n/app/d",
  ],
  [
    "errors of the filesystem",
    'import os\nos.mkdir("d"); open("d/f", "w").close()\nfor f in (lambda: os.rmdir("d"), lambda: os.mkdir("d"), lambda: open("d"), lambda: open("d/f/g"), lambda: os.rename("d", "d/e"), lambda: os.unlink("d"), lambda: open("x" * 300, "w"), lambda: os.chdir("d/f")):\n    try: f()\n    except OSError as e: print(type(e).__name__, e.errno)',
    "OSError 39\nFileExistsError 17\nIsADirectoryError 21\nNotADirectoryError 20\nOSError 22\nIsADirectoryError 21\nOSError 36\nNotADirectoryError 20",
  ],
  [
    "devices",
    'import os\nprint(open("/dev/null").read(), open("/dev/zero", "rb").read(2), len(open("/dev/urandom", "rb", buffering=0).read(4)))\nopen("/dev/null", "w").write("x"); open("/dev/stdout", "w").write("out\\n")\nprint(os.path.exists("/dev/nothing"), oct(os.stat("/dev/null").st_mode))',
    " b'\\x00\\x00' 4\nout\nFalse 0o20666",
  ],
  [
    "archives",
    'import io, tarfile, zipfile\nb = io.BytesIO()\nwith zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z: z.writestr("a/b.txt", "x" * 50)\nopen("f", "w").write("tar")\nwith tarfile.open("t.tgz", "w:gz") as t: t.add("f")\nwith tarfile.open("t.tgz") as t: t.extractall("out", filter="data")\nprint(zipfile.ZipFile(b).read("a/b.txt")[:2], open("out/f").read())',
    "b'xx' tar",
  ],
  [
    "a wheel on the path",
    'import sys, zipfile\nwith zipfile.ZipFile("tiny-1.0-py3-none-any.whl", "w") as z:\n    z.writestr("tiny/__init__.py", "def hi(): return \'hi\'")\n    z.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")\nsys.path.insert(0, "tiny-1.0-py3-none-any.whl")\nimport importlib.metadata, tiny\nprint(tiny.hi(), importlib.metadata.version("tiny"))',
    "hi 1.0",
  ],
  [
    "pickle, copy, weakref",
    "import copy, pickle, weakref\nclass A: pass\na = A(); a.b = [a]; c = copy.deepcopy(a); r = weakref.ref(c); print(pickle.loads(pickle.dumps({1: (2,)})), c.b[0] is c, r() is c)",
    "{1: (2,)} True True",
  ],
  [
    "inspect and ast",
    "import ast, inspect\ndef f(x: int = 1): return x\nprint(inspect.signature(f), inspect.getsource(f).strip(), ast.unparse(ast.parse('a+ b')))",
    "(x: int = 1) def f(x: int = 1): return x a + b",
  ],
  [
    "many modules",
    "import string, difflib, itertools, functools, collections, heapq, bisect, statistics, enum, typing, contextlib, abc, pprint, base64, struct, array, operator, cmath, html, urllib.parse, argparse, configparser, glob, fnmatch, tokenize, dis, calendar, locale, concurrent.futures, doctest, timeit, tomllib, graphlib, email.message, http.client, ipaddress, optparse, sched, shelve, socketserver, symtable, tracemalloc, wave, xmlrpc.client, zipapp, cProfile, pstats, plistlib, mailbox, ctypes\nprint('imported')",
    "imported",
  ],
];

test.each(programs)("run() behaves as CPython elsewhere for %s", async (_topic, source, stdout) => {
  expect(await pythonOutput(source)).toBe(`${stdout}\n`);
});
