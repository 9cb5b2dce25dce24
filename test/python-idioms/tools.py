#: logging-basic
import logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
log = logging.getLogger("app.db"); log.debug("hidden"); log.info("x=%d", 5); log.warning("careful %s", "now")
try: 1 / 0
except ZeroDivisionError: log.exception("failed")
print(log.getEffectiveLevel(), log.parent.name, logging.getLevelName(30), log.isEnabledFor(10))

#: logging-handlers
import io, logging, logging.handlers, os
log = logging.getLogger("h"); log.setLevel("DEBUG"); log.propagate = False
file = logging.FileHandler("app.log"); file.setFormatter(logging.Formatter("{levelname:<8}{message} {funcName}", style="{")); log.addHandler(file)
memory = io.StringIO(); stream = logging.StreamHandler(memory); stream.setLevel(logging.ERROR); log.addHandler(stream)
class Only(logging.Filter):
    def filter(self, record): return "skip" not in record.getMessage()
log.addFilter(Only()); log.info("one"); log.error("two"); log.info("skip me"); file.close()
print(open("app.log").read(), memory.getvalue()); r = logging.handlers.RotatingFileHandler("rot.log", maxBytes=20, backupCount=2)
for i in range(5): r.emit(logging.makeLogRecord({"msg": f"message {i}"}))
r.close(); print(sorted(n for n in os.listdir() if n.startswith("rot")))

#: logging-config
import logging.config, sys
logging.config.dictConfig({"version": 1, "formatters": {"f": {"format": "[%(levelname)s] %(message)s"}}, "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "f"}}, "root": {"level": "DEBUG", "handlers": ["out"]}})
logging.debug("configured"); logging.getLogger("x").critical("bad"); print(logging.LoggerAdapter(logging.getLogger("y"), {"k": 1}).extra)

#: unittest
import sys, unittest
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.shared = [1]
    def setUp(self): self.x = 1
    def test_ok(self): self.assertEqual(self.x, 1); self.assertIn(1, self.shared); self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertIsNone(None)
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "inv"): int("x")
    def test_fails(self): self.assertEqual([1, 2], [1, 3])
    @unittest.skip("later")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail("known")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 2)
r = unittest.TextTestRunner(stream=open("out.txt", "w"), verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), [t.id().split(".")[-1] for t, _ in r.failures]); print(r.failures[0][1].splitlines()[-1] != "")

#: unittest-main
import unittest
class T(unittest.TestCase):
    def test_a(self): self.assertTrue(True)
    def test_b(self): self.assertTrue(False)
if __name__ == "__main__":
    unittest.main()

#: unittest-mock
from unittest.mock import Mock, MagicMock, patch, call
import os
m = Mock(return_value=3, side_effect=None); m(1, a=2); m.method.return_value = "x"
print(m(5), m.call_args_list, m.method(), m.called, m.call_count); m.assert_any_call(1, a=2)
with patch("os.getcwd", return_value="/fake"): print(os.getcwd())
with patch.dict(os.environ, {"K": "v"}): print(os.environ["K"])
mm = MagicMock(); mm.__len__.return_value = 7; print(len(mm), mm[0] is not None, call(1) == call(1)); s = Mock(side_effect=[1, ValueError("end")]); print(s())
try: s()
except ValueError as error: print(error)
try: m.assert_called_once()
except AssertionError as error: print(str(error).splitlines()[0])

#: unittest-async
import unittest, asyncio
class T(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.v = await asyncio.sleep(0, 5)
    async def test_it(self): self.assertEqual(await asyncio.sleep(0.001, self.v), 5)
r = unittest.TextTestRunner(stream=open("o", "w")).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(r.testsRun, r.wasSuccessful(), r.errors)

#: doctest
import doctest
def add(a, b):
    """Adds.

    >>> add(1, 2)
    3
    >>> add("a", 1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> [add(x, x) for x in range(3)]  # doctest: +NORMALIZE_WHITESPACE
    [0,   2, 4]
    """
    return a + b
def wrong():
    """
    >>> wrong()
    2
    """
    return 1
result = doctest.testmod(); print(result.failed, result.attempted)

#: inspect
import inspect
class C:
    "Doc of C."
    def m(self, a: int, *b, c=1, **d) -> str: return "x"
def gen(): yield 1
sig = inspect.signature(C.m); print(sig, list(sig.parameters), sig.parameters["c"].default, sig.return_annotation, inspect.getdoc(C), inspect.isgeneratorfunction(gen), inspect.ismethod(C().m), [n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getsource(gen).strip(), sig.bind(None, 1, 2, c=3, e=4).arguments, inspect.getfullargspec(C.m).varkw, inspect.stack()[0].function, inspect.currentframe().f_lineno, inspect.getmodule(C).__name__, inspect.cleandoc("  a\n    b"))

#: ast
import ast
tree = ast.parse("def f(x):\n    y = x * (2 + 3)\n    return g(y)\n")
print([type(n).__name__ for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.Call, ast.BinOp))], ast.unparse(tree), ast.literal_eval("{'a': [1, (2, None)], 'b': -3.5}"))
class Swap(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.copy_location(ast.Constant(node.value * 10), node)
new = ast.fix_missing_locations(Swap().visit(ast.parse("print(1 + 2)"))); exec(compile(new, "<ast>", "exec"))
for bad in ("__import__('os')", "1 +", "[x for x in y]"):
    try: ast.literal_eval(bad)
    except (ValueError, SyntaxError) as error: print(type(error).__name__)

#: tokenize-and-keyword
import io, keyword, token, tokenize
for t in tokenize.generate_tokens(io.StringIO("x = 1 + f('a')  # hi\n").readline): print(token.tok_name[t.type], repr(t.string), t.start)
print(keyword.iskeyword("lambda"), keyword.issoftkeyword("match"), tokenize.untokenize(tokenize.generate_tokens(io.StringIO("a=1").readline)).strip())

#: traceback
import sys, traceback
def inner(): raise KeyError("lost")
def outer():
    try: inner()
    except KeyError as error: raise RuntimeError("outer failed") from error
try: outer()
except RuntimeError as error:
    text = traceback.format_exc(); print([line.strip() for line in text.splitlines() if "Error" in line or "cause" in line], len(traceback.extract_tb(error.__traceback__)), [f.name for f in traceback.extract_tb(error.__traceback__)], traceback.format_exception_only(error), traceback.TracebackException.from_exception(error).exc_type.__name__)
    frame = traceback.extract_tb(error.__traceback__)[-1]; print(frame.lineno, frame.line, frame.filename.endswith("main.py"))

#: traceback-text
import traceback
def f(n): return int("x" * n)
try: f(1)
except ValueError:
    traceback.print_exc(file=__import__("sys").stdout, limit=-1)

#: warnings
import warnings
def old(): warnings.warn("use new()", DeprecationWarning, stacklevel=2); return 1
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always"); old(); old(); print(len(caught), caught[0].category.__name__, caught[0].message)
warnings.filterwarnings("error", category=UserWarning)
try: warnings.warn("now an error")
except UserWarning as error: print(error)
warnings.filterwarnings("ignore"); warnings.warn("silent"); print("done")

#: cprofile
import cProfile, io, pstats
def busy(): return sum(i * i for i in range(1000))
p = cProfile.Profile(); p.enable(); busy(); busy(); p.disable()
out = io.StringIO(); stats = pstats.Stats(p, stream=out); stats.sort_stats("calls").print_stats("busy"); print([k[2] for k in stats.stats if k[2] == "busy"], stats.stats[next(k for k in stats.stats if k[2] == "busy")][0], "function calls" in out.getvalue())

#: tracemalloc
import tracemalloc
tracemalloc.start(); data = [bytes(1000) for _ in range(100)]; current, peak = tracemalloc.get_traced_memory(); print(current > 100000, peak >= current, tracemalloc.is_tracing()); top = tracemalloc.take_snapshot().statistics("lineno")[0]; print(top.traceback[0].filename.endswith("main.py")); tracemalloc.stop()

#: dis-and-bytecode
import dis, io
def f(a): return a + 1
print(any(i.opname.startswith("BINARY") for i in dis.get_instructions(f)), f.__code__.co_varnames, f.__code__.co_argcount, "RETURN" in dis.Bytecode(f).dis())

#: gc-and-sizes
import gc, sys
print(gc.get_threshold()[0] > 0, gc.is_tracked([]), gc.is_tracked(1), sys.getsizeof("a" * 100) - sys.getsizeof("a" * 50), sys.getsizeof([0] * 100) > sys.getsizeof([0] * 10))

#: trace-functions
import sys
calls = []
def tracer(frame, event, arg):
    if event == "call" and frame.f_code.co_name in "fg": calls.append(frame.f_code.co_name)
def f(): g()
def g(): pass
sys.setprofile(tracer); f(); sys.setprofile(None); print(calls)

#: help-and-pydoc
import pydoc
def f(a, b=2):
    "Says hello."
print(pydoc.render_doc(f, renderer=pydoc.plaintext).splitlines()[0], pydoc.locate("json.dumps").__name__, pydoc.splitdoc("One.\n\nTwo.")); help(f)

#: compileall-and-pycache
import compileall, os, py_compile
open("m.py", "w").write("x = 1\n"); print(os.path.basename(py_compile.compile("m.py", cfile="m.pyc")), compileall.compile_file("m.py", quiet=2, legacy=False) == True)
try: py_compile.compile(open("bad.py", "w").write("x = (") and "bad.py", doraise=True)
except (py_compile.PyCompileError, TypeError) as error: print(type(error).__name__)

#: operator-and-types
import operator, types
print(operator.itemgetter(1, 2)("abc"), operator.attrgetter("real")(3), operator.add(1, 2), operator.contains([1], 1), operator.countOf("aab", "a"))
n = types.SimpleNamespace(a=1, b=[2]); n.c = 3; print(n, types.MappingProxyType({"k": 1})["k"], isinstance(len, types.BuiltinFunctionType), types.new_class("X").__name__, type(lambda: 0) is types.FunctionType)

#: optparse-getopt
import getopt, optparse
print(getopt.getopt(["-a", "-o", "x", "--long=5", "rest"], "ao:", ["long="])); p = optparse.OptionParser(); p.add_option("-f", dest="f", default="d"); print(p.parse_args(["-f", "v", "arg"])[0].f)

#: colorsys-and-wave
import colorsys, io, wave
print([round(x, 3) for x in colorsys.rgb_to_hsv(0.2, 0.4, 0.4)], colorsys.hls_to_rgb(0.5, 0.5, 0.5)); b = io.BytesIO()
with wave.open(b, "wb") as w: w.setnchannels(1); w.setsampwidth(2); w.setframerate(8000); w.writeframes(bytes(200))
b.seek(0); print(wave.open(b).getparams()[:4])

#: test-own-module
import os, subprocess, sys
open("calc.py", "w").write("def add(a, b):\n    return a + b\n"); open("test_calc.py", "w").write("import unittest, calc\nclass T(unittest.TestCase):\n    def test_add(self):\n        self.assertEqual(calc.add(1, 2), 3)\n")
r = subprocess.run([sys.executable, "-m", "unittest", "-q", "test_calc"], capture_output=True, text=True); print(r.returncode, r.stderr.strip().splitlines()[-1])

#: python-m-json-tool
import subprocess, sys
r = subprocess.run([sys.executable, "-m", "json.tool"], input='{"b":1,"a":[]}', capture_output=True, text=True); print(r.stdout)
