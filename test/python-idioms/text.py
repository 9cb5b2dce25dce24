#: string-methods
text = "  Hello, World  "
print(repr(text.strip()), text.lower().strip(), text.upper().strip(), text.title().strip())
print("a,b,,c".split(","), "a b  c".split(), "a\nb\r\nc".splitlines(), "k=v=w".partition("="))
print("x".join(["1", "2"]), "abc".center(9, "*"), "7".zfill(3), "abc".rjust(5) + "|")
print("prefix-name".removeprefix("prefix-"), "file.txt".removesuffix(".txt"), "aXbX".replace("X", "-", 1))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Abc".istitle(), "ab".startswith(("a", "z")))

#: string-slices
s = "abcdefghij"
print(s[2:5], s[::-1], s[-3:], s[::3], s[7:2:-2], s.find("e"), s.index("j"), s.count("a"))
print("ab" * 3, "b" in s, ord("A"), chr(9731), sorted("hello"), max("hello"), list(enumerate("ab", 1)))

#: f-strings
name, value, when = "Ada", 1234.5678, {"k": [1, 2]}
print(f"{name!r:>8} {value:.2f} {value:,.1f} {value:10.3e}| {42:08b} {255:#x} {0.256:.1%}")
print(f"{name:^9}|{name:<6}|{name:*>6} {when['k'][1]} {value=:.1f} {{literal}} {name.lower()!s}")
width = 12
print(f"{'right':>{width}}|{3.14159:{width}.2f}|{-7:+d}|{7: d}|{1_000_000:_}")

#: percent-and-format
print("%s is %d years and %.1f%%, %5s|%-5s|%05d %x %o %e" % ("Bob", 30, 99.5, "ab", "cd", 42, 255, 8, 12345.678))
print("%(a)s-%(b)03d" % {"a": "x", "b": 7}, "{} {1}".replace("{1}", "{}").format(1, 2))
print("{0} {1} {0} {name}".format("a", "b", name="c"), "{:>10}|{:^10}|{:<10}".format("r", "c", "l"))
print("{:,}".format(9876543), "{0[1]} {1.real}".format([5, 6], 3), format(1234.5, "012,.2f"))

#: string-template
from string import Template, ascii_lowercase, digits, punctuation, capwords
t = Template("$name owes $$${amount} to ${who}")
print(t.substitute(name="Ann", amount=5, who="Bob"), t.safe_substitute(name="Zed"))
try:
    t.substitute(name="x")
except KeyError as error:
    print("missing", error)
print(ascii_lowercase[:5], digits, len(punctuation), capwords("the quick  fox"))

#: string-formatter
import string
class Upper(string.Formatter):
    def format_field(self, value, spec):
        return super().format_field(value, spec).upper() if spec != "raw" else str(value)
print(Upper().format("{} {x:raw} {y}", "a", x="b", y="c"))
print(list(string.Formatter().parse("a{b!r:>3}c")))

#: re-basics
import re
text = "Order 12 shipped 2024-01-15, order 7 pending 2024-02-01"
print(re.findall(r"\d{4}-\d{2}-\d{2}", text), re.search(r"order (\d+)", text).group(1))
print(re.sub(r"(\d{4})-(\d{2})-(\d{2})", r"\3/\2/\1", text))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.match(r"\w+", text).span(), re.fullmatch(r"\d+", "12a"))
print([m.start() for m in re.finditer("order", text, re.I)], re.escape("a.b*c"))

#: re-groups
import re
pattern = re.compile(r"(?P<user>[\w.+-]+)@(?P<host>[\w-]+\.[\w.-]+)")
for m in pattern.finditer("ann@x.org, bob.b@mail.example.com"):
    print(m.groupdict(), m.group("user", "host"), m.lastgroup)
print(pattern.sub(lambda m: m["user"].upper(), "ann@x.org"), pattern.groups, pattern.groupindex["host"])

#: re-flags-and-lookaround
import re
print(re.findall(r"(?m)^\w+", "one two\nthree four"), re.findall(r"a.b", "a\nb", re.S))
print(re.findall(r"(?<=\$)\d+(?!\d|%)", "$10 $20% $30"), re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower())
print(re.compile(r"""
    (\d+)   # digits
    \s*([a-z]+)
""", re.X).match("12 px").groups(), re.subn("a", "b", "banana"))
print(re.findall(r"(\w)\1", "aabbcd"), re.search(r"<(.+?)>", "<a><b>").group(1))

#: re-errors
import re
for bad in ("(", "[a", "*a", "a{2,1}", "(?P<1>a)"):
    try:
        re.compile(bad)
    except re.error as error:
        print(bad, "->", error.msg, error.pos)

#: textwrap
import textwrap
text = "The quick brown fox jumps over the lazy dog. " * 3
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 25, placeholder="..."), textwrap.wrap("aaaa bbbb cccc", 9))
print(textwrap.dedent("""\
    def f():
        return 1
"""), end="")
print(textwrap.indent("a\n\nb", "> "))

#: difflib-unified
import difflib
old, new = "a\nb\nc\nd\n".splitlines(True), "a\nB\nc\nd\ne\n".splitlines(True)
print("".join(difflib.unified_diff(old, new, "old.txt", "new.txt")), end="")
print("".join(difflib.ndiff(old, new)), end="")
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3))

#: difflib-opcodes
import difflib
matcher = difflib.SequenceMatcher(a="qabxcd", b="abycdf")
for tag, i1, i2, j1, j2 in matcher.get_opcodes():
    print(f"{tag:8} a[{i1}:{i2}] b[{j1}:{j2}] {matcher.a[i1:i2]!r} {matcher.b[j1:j2]!r}")
print([tuple(b) for b in matcher.get_matching_blocks()])

#: unicodedata
import unicodedata
print([unicodedata.name(c) for c in "aé€"], unicodedata.category("A"), unicodedata.numeric("½"))
print(unicodedata.normalize("NFKD", "ﬁ①").encode(), "".join(c for c in unicodedata.normalize("NFD", "crème brûlée") if not unicodedata.combining(c)))
print(unicodedata.lookup("SNOWMAN"), unicodedata.east_asian_width("あ"), unicodedata.bidirectional("א"), "ǅ".title(), "ß".upper(), "İ".lower().encode())

#: encodings
text = "naïve €5 café"
for name in ("utf-8", "latin-1", "cp1252", "utf-16-le", "ascii"):
    try:
        print(name, text.encode(name))
    except UnicodeEncodeError as error:
        print(name, error)
print(text.encode("ascii", "replace"), text.encode("ascii", "xmlcharrefreplace"), text.encode("ascii", "backslashreplace"))
print(b"\xff\xfea".decode("utf-8", "replace"), b"\x80abc".decode("utf-8", "ignore"), "日本".encode("shift_jis"), "mañana".encode("punycode"))

#: codecs
import codecs, io
print(codecs.encode("Hello", "rot13"), codecs.lookup("utf8").name, codecs.BOM_UTF8)
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([b])) for b in "é€".encode()])
print(io.TextIOWrapper(io.BytesIO("\ufeffhi".encode()), encoding="utf-8-sig").read(), codecs.escape_decode(b"a\\n")[0])

#: bytes-and-bytearray
data = bytearray(b"hello")
data[0] = ord("J"); data += b"!"; data.extend([33, 10]); del data[-1]
print(data, bytes(3), bytes.fromhex("ff00 7f"), b"\x01\xab".hex(":"), data.find(b"l"), b"a,b".split(b","))
print(int.from_bytes(b"\x01\x00", "big"), (1000).to_bytes(4, "little"), list(b"abc"), b"abc".translate(bytes.maketrans(b"ab", b"xy")))
view = memoryview(data); view[1:3] = b"EE"
print(data, view[::2].tolist(), view.nbytes)

#: translate-table
table = str.maketrans({"a": "4", "e": "3", "o": None, "ß": "ss"})
print("have a good straße".translate(table), "abc".translate(str.maketrans("abc", "xyz", "")))

#: html-escape
import html
print(html.escape("<a href='x'>\"T&C\"</a>"), html.unescape("&lt;p&gt; &eacute; &#9731; &#x41; &amp;amp; &nope;"))

#: shlex
import shlex
print(shlex.split("cp 'my file.txt' \"dir two\"/x --flag=a\\ b # no", comments=True))
print(shlex.quote("it's here"), shlex.join(["echo", "a b", "$HOME"]), list(shlex.shlex("a=1;b>2", punctuation_chars=True)))

#: fnmatch
import fnmatch
names = ["a.py", "b.txt", "test_a.py", "Data.CSV"]
print(fnmatch.filter(names, "*.py"), fnmatch.fnmatch("Data.CSV", "data.*"), fnmatch.fnmatchcase("x1", "x[0-9]"))

#: pprint
import pprint
data = {"name": "config", "items": [{"id": i, "tags": ["alpha", "beta", "gamma"]} for i in range(3)], "nested": {"deep": {"deeper": (1, 2, {"x"})}}}
pprint.pprint(data, width=60)
pprint.pp([*range(30)], compact=True, width=40)
print(pprint.pformat({"b": 1, "a": 2}), pprint.pformat(data, depth=1))

#: reprlib
import reprlib
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}))

#: locale-c
import locale
print(locale.setlocale(locale.LC_ALL, "C"), locale.localeconv()["decimal_point"], locale.strxfrm("a") < locale.strxfrm("b"))
print(locale.format_string("%d %.2f", (1234567, 3.14159), grouping=True), locale.atof("3.5"))
try:
    locale.setlocale(locale.LC_ALL, "xx_YY.UTF-8")
except locale.Error as error:
    print(error)

#: gettext
import gettext
_ = gettext.gettext
print(_("hello"), gettext.ngettext("%d file", "%d files", 2) % 2, gettext.translation("app", fallback=True).gettext("x"))

#: caesar-cipher
def caesar(text, shift):
    out = []
    for c in text:
        if c.isalpha():
            base = ord("A") if c.isupper() else ord("a")
            out.append(chr((ord(c) - base + shift) % 26 + base))
        else:
            out.append(c)
    return "".join(out)
secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))

#: word-frequency
from collections import Counter
import re
text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness"""
words = re.findall(r"[a-z']+", text.lower())
for word, count in Counter(words).most_common(5):
    print(f"{word:<10}{'#' * count} {count}")

#: palindromes-anagrams
from collections import defaultdict
groups = defaultdict(list)
for w in ["listen", "silent", "enlist", "google", "elgoog", "abc"]:
    groups["".join(sorted(w))].append(w)
print(sorted(groups.values(), key=len, reverse=True))
clean = lambda s: "".join(filter(str.isalnum, s.lower()))
print([s for s in ("A man, a plan, a canal: Panama", "hello") if clean(s) == clean(s)[::-1]])

#: table-rendering
rows = [("Name", "Qty", "Price"), ("Widget", 5, 3.5), ("Gadget", 12, 19.999)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for i, row in enumerate(rows):
    print(" | ".join(str(c).ljust(w) for c, w in zip(row, widths)))
    if i == 0:
        print("-+-".join("-" * w for w in widths))

#: roman-numerals
def to_roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        q, n = divmod(n, v)
        out += s * q
    return out
print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])
