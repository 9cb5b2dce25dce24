#: zipfile
import io, zipfile
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("hello.txt", "hello " * 100); z.writestr("dir/data.bin", bytes(50), compresslevel=9); z.mkdir("empty")
with zipfile.ZipFile("a.zip") as z:
    print(z.namelist(), z.read("hello.txt")[:5], z.getinfo("hello.txt").file_size, z.getinfo("hello.txt").compress_size < 100, z.testzip())
    z.extractall("out")
    with z.open("dir/data.bin") as f: print(len(f.read()))
print(open("out/hello.txt").read()[:5], zipfile.is_zipfile("a.zip"), zipfile.is_zipfile("main.py"))
with zipfile.ZipFile("a.zip", "a") as z: z.writestr("more", "m")
print([p.name for p in zipfile.Path("a.zip").iterdir()])
try:
    zipfile.ZipFile(io.BytesIO(b"junk"))
except zipfile.BadZipFile as error:
    print(error)

#: zip-methods
import io, zipfile
for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", method) as z: z.writestr("x", b"abc" * 500)
    print(method, zipfile.ZipFile(b).read("x") == b"abc" * 500)
z = zipfile.ZipFile(io.BytesIO(), "w"); z.writestr(zipfile.ZipInfo("t", (2020, 1, 2, 3, 4, 6)), "x"); print(z.infolist()[0].date_time)

#: tarfile
import io, os, tarfile
os.makedirs("d"); open("d/a.txt", "w").write("A" * 10); open("d/b.txt", "w").write("B")
for mode, name in (("w", "t.tar"), ("w:gz", "t.tgz"), ("w:bz2", "t.tbz"), ("w:xz", "t.txz")):
    with tarfile.open(name, mode) as t: t.add("d", arcname="root")
    with tarfile.open(name) as t: print(name, sorted(t.getnames()), t.extractfile("root/a.txt").read())
with tarfile.open("t.tgz") as t: t.extractall("out", filter="data")
print(sorted(os.listdir("out/root")), tarfile.is_tarfile("t.tar"))
b = io.BytesIO()
with tarfile.open(fileobj=b, mode="w") as t:
    info = tarfile.TarInfo("mem.txt"); info.size = 3; t.addfile(info, io.BytesIO(b"mem"))
b.seek(0); print(tarfile.open(fileobj=b).getmember("mem.txt").size)

#: gzip
import gzip, io
with gzip.open("x.gz", "wt", encoding="utf-8") as f: f.write("line\n" * 1000)
with gzip.open("x.gz", "rt") as f: print(sum(1 for _ in f))
data = gzip.compress(b"hello" * 100, mtime=0); print(gzip.decompress(data)[:5], data[:4], len(data) < 60)
try:
    gzip.decompress(b"not gzip")
except gzip.BadGzipFile as error:
    print(error)

#: bz2-lzma
import bz2, lzma
for m in (bz2, lzma):
    c = m.compress(b"abc" * 1000); print(m.__name__, m.decompress(c) == b"abc" * 1000, len(c) < 200)
    with m.open("f", "wb") as f: f.write(b"stream")
    print(m.open("f").read())
d = bz2.BZ2Decompressor(); print(d.decompress(bz2.compress(b"x")), d.eof); c = lzma.LZMACompressor(); print(lzma.decompress(c.compress(b"y") + c.flush()))
try:
    lzma.decompress(b"junk")
except lzma.LZMAError as error:
    print(error)

#: zlib
import zlib
c = zlib.compress(b"a" * 1000, 9); print(len(c), zlib.decompress(c)[:3], zlib.crc32(b"hello"), zlib.adler32(b"hello"))
o = zlib.compressobj(wbits=-15); raw = o.compress(b"raw") + o.flush(); print(zlib.decompress(raw, -15))
d = zlib.decompressobj(); print(d.decompress(c, 10), len(d.unconsumed_tail) > 0)
try:
    zlib.decompress(b"junk")
except zlib.error as error:
    print(error)

#: zipapp-and-zipimport
import sys, zipfile, zipimport
with zipfile.ZipFile("lib.zip", "w") as z:
    z.writestr("pkg/__init__.py", "VERSION = '1.2'\n"); z.writestr("pkg/tool.py", "def run(): return __name__\n"); z.writestr("pkg/data.txt", "data!")
sys.path.insert(0, "lib.zip")
import pkg, pkg.tool, pkgutil, importlib.resources
print(pkg.VERSION, pkg.tool.run(), pkgutil.get_data("pkg", "data.txt"), importlib.resources.files("pkg").joinpath("data.txt").read_text(), type(pkg.__loader__).__name__)
