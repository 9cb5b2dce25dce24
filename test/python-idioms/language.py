#: generators
def countdown(n):
    while n:
        got = yield n
        n -= 1 if got is None else got
    return "liftoff"
def outer():
    result = yield from countdown(2); print(result)
g = countdown(9); print(next(g), g.send(4), next(g), list(outer()), sum(x for x in range(4)))
def careful():
    try: yield 1
    except ValueError as error: yield f"caught {error}"
    finally: print("finalised")
c = careful(); next(c); print(c.throw(ValueError("v"))); c.close()

#: decorators
import functools
def repeat(times):
    def wrap(f):
        @functools.wraps(f)
        def inner(*args, **kwargs): return [f(*args, **kwargs) for _ in range(times)]
        return inner
    return wrap
def logged(f):
    @functools.wraps(f)
    def inner(*a, **k): print(f"-> {f.__name__}{a}{k}"); return f(*a, **k)
    return inner
@logged
@repeat(2)
def add(a, b=1):
    "Adds."
    return a + b
print(add(1, b=5), add.__name__, add.__doc__)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@Count
def hi(): return "hi"
hi(); hi(); print(hi.n)

#: context-managers
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext
class Res:
    def __enter__(self): print("enter"); return self
    def __exit__(self, kind, value, tb): print("exit", kind.__name__ if kind else None); return kind is KeyError
with Res(): raise KeyError("swallowed")
@contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name
    finally: print(f"</{name}>")
with tag("a") as a, tag("b"): print(a)
with suppress(ZeroDivisionError): 1 / 0
with ExitStack() as stack:
    for n in "xy": stack.enter_context(tag(n))
    stack.callback(print, "callback")
with nullcontext(5) as v: print(v)

#: exceptions
class AppError(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
def f(n):
    try:
        if n == 0: raise AppError(7, "zero")
        return 10 / (n - 1)
    except ZeroDivisionError as error: raise ValueError("bad n") from error
    else: print("unreached")
    finally: print("finally", n)
for n in range(3):
    try: print(f(n))
    except AppError as e: print(e.code, e, e.args)
    except ValueError as e: print(e, repr(e.__cause__), e.__context__ is e.__cause__)
e = ValueError("x"); e.add_note("note"); print(e.__notes__)
try: assert 1 == 2, "math"
except AssertionError as error: print("assert", error)

#: exception-groups
try: raise ExceptionGroup("many", [ValueError(1), TypeError(2), ExceptionGroup("in", [KeyError(3)])])
except* (ValueError, KeyError) as g: print("first", g.exceptions)
except* TypeError as g: print("second", g)

#: common-error-messages
cases = [lambda: [][1], lambda: {}["k"], lambda: int("x"), lambda: "a" + 1, lambda: None.foo, lambda: len(5), lambda: (lambda a: a)(), lambda: undefined_name, lambda: next(iter([])), lambda: "abc".encode("ascii").decode("utf-16"), lambda: float("q"), lambda: range(1)[5], lambda: open(""), lambda: print(sepp=1), lambda: (1, 2)[:"a"], lambda: abs("x"), lambda: "%d" % "x", lambda: [*5]]
for c in cases:
    try: c()
    except Exception as error: print(type(error).__name__, "|", error)

#: suggestions
import traceback
class A: colour = 1
for code in ("A().color", "pritn(1)", "import maths", "from collections import Countre"):
    try: exec(code)
    except Exception as error: print(traceback.format_exception_only(error)[-1].strip().replace(str(getattr(error, "path", None)), "PATH"))

#: classes-properties
class Temp:
    scale = "C"
    def __init__(self, deg): self.deg = deg
    @property
    def f(self): return self.deg * 9 / 5 + 32
    @f.setter
    def f(self, v): self.deg = (v - 32) * 5 / 9
    @classmethod
    def boil(cls): return cls(100)
    @staticmethod
    def ok(x): return x > -273
    def __repr__(self): return f"{type(self).__name__}({self.deg!r})"
class Kelvin(Temp):
    def __init__(self, deg): super().__init__(deg - 273)
t = Temp(10); t.f = 212; print(t, Temp.boil().f, Temp.ok(-300), Kelvin(300), isinstance(Kelvin(1), Temp), Kelvin.__mro__[1].__name__, vars(t), hasattr(t, "x"), getattr(t, "x", None))
try: del t.f
except AttributeError as error: print(error)

#: dunder-methods
class Vec:
    def __init__(self, *c): self.c = c
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self.c, o.c)))
    def __mul__(self, k): return Vec(*(a * k for a in self.c)) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __eq__(self, o): return self.c == o.c
    def __hash__(self): return hash(self.c)
    def __getitem__(self, i): return self.c[i]
    def __len__(self): return len(self.c)
    def __iter__(self): return iter(self.c)
    def __contains__(self, x): return x in self.c
    def __bool__(self): return any(self.c)
    def __call__(self, f): return Vec(*map(f, self.c))
    def __format__(self, spec): return "(" + ", ".join(format(x, spec) for x in self.c) + ")"
    def __repr__(self): return f"Vec{self.c}"
v = Vec(1, 2); print(v + Vec(3, 4), 3 * v, v == Vec(1, 2), len({v, Vec(1, 2)}), v[0], 2 in v, bool(Vec(0)), v(str), f"{v:.2f}", [*v], -1 if not v else 1)
try: v * "x"
except TypeError as error: print(error)

#: descriptors-and-metaclasses
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, kind): return self if obj is None else getattr(obj, self.name)
    def __set__(self, obj, v):
        if v <= 0: raise ValueError(f"{self.name[1:]} must be positive")
        setattr(obj, self.name, v)
class Meta(type):
    registry = {}
    def __new__(m, name, bases, ns, **kw): cls = super().__new__(m, name, bases, ns); m.registry[name] = kw; return cls
class Box(metaclass=Meta, tag=1):
    size = Positive()
    def __init_subclass__(cls, **kw): print("sub", cls.__name__, kw)
class Small(Box, tag=2): pass
b = Box(); b.size = 3; print(b.size, Meta.registry)
try: b.size = -1
except ValueError as error: print(error)
class Single:
    _it = None
    def __new__(cls): cls._it = cls._it or super().__new__(cls); return cls._it
print(Single() is Single(), type("Dyn", (Box,), {"x": 5}).x)

#: abc-and-protocols
from abc import ABC, abstractmethod
from collections.abc import Mapping, Iterable, Sized, Hashable
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def show(self): return f"{type(self).__name__} {self.area():.1f}"
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
print(Sq(2).show(), isinstance([], Iterable), isinstance(5, Sized), issubclass(dict, Mapping), isinstance([], Hashable))
try: Shape()
except TypeError as error: print(error)
class D(Mapping):
    def __getitem__(self, k): return {"a": 1}[k]
    def __iter__(self): return iter("a")
    def __len__(self): return 1
print(dict(D()), D().get("z"), "a" in D(), D() == {"a": 1})

#: match-statement
from dataclasses import dataclass
@dataclass
class P: x: int; y: int
def kind(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n < 0: return "negative"
        case str() as s: return f"text {s}"
        case [a, b]: return f"pair {a},{b}"
        case [first, *rest]: return f"list {first}+{len(rest)}"
        case {"type": "circle", "r": r, **other}: return f"circle {r} {other}"
        case P(x=0, y=y): return f"on axis {y}"
        case P(x, y): return f"point {x} {y}"
        case None | True: return "const"
        case _: return "?"
print([kind(v) for v in (1, -5, "s", [1, 2], [1, 2, 3], {"type": "circle", "r": 2, "z": 1}, P(0, 3), P(1, 2), None, 9.5, ())])

#: comprehensions-and-lambdas
print([(x, y) for x in range(3) for y in range(x) if x != y], {k: v for k, v in zip("abc", range(3))}, {len(w) for w in ("a", "bb", "cc")}, [f(2) for f in [lambda x, i=i: x + i for i in range(3)]], (lambda *a, **k: (a, k))(1, b=2), [y := 5, y ** 2], list(map(lambda x: x * 2, filter(None, [0, 1, 2]))), [[c for c in row if c] for row in ([0, 1], [2])])
total = 0
print([total := total + x for x in range(5)], any((found := n) > 3 for n in range(9)), found)

#: closures-and-scope
def counter():
    n = 0
    def inc(): nonlocal n; n += 1; return n
    return inc
a, b = counter(), counter(); print(a(), a(), b(), a.__closure__[0].cell_contents)
x = "global"
def f():
    try: print(x)
    except UnboundLocalError as error: print(error)
    x = 1
def g(a, /, b, *args, c=3, **kw): return a, b, args, c, kw
f(); print(g(1, 2, 4, 5, c=6, d=7), g(*[1, 2], **{"c": 9}), g.__defaults__, g.__kwdefaults__)
def mutable(x, acc=[]): acc.append(x); return acc
mutable(1); print(mutable(2))
for bad in (lambda: g(a=1, b=2), lambda: g(1), lambda: counter(1)):
    try: bad()
    except TypeError as error: print(error)

#: iterators-protocol
class Squares:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1; return self.i ** 2
print(list(Squares(4)), next(Squares(1)), next(iter([]), "end"), list(iter(lambda it=iter([1, 2, 0, 3]): next(it), 0)), list(zip(range(3), "ab")), [*reversed([1, 2])], dict(enumerate("ab")), max(Squares(3), key=lambda v: -v))
for i in range(3):
    if i == 5: break
else: print("no break")
try: list(zip([1], [1, 2], strict=True))
except ValueError as error: print(error)

#: recursion-limit
def depth(n): return depth(n + 1)
try: depth(0)
except RecursionError as error: print(type(error).__name__, str(error)[:32])
def flatten(x): return [y for i in x for y in flatten(i)] if isinstance(x, list) else [x]
print(flatten([1, [2, [3, [4]]]]))
def hanoi(n, a="A", b="B", c="C"): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(10))

#: type-parameters
type Pair[T] = tuple[T, T]
class Box[T]:
    def __init__(self, v: T): self.v = v
    def map[U](self, f) -> "Box[U]": return Box(f(self.v))
def first[T](xs: list[T]) -> T: return xs[0]
print(Box(2).map(str).v, first([5]), Pair.__name__, Box.__type_params__, Pair.__value__)

#: slots-and-weakrefs
import gc, weakref
class S:
    __slots__ = ("a", "__weakref__")
class Node: 
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
s = S(); s.a = 1
try: s.b = 2
except AttributeError as error: print("no b")
n = Node(1); r = weakref.ref(n, lambda _: print("gone")); d = weakref.WeakValueDictionary(k=n); print(r() is n, len(d)); del n; print(r(), len(d))
a, b = Node(2), Node(3); a.o, b.o = b, a; del a, b; print(gc.collect() > 0, gc.isenabled()); f = weakref.finalize(s, print, "finalised"); del s; print(f.alive)

#: global-state-and-del
import sys
class Managed:
    def __del__(self): print("freed")
def f(): m = Managed(); return 1
f(); print("end of f"); x = Managed(); x = None; print(sys.getrefcount([]) >= 1)

#: bank-account
class InsufficientFunds(Exception): pass
class Account:
    def __init__(self, owner, balance=0): self.owner, self._balance, self.history = owner, balance, []
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError("Deposit must be positive")
        self._balance += amount; self.history.append(("deposit", amount)); return self
    def withdraw(self, amount):
        if amount > self._balance: raise InsufficientFunds(f"Need ${amount - self._balance:.2f} more")
        self._balance -= amount; self.history.append(("withdraw", amount)); return self
a = Account("Ann", 100).deposit(50).withdraw(30); print(a.balance, a.history)
for action in (lambda: a.withdraw(500), lambda: a.deposit(-1)):
    try: action()
    except (InsufficientFunds, ValueError) as error: print(f"{type(error).__name__}: {error}")
try: a.balance = 5
except AttributeError as error: print(error)

#: state-machine
from enum import Enum, auto
class State(Enum): IDLE = auto(); RUNNING = auto(); DONE = auto()
table = {(State.IDLE, "start"): State.RUNNING, (State.RUNNING, "stop"): State.DONE}
state = State.IDLE
for event in ("stop", "start", "start", "stop"):
    new = table.get((state, event)); print(f"{state.name} --{event}--> {new.name if new else 'invalid'}"); state = new or state

#: tokenizer-parser
import re
def evaluate(text):
    tokens = re.findall(r"\d+\.?\d*|[-+*/()]", text); pos = 0
    def peek(): return tokens[pos] if pos < len(tokens) else None
    def take(): nonlocal pos; pos += 1; return tokens[pos - 1]
    def atom():
        t = take()
        if t == "(": v = expr(); take(); return v
        return -atom() if t == "-" else float(t)
    def term():
        v = atom()
        while peek() in ("*", "/"): v = v * atom() if take() == "*" else v / atom()
        return v
    def expr():
        v = term()
        while peek() in ("+", "-"): v = v + term() if take() == "+" else v - term()
        return v
    return expr()
print([evaluate(t) for t in ("1 + 2 * 3", "(1 + 2) * 3", "-4 / (2 - 4)", "2 * (3 + (4 - 1)) / 3")])

#: maze-bfs
from collections import deque
maze = ["S.#.", "..#.", ".#..", "...E"]
start = (0, 0); queue, seen = deque([(start, [start])]), {start}
while queue:
    (r, c), path = queue.popleft()
    if maze[r][c] == "E": print(len(path) - 1, path); break
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        n = (r + dr, c + dc)
        if 0 <= n[0] < 4 and 0 <= n[1] < 4 and maze[n[0]][n[1]] != "#" and n not in seen: seen.add(n); queue.append((n, path + [n]))

#: dynamic-programming
def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): t[i + 1][j + 1] = t[i][j] + 1 if x == y else max(t[i][j + 1], t[i + 1][j])
    return t[-1][-1]
def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
    return best[cap]
def edit(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i] + [0] * len(b) if False else (lambda prev: [cur := [i]] and [cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y))) for j, y in enumerate(b, 1)] and cur or cur)(row)
    return row[-1]
print(lcs("AGGTAB", "GXTXAYB"), knapsack([(1, 1), (3, 4), (4, 5), (5, 7)], 7), edit("kitten", "sitting"))
