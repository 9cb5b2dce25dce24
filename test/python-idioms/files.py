#: read-write-text
with open("notes.txt", "w") as f:
    f.write("line one\nline two\n")
    print(f.tell(), f.name, f.mode, f.closed)
with open("notes.txt", "a") as f:
    f.writelines(["line three\n", "line four"])
with open("notes.txt") as f:
    print(f.readline().strip(), f.read(5), [line.rstrip() for line in f])
print(open("notes.txt").read().count("\n"), sum(1 for _ in open("notes.txt")))

#: open-errors
import os
os.mkdir("d")
for path, mode in (("missing.txt", "r"), ("d", "r"), ("no/such/file", "w"), ("x", "zz"), ("bad.txt", "x")):
    if path == "bad.txt":
        open(path, "w").close()
    try:
        open(path, mode)
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)

#: oserror-fields
import errno, os
try:
    open("missing.txt")
except FileNotFoundError as e:
    print(e.errno, e.strerror, e.filename, repr(e), e.errno == errno.ENOENT, errno.errorcode[e.errno], os.strerror(e.errno))
os.mkdir("d"); open("d/f", "w").close()
for action in (lambda: os.rmdir("d"), lambda: os.mkdir("d"), lambda: os.remove("gone"), lambda: os.listdir("d/f"), lambda: os.rename("gone", "x")):
    try:
        action()
    except OSError as e:
        print(type(e).__name__, e)
print(errno.EACCES, errno.EEXIST, errno.ENOTEMPTY, errno.EPIPE, type(OSError(2, "x")).__name__, type(OSError(errno.EPIPE, "x")).__name__)

#: binary-seek
with open("b.bin", "wb+") as f:
    f.write(bytes(range(16))); f.seek(4); print(f.read(4)); f.seek(-2, 2); print(f.read(), f.tell())
    f.seek(0); f.write(b"\xff\xff"); f.truncate(6); f.seek(0); print(f.read().hex(), f.seekable(), f.readable())

#: newline-and-encoding
open("w.txt", "w", newline="\r\n").write("a\nb\n")
print(open("w.txt", "rb").read(), open("w.txt").read().encode(), open("w.txt", newline="").readlines())
open("l1.txt", "w", encoding="latin-1").write("café")
print(open("l1.txt", "rb").read(), open("l1.txt", encoding="latin-1").read())
try:
    open("l1.txt", encoding="utf-8").read()
except UnicodeDecodeError as error:
    print(error)

#: pathlib-pure
from pathlib import Path, PurePosixPath, PureWindowsPath
p = Path("/usr/local/lib/python.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, list(p.parents)[:2], p.with_suffix(".zip"), p.with_name("x"), p.with_stem("y"), p / ".." / "z", p.is_absolute(), p.match("*.gz"))
print(Path("a/b").joinpath("c", "d"), Path("a//b/./c"), PurePosixPath("a/b").relative_to("a"), PureWindowsPath(r"C:\x\y").parts, Path("a") < Path("b"), Path("x").as_posix(), p.relative_to("/usr"), repr(Path("q")))
try:
    Path("/a").relative_to("/b")
except ValueError as error:
    print("ValueError")

#: pathlib-io
from pathlib import Path
base = Path("proj"); (base / "src" / "pkg").mkdir(parents=True, exist_ok=True)
for name, text in {"src/a.py": "print(1)\n", "src/pkg/b.py": "x = 2\n", "readme.md": "# Hi\n"}.items():
    (base / name).write_text(text)
print(sorted(str(p) for p in base.rglob("*.py")), sorted(p.name for p in base.iterdir()), (base / "readme.md").read_text(), (base / "src/a.py").stat().st_size, (base / "nope").exists(), (base / "src").is_dir(), sorted(p.name for p in base.glob("**/*") if p.is_file()))
(base / "readme.md").rename(base / "README.md"); (base / "src/a.py").unlink(); (base / "zzz").unlink(missing_ok=True); (base / "t").touch()
(base / "bin").write_bytes(b"\x00\x01"); print(sorted(str(p.relative_to(base)) for p in base.rglob("*")), (base / "bin").read_bytes(), Path("proj/../proj/bin").resolve().name, Path("proj/bin").samefile("proj/bin"))
try:
    (base / "gone").read_text()
except FileNotFoundError as error:
    print(error)

#: os-walk
import os
for d in ("a/b", "a/c", "z"):
    os.makedirs(d)
for f in ("a/1.txt", "a/b/2.txt", "z/3.log"):
    with open(f, "w") as h: h.write("x" * len(f))
for root, dirs, files in os.walk("."):
    dirs.sort(); print(root, dirs, sorted(files))
print(sum(os.path.getsize(os.path.join(r, f)) for r, _, fs in os.walk(".") for f in fs if f.endswith(".txt")), [r for r, _, _ in os.walk("a", topdown=False)][-1])

#: os-path
import os.path as op
print(op.join("a", "b", "/c", "d"), op.split("/x/y.txt"), op.splitext("a.tar.gz"), op.basename("/x/y/"), op.dirname("/x/y/"), op.normpath("a/./b/../c//d"), op.commonpath(["/a/b/c", "/a/b/d"]), op.relpath("/a/b/c", "/a/d"), op.isabs("x"), op.commonprefix(["abc", "abd"]), op.exists("nope"))

#: os-scandir-stat
import os, stat, time
open("f.txt", "w").write("hello"); os.mkdir("sub"); os.symlink("f.txt", "ln")
with os.scandir(".") as entries:
    for e in sorted(entries, key=lambda e: e.name):
        if e.name != "main.py":
            print(e.name, e.is_file(), e.is_dir(), e.is_symlink(), e.stat().st_size if e.is_file() else "-")
os.chmod("f.txt", 0o600); print(oct(os.stat("f.txt").st_mode & 0o777), stat.filemode(os.stat("f.txt").st_mode), os.path.islink("ln"), os.readlink("ln"), os.access("f.txt", os.R_OK))
os.utime("f.txt", (1000, 2000)); print(os.path.getmtime("f.txt"), time.gmtime(os.stat("f.txt").st_mtime).tm_year)

#: shutil
import os, shutil
os.makedirs("src/deep"); open("src/a.txt", "w").write("A"); open("src/deep/b.txt", "w").write("B"); open("src/x.tmp", "w").close()
shutil.copytree("src", "dst", ignore=shutil.ignore_patterns("*.tmp")); shutil.copy("src/a.txt", "dst/c.txt"); shutil.move("dst/deep", "moved"); shutil.copyfile("src/a.txt", "plain")
print(sorted(os.listdir("dst")), os.listdir("moved"), open("plain").read()); shutil.rmtree("src"); shutil.rmtree("gone", ignore_errors=True); print(os.path.exists("src"))
print(os.path.basename(shutil.make_archive("arch", "zip", "dst")), shutil.which("no-such-program")); shutil.unpack_archive("arch.zip", "un"); print(sorted(os.listdir("un")), shutil.disk_usage(".").total > 0, shutil.get_terminal_size((80, 24)).columns)
try:
    shutil.copy("gone", "x")
except FileNotFoundError as error:
    print(error)

#: glob
import glob, os
os.makedirs("d/e")
for n in ("a.txt", "b.txt", "d/c.txt", "d/e/f.txt", ".hidden.txt", "x1.dat", "x2.dat"):
    open(n, "w").close()
print(sorted(glob.glob("*.txt")), sorted(glob.glob("**/*.txt", recursive=True)), sorted(glob.glob("x[1].dat")), sorted(glob.glob("*", root_dir="d")), list(glob.iglob("nope*")), glob.escape("a[1]"))

#: tempfile
import os, tempfile
with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, "x.txt"); open(path, "w").write("hi"); print(os.path.isdir(d), os.listdir(d), d.startswith(tempfile.gettempdir()))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+", suffix=".txt", prefix="pre_", delete=False) as f:
    f.write("data"); f.seek(0); print(f.read(), os.path.basename(f.name).startswith("pre_"), f.name.endswith(".txt"))
os.unlink(f.name)
with tempfile.TemporaryFile() as f:
    f.write(b"abc"); f.seek(0); print(f.read())
with tempfile.SpooledTemporaryFile(max_size=10) as f:
    f.write(b"x" * 20); f.seek(0); print(len(f.read()))
fd, name = tempfile.mkstemp(); os.write(fd, b"q"); os.close(fd); print(open(name).read(), os.path.isdir(tempfile.mkdtemp()))

#: io-streams
import io
s = io.StringIO("a\nb\nc"); print(s.readline(), s.read(1), s.tell(), s.getvalue().upper().encode(), list(io.StringIO("x\ny")))
b = io.BytesIO(b"12345"); b.seek(2); b.write(b"XX"); print(b.getvalue(), b.getbuffer()[0], io.BufferedReader(b).peek(1)[:1])
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True); t.write("é\n"); print(t.buffer.getvalue())
try:
    io.StringIO().write(b"x")
except TypeError as error:
    print(error)
c = io.StringIO(); c.close()
try:
    c.read()
except ValueError as error:
    print(error)

#: redirect-stdout
import contextlib, io, sys
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print("captured"); sys.stdout.write("too\n")
print(repr(buffer.getvalue())); print("a", "b", sep="-", end="!\n", file=sys.stdout, flush=True)
with contextlib.redirect_stderr(io.StringIO()) as e:
    print("x", file=sys.stderr)
print(e.getvalue().strip())

#: mmap
import mmap
with open("m.bin", "wb") as f: f.write(b"hello world" * 100)
with open("m.bin", "r+b") as f, mmap.mmap(f.fileno(), 0) as m:
    print(m[:5], len(m), m.find(b"world"), m.rfind(b"hello")); m[0:5] = b"HELLO"; m.seek(6); print(m.read(5), m.readline()[:3]); m.flush()
print(open("m.bin", "rb").read(11))

#: fileinput-linecache
import fileinput, linecache
open("a.txt", "w").write("1\n2\n"); open("b.txt", "w").write("3\n")
with fileinput.input(["a.txt", "b.txt"]) as f:
    for line in f: print(f.filename(), f.filelineno(), f.lineno(), line.strip())
with fileinput.input("a.txt", inplace=True) as f:
    for line in f: print(line.rstrip() + "!")
print(open("a.txt").read().split(), linecache.getline("b.txt", 1), end="")

#: filecmp
import filecmp, os
os.makedirs("l"); os.makedirs("r")
for n, a, b in (("same", "x", "x"), ("diff", "x", "yy")): open(f"l/{n}", "w").write(a); open(f"r/{n}", "w").write(b)
open("l/only", "w").close(); c = filecmp.dircmp("l", "r")
print(filecmp.cmp("l/same", "r/same", shallow=False), c.left_only, c.right_only, c.same_files, c.diff_files)

#: atomic-write
import os, tempfile
def write_atomically(path, text):
    fd, tmp = tempfile.mkstemp(dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(fd, "w") as f: f.write(text); f.flush(); os.fsync(f.fileno())
        os.replace(tmp, path)
    except BaseException:
        os.unlink(tmp); raise
write_atomically("c.txt", "one"); write_atomically("c.txt", "two"); print(open("c.txt").read(), [n for n in os.listdir() if n.startswith("tmp")])

#: file-organizer
from pathlib import Path
import shutil
for n in ("a.jpg", "b.PNG", "c.txt", "d.pdf", "e"): Path(n).touch()
kinds = {".jpg": "images", ".png": "images", ".txt": "docs", ".pdf": "docs"}
for p in sorted(Path(".").iterdir()):
    if p.is_file() and p.name != "main.py":
        target = Path(kinds.get(p.suffix.lower(), "other")); target.mkdir(exist_ok=True); shutil.move(str(p), str(target / p.name))
print(sorted(str(p) for p in Path(".").rglob("*") if p.is_file() and p.name != "main.py"))

#: duplicate-finder
import hashlib, os
from collections import defaultdict
for n, t in (("a", "same"), ("b", "same"), ("c", "other")): open(n, "w").write(t)
by = defaultdict(list)
for n in sorted(os.listdir(".")):
    if n != "main.py": by[hashlib.md5(open(n, "rb").read()).hexdigest()].append(n)
print([v for v in by.values() if len(v) > 1])

#: os-misc
import os
print(os.sep, os.linesep.encode(), os.pathsep, os.name, os.curdir, os.devnull, os.cpu_count() >= 1, os.getpid() > 0, os.path.basename(__file__), os.fspath(__import__("pathlib").Path("a")), os.extsep)
os.environ["NEW"] = "1"; print(os.environ.pop("NEW"), os.environ.get("NEW"), isinstance(os.urandom(4), bytes), os.path.exists(os.devnull))
old = os.getcwd(); os.mkdir("sub"); os.chdir("sub"); print(os.path.basename(os.getcwd()), os.path.relpath(old)); os.chdir("..")

#: file-descriptors
import os
fd = os.open("x", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644); print(os.write(fd, b"abcdef"), os.lseek(fd, 2, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size); os.ftruncate(fd, 3); os.close(fd)
print(os.stat("x").st_size)
try:
    os.read(fd, 1)
except OSError as e:
    print(e)

#: pipes
import os
r, w = os.pipe(); os.write(w, b"through"); os.close(w); print(os.read(r, 100), os.read(r, 1)); os.close(r)

#: links-and-modes
import os
open("t", "w").write("x"); os.symlink("t", "s"); print(os.path.realpath("s").endswith("/t"), os.lstat("s").st_size, os.path.lexists("s")); os.unlink("t"); print(os.path.exists("s"), os.path.lexists("s"))

#: hard-links
import os
open("t", "w").write("x"); os.link("t", "h"); print(os.stat("t").st_nlink, os.path.samefile("t", "h")); os.unlink("t"); print(open("h").read())
