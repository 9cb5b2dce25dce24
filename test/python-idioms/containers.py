#: lists
a = [3, 1, 2]; a.append(4); a.extend([5]); a.insert(0, 9); a.remove(1); b = a[:]; b.sort(); a.reverse()
print(a, b, a.pop(), a.index(4), a.count(9), [x ** 2 for x in a if x % 2], [[0] * 2 for _ in range(2)], a[1:3], a * 2)
a[1:2] = [7, 7]; del a[0]; first, *rest = a; print(a, first, rest, sorted(a, key=lambda x: -x), any(a), all([]), min(a), sum(a, 10))

#: dicts
d = {"b": 1, "a": 2}
d["c"] = 3; d.update(d=4, a=5); d |= {"e": 6}
print(d, d.get("z", 0), d.setdefault("f", []), d.pop("b"), list(d), list(d.items())[:2], {v: k for k, v in d.items() if k != "f"}, sorted(d), dict(zip("xy", [1, 2])), dict.fromkeys("ab", 0), "a" in d, d.popitem())
try:
    d["nope"]
except KeyError as error:
    print("KeyError", error)
print({**d, "x": 1} | {"y": 2}, list(reversed(d)))

#: sets
a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), a & b, a - b, sorted(a ^ b), a <= {1, 2, 3, 4}, a.isdisjoint({9}), frozenset("aab") == frozenset("ab"), len({*"hello"}))
a.add(9); a.discard(1); a.update([5]); print(sorted(a), {x % 3 for x in range(9)})

#: tuples-and-unpacking
from typing import NamedTuple
class P(NamedTuple):
    x: int
    y: int = 5
p = P(1)
(a, b), *c = [(1, 2), 3, 4]
print(p, p._asdict(), p._replace(x=3), a, b, c, p + (1,), p == (1, 5), P._fields, (1, 2) < (1, 3), max([("b", 1), ("a", 2)]))

#: counter
from collections import Counter
c = Counter("abracadabra"); d = Counter(a=1, z=2)
print(c.most_common(2), c + d, c - Counter(a=4), c & d, c | d, sum(c.values()), c["nope"], sorted(c.elements())[:6], +Counter(a=-1, b=1), c.total())
c.update("aaa"); c.subtract("b"); print(c)

#: defaultdict-ordereddict
from collections import defaultdict, OrderedDict
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    d[k].append(v)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); o.popitem(last=False)
print(d, dict(d), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
tree = lambda: defaultdict(tree)
t = tree(); t["x"]["y"]["z"] = 1; print(t["x"]["y"]["z"], list(t))

#: deque-chainmap
from collections import deque, ChainMap, namedtuple, UserDict
q = deque([1, 2, 3], maxlen=4); q.append(4); q.append(5); q.appendleft(0); q.rotate(1)
print(q, q.pop(), q.popleft(), list(q), deque("abc").index("b"))
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 4; print(m["a"], m["b"], m.maps, m.new_child({"a": 0})["a"], dict(m))
Point = namedtuple("Point", "x y", defaults=[0]); print(Point(1), Point._make([1, 2]), Point(3).x)
class Lower(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)
print(Lower(A=1, B=2))

#: itertools
import itertools as it
print(list(it.chain([1], "ab", range(2))), list(it.islice(it.count(5, 5), 3)), list(it.accumulate([1, 2, 3], lambda a, b: a * b)), list(it.combinations("abc", 2)), len(list(it.permutations(range(4)))))
print(list(it.product("ab", [1, 2])), list(it.zip_longest("ab", "c", fillvalue="-")), [(k, list(g)) for k, g in it.groupby("aabbbc")], list(it.takewhile(lambda x: x < 3, range(9))), list(it.dropwhile(lambda x: x < 7, range(9))))
print(list(it.compress("abcd", [1, 0, 1, 0])), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.filterfalse(str.isdigit, "a1b2")), list(it.pairwise("abc")), list(it.batched("abcdefg", 3)), list(it.repeat("x", 2)))
a, b = it.tee(range(3)); next(a); print(list(a), list(b), list(it.chain.from_iterable([[1], [2, 3]])), list(it.islice(it.cycle("ab"), 5)))

#: functools
import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), functools.reduce(lambda a, b: a * b, range(1, 6)), functools.partial(int, base=2)("101"))
@functools.singledispatch
def show(x):
    return f"other {x}"
@show.register
def _(x: int):
    return f"int {x}"
@show.register(list)
def _(x):
    return f"list of {len(x)}"
print(show(1), show([1]), show("s"))
@functools.total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) <= V(2), V(3) >= V(4), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))
class Lazy:
    @functools.cached_property
    def value(self):
        print("computed"); return 5
l = Lazy(); print(l.value, l.value)

#: heapq
import heapq
h = [5, 3, 8, 1]; heapq.heapify(h); heapq.heappush(h, 2)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(2, [4, 9, 1]), heapq.nsmallest(2, ["bbb", "a", "cc"], key=len), list(heapq.merge([1, 4], [2, 3])), heapq.heappushpop([1, 2], 0))

#: dijkstra
import heapq
graph = {"A": {"B": 1, "C": 4}, "B": {"C": 2, "D": 5}, "C": {"D": 1}, "D": {}}
dist, queue = {"A": 0}, [(0, "A")]
while queue:
    d, node = heapq.heappop(queue)
    for n, w in graph[node].items():
        if d + w < dist.get(n, float("inf")):
            dist[n] = d + w
            heapq.heappush(queue, (d + w, n))
print(dist)

#: bisect
import bisect
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 9)); bisect.insort(a, 4)
print(a, [("FDCBA"[bisect.bisect([60, 70, 80, 90], s)]) for s in (33, 99, 77, 70)], bisect.bisect_left([{"n": 1}, {"n": 5}], 3, key=lambda d: d["n"]))

#: enum
from enum import Enum, IntEnum, Flag, auto, StrEnum, unique
class Color(Enum):
    RED = "r"
    GREEN = "g"
    CRIMSON = "r"
    @property
    def pretty(self):
        return self.name.title()
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
class Level(IntEnum):
    LOW = 1; HIGH = 2
class S(StrEnum):
    A = auto()
print(list(Color), Color("g"), Color["RED"], Color.CRIMSON is Color.RED, Color.RED.pretty, repr(Perm.R | Perm.X), Perm.W in (Perm.R | Perm.W), Level.HIGH > 1, Level.LOW + 1, f"{S.A}", str(Color.RED), list(Perm.R | Perm.X))
try:
    Color("zzz")
except ValueError as error:
    print(error)
try:
    @unique
    class U(Enum):
        A = 1; B = 1
except ValueError as error:
    print(error)

#: dataclasses
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, KW_ONLY
@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: list[str] = field(default_factory=list, compare=False)
    total: float = field(init=False, repr=False)
    def __post_init__(self):
        self.total = self.price * 2
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    _: KW_ONLY
    y: int = 0
a = Item("pen", 1.5, ["x"])
print(a, asdict(a), a == Item("pen", 1.5), a < Item("zed"), replace(a, name="cap"), [f.name for f in fields(a)], astuple(Point(1, y=2)), hash(Point(1)) == hash(Point(1)), Point.__slots__)
try:
    Point(1).x = 5
except FrozenInstanceError as error:
    print(error)
try:
    Item()
except TypeError as error:
    print(error)

#: typing
from typing import Any, Optional, Union, TypeVar, Generic, Protocol, Literal, TypedDict, get_type_hints, get_args, get_origin, runtime_checkable, Callable, Annotated, ClassVar, Final, cast, NewType, overload
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []
    def push(self, item: T) -> "Stack[T]":
        self.items.append(item); return self
@runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...
class Movie(TypedDict, total=False):
    name: str
    year: int
def f(a: int, b: list[str] | None = None) -> dict[str, Any]: return {}
UserId = NewType("UserId", int)
print(Stack[int]().push(1).items, isinstance(open("x", "w"), Closes), Movie(name="M"), get_type_hints(f), get_args(Literal["a", 1]), get_origin(dict[str, int]), UserId(5), cast(str, 1), Stack.__parameters__, get_args(Annotated[int, "m"]))

#: copy
import copy
class Node:
    def __init__(self): self.kids = []; self.me = self
    def __copy__(self): n = Node(); n.kids = self.kids; return n
a = [1, [2, 3], {"k": [4]}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9)
n = Node(); m = copy.deepcopy(n); print(b, c, m.me is m, copy.copy(n).kids is n.kids, a[:] is a, copy.deepcopy((1, 2)) == (1, 2))

#: graphlib
import graphlib
ts = graphlib.TopologicalSorter({"app": {"lib", "log"}, "lib": {"core"}, "log": {"core"}})
order = list(ts.static_order()); print(order[0], order[-1], sorted(order))
try:
    list(graphlib.TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except graphlib.CycleError as error:
    print(error.args[0], sorted(set(error.args[1])))

#: lru-cache-class
from collections import OrderedDict
class LRU:
    def __init__(self, size): self.size, self.d = size, OrderedDict()
    def get(self, k):
        if k in self.d: self.d.move_to_end(k); return self.d[k]
        return -1
    def put(self, k, v):
        self.d[k] = v; self.d.move_to_end(k)
        if len(self.d) > self.size: self.d.popitem(last=False)
c = LRU(2); c.put(1, 1); c.put(2, 2); c.get(1); c.put(3, 3); print(c.get(2), c.get(1), list(c.d))

#: linked-list-and-tree
class Node:
    def __init__(self, v, left=None, right=None): self.v, self.left, self.right = v, left, right
    def insert(self, v):
        side = "left" if v < self.v else "right"
        kid = getattr(self, side)
        kid.insert(v) if kid else setattr(self, side, Node(v))
    def __iter__(self):
        if self.left: yield from self.left
        yield self.v
        if self.right: yield from self.right
    def depth(self): return 1 + max((n.depth() for n in (self.left, self.right) if n), default=0)
root = Node(50)
for v in (30, 70, 20, 40, 60, 80, 10): root.insert(v)
print(list(root), root.depth())

#: sorting
people = [("Bob", 25), ("Ann", 30), ("Cy", 25), ("Dee", 30)]
from operator import itemgetter, attrgetter, methodcaller
print(sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, key=itemgetter(1)), sorted("Hello World".split(), key=str.lower, reverse=True), list(map(methodcaller("upper"), "ab")), sorted([3, "a"], key=str))
try:
    sorted([3, "a"])
except TypeError as error:
    print(error)

#: sudoku-like-backtracking
def queens(n, row=0, cols=(), out=None):
    out = [] if out is None else out
    if row == n:
        out.append(cols)
    else:
        for c in range(n):
            if all(c != cc and abs(c - cc) != row - r for r, cc in enumerate(cols)):
                queens(n, row + 1, cols + (c,), out)
    return out
s = queens(6); print(len(s), s[0])
for c in s[0]:
    print("." * c + "Q" + "." * (5 - c))

#: game-of-life
from collections import Counter
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4):
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    cells = {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
print(sorted(cells))
