#: argparse
import argparse
p = argparse.ArgumentParser(prog="tool", description="Does things.")
p.add_argument("path"); p.add_argument("-n", "--count", type=int, default=1); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--mode", choices=["a", "b"]); p.add_argument("rest", nargs="*")
print(p.parse_args(["x", "y", "z", "-n", "3", "-v", "--mode=b"])); print(vars(p.parse_args(["x"])), p.parse_known_args(["x", "--zz"])[1])
for bad in ([], ["x", "-n", "q"], ["x", "--mode", "c"]):
    try:
        p.parse_args(bad)
    except SystemExit as error:
        print("exit", error.code)

#: argparse-subcommands
import argparse
p = argparse.ArgumentParser(prog="git", add_help=False); sub = p.add_subparsers(dest="cmd", required=True)
a = sub.add_parser("add", add_help=False); a.add_argument("files", nargs="+"); c = sub.add_parser("commit", add_help=False); g = c.add_mutually_exclusive_group(); g.add_argument("-m"); g.add_argument("-F", type=argparse.FileType("w")); c.set_defaults(run=len)
print(p.parse_args(["add", "a", "b"]).files, p.parse_args(["commit", "-m", "x"]).m)

#: sys-basics
import sys
print(sys.argv[1:], sys.maxsize > 2**30, sys.byteorder, sys.version_info >= (3, 11), sys.implementation.name, sys.getrecursionlimit(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.float_info.max, sys.int_info.bits_per_digit, type(sys.path).__name__, "os" in sys.modules, sys.stdin.isatty(), sys.stdout.encoding.lower(), sys.hexversion > 0)
sys.setrecursionlimit(2000); print(sys.getrecursionlimit(), sys.getsizeof([]) > 0, sys.getrefcount(object()) >= 1, sys.intern("a") is "a"[:], sys.exc_info())

#: exit-codes
import atexit, sys
atexit.register(print, "bye"); print("working")
try:
    sys.exit("fatal: no config")
finally:
    print("cleanup")

#: exit-number
import sys
def main() -> int:
    print("partial"); return 3
if __name__ == "__main__":
    sys.exit(main())

#: uncaught-exception
print("before")
def level2(): return {}["missing"]
def level1(): return level2()
level1()

#: excepthook
import sys
def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb is not None)
sys.excepthook = hook
raise ValueError("boom")

#: input-lines
#< Alice
#< 30
name = input("Name? "); age = int(input("Age? ")); print(f"\n{name} will be {age + 1}")
try:
    input()
except EOFError as error:
    print("EOF:", error)

#: stdin-loop
#< 3 4
#< 10 -2
#<
#< x y
import sys
for n, line in enumerate(sys.stdin, 1):
    try:
        a, b = map(int, line.split()); print(n, a + b)
    except ValueError as error:
        print(n, "skip", repr(line))
print(repr(sys.stdin.read()), sys.stdin.readline() == "")

#: interactive-menu
#< add milk
#< add eggs
#< list
#< frob
#< quit
items = []
while True:
    try: line = input("> ")
    except EOFError: break
    match line.split(maxsplit=1):
        case ["add", item]: items.append(item); print("added", item)
        case ["list"]: print(*items, sep=", ")
        case ["quit"]: print("bye"); break
        case other: print("unknown", other)

#: getpass-and-getuser
import getpass, io
print(callable(getpass.getpass), isinstance(getpass.getuser(), str))

#: subprocess-python
import subprocess, sys
r = subprocess.run([sys.executable, "-c", "import sys; print(sys.argv[1].upper(), sys.stdin.read()); print('err', file=sys.stderr); sys.exit(3)", "arg"], input="given", capture_output=True, text=True)
print(r.returncode, repr(r.stdout), repr(r.stderr), r.args[0] == sys.executable)
try:
    subprocess.run([sys.executable, "-c", "raise SystemExit(2)"], check=True)
except subprocess.CalledProcessError as error:
    print(error.returncode, error.output)
print(subprocess.check_output([sys.executable, "-c", "print(6*7)"]), subprocess.call([sys.executable, "-c", "pass"]))

#: subprocess-timeout
import subprocess, sys
try:
    subprocess.run([sys.executable, "-c", "import time; time.sleep(30)"], timeout=1, capture_output=True)
except subprocess.TimeoutExpired as error:
    print("timed out after", error.timeout)

#: subprocess-missing
import subprocess
for args in (["no-such-program-xyz", "--version"], ["./nope.sh"]):
    try:
        subprocess.run(args)
    except FileNotFoundError as error:
        print(error)

#: subprocess-shell
import os, subprocess
print(subprocess.run("echo hello | tr a-z A-Z", shell=True, capture_output=True, text=True).stdout, end="")
print(subprocess.getoutput("echo $((6*7))"), subprocess.getstatusoutput("exit 4"), os.system("true"), os.popen("echo popped").read(), end="")
open("f.txt", "w").write("b\na\n"); print(subprocess.check_output("sort f.txt", shell=True), subprocess.run(["ls", "f.txt"], capture_output=True).stdout)

#: subprocess-popen
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "for l in __import__('sys').stdin: print(len(l.strip()))"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
out, err = child.communicate("one\nthree\n"); print(out.split(), err, child.returncode, child.poll())
with subprocess.Popen([sys.executable, "-c", "print('x')"], stdout=subprocess.PIPE) as p: print(p.stdout.read(), p.wait())
print(subprocess.run([sys.executable, "-c", "import os; print(os.environ['A'], os.getcwd() != '')"], env={"A": "1"}, capture_output=True, text=True).stdout.split())

#: signal-handlers
import signal
seen = []
old = signal.signal(signal.SIGTERM, lambda n, f: seen.append(signal.Signals(n).name)); signal.raise_signal(signal.SIGTERM); print(seen, signal.getsignal(signal.SIGTERM) is not None, signal.SIGINT.value, signal.strsignal(15))
signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.raise_signal(signal.SIGTERM)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")

#: os-kill-self
import os, signal
signal.signal(signal.SIGUSR1, lambda n, f: print("got", n)); os.kill(os.getpid(), signal.SIGUSR1); print("after")

#: alarm
import signal, time
def ring(n, f): raise TimeoutError("too slow")
signal.signal(signal.SIGALRM, ring); signal.alarm(1)
try:
    time.sleep(5); print("slept")
except TimeoutError as error:
    print(error)

#: platform
import platform
print(platform.system(), platform.python_implementation(), platform.python_version_tuple()[0], bool(platform.machine()), isinstance(platform.platform(), str))

#: resource-limits
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0)

#: main-module
import __main__, runpy
print(__name__, __main__.__file__.endswith("main.py"), __doc__, __package__, __spec__); open("other.py", "w").write("x = __name__\n"); print(runpy.run_path("other.py")["x"], runpy.run_path("other.py", run_name="__main__")["x"])

#: local-modules
import importlib, os, sys
os.mkdir("pkg"); open("pkg/__init__.py", "w").write("from .a import f\n__all__ = ['f']\n"); open("pkg/a.py", "w").write("def f(): return 'v1'\n"); open("helper.py", "w").write("import pkg\nVALUE = pkg.f() + '!'\n"); open("pkg/data.json", "w").write("{}")
import helper
from pkg import *
print(helper.VALUE, f(), pkg.a.__name__ if "pkg" in dir() else sys.modules["pkg.a"].__name__, importlib.import_module("pkg.a").f())
open("pkg/a.py", "w").write("def f(): return 'version 2'\n"); importlib.invalidate_caches(); print(importlib.reload(sys.modules["pkg.a"]).f(), importlib.resources.files("pkg").joinpath("data.json").read_text() if hasattr(importlib, "resources") else "{}")
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from pkg import nothing
except ImportError as error:
    print(str(error).split("(")[0])

#: importlib-util
import importlib.util, importlib.machinery, importlib.metadata, pkgutil
open("plug.py", "w").write("def go(): return 'plugin'\n")
spec = importlib.util.spec_from_file_location("plug_name", "plug.py"); m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.go(), m.__name__, importlib.util.find_spec("json").name, importlib.util.find_spec("nope"), sorted(i.name for i in pkgutil.iter_modules(["."]) if i.name == "plug"))
try:
    importlib.metadata.version("not-installed")
except importlib.metadata.PackageNotFoundError as error:
    print(error)

#: optional-dependency
try:
    import numpy_that_is_not_there as np
    HAS = True
except ImportError:
    HAS = False
print("numpy" if HAS else "pure python")

#: code-and-exec
import code, codeop
ns = {}; exec("def f(x):\n    return x * 2\ny = f(21)", ns); print(ns["y"], eval("f(a) + 1", ns, {"a": 3}), codeop.compile_command("if 1:"), eval(compile("1 + 1", "<s>", "eval")))
try:
    exec("x = (1,\ny = 2")
except SyntaxError as error:
    print(type(error).__name__, error.lineno)
code.InteractiveInterpreter({"q": 5}).runsource("print(q + 1)")

#: cmd-shell
import cmd, io
class Shell(cmd.Cmd):
    prompt = "$ "
    def do_greet(self, line): print("hello", line, file=self.stdout)
    def do_EOF(self, line): return True
out = io.StringIO(); s = Shell(stdin=io.StringIO("greet bob\nbad\n"), stdout=out); s.use_rawinput = False; s.cmdloop(); print(repr(out.getvalue()))

#: mini-interpreter
import operator
ops = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
def rpn(text):
    stack = []
    for token in text.split():
        if token in ops: b, a = stack.pop(), stack.pop(); stack.append(ops[token](a, b))
        else: stack.append(float(token))
    return stack.pop()
print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"))
try: rpn("1 +")
except IndexError as error: print("bad:", error)
