#: sqlite3-file
import os, sqlite3
con = sqlite3.connect("app.db")
con.execute("CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, age INT, UNIQUE(name))")
con.executemany("INSERT INTO users (name, age) VALUES (?, ?)", [("Ann", 30), ("Bob", 25), ("Cy", None)])
con.commit(); con.close()
con = sqlite3.connect("app.db"); cur = con.cursor()
print(cur.execute("SELECT * FROM users WHERE age > :min ORDER BY name", {"min": 20}).fetchall(), cur.lastrowid, [d[0] for d in cur.description])
print(con.execute("SELECT COUNT(*), AVG(age), MAX(name) FROM users").fetchone(), os.path.getsize("app.db") > 0)
try:
    con.execute("INSERT INTO users (name) VALUES ('Ann')")
except sqlite3.IntegrityError as error:
    print(error)
try:
    con.execute("SELEC 1")
except sqlite3.OperationalError as error:
    print(error)

#: sqlite3-transactions
import sqlite3
con = sqlite3.connect(":memory:"); con.row_factory = sqlite3.Row
con.executescript("create table t(k text primary key, v real); insert into t values('a', 1), ('b', 2.5);")
try:
    with con:
        con.execute("update t set v = v * 10"); con.execute("insert into t values('a', 0)")
except sqlite3.IntegrityError:
    print("rolled back")
row = con.execute("select * from t where k = 'b'").fetchone(); print(row["v"], row.keys(), dict(row), con.total_changes, con.in_transaction)
con.execute("insert into t values('c', 3) on conflict(k) do update set v = excluded.v"); print([tuple(r) for r in con.execute("select k, sum(v) over (order by k) from t")])

#: sqlite3-functions
import sqlite3, datetime, json
con = sqlite3.connect(":memory:")
con.create_function("rev", 1, lambda s: s[::-1])
class Longest:
    def __init__(self): self.best = ""
    def step(self, v): self.best = max(self.best, v, key=len)
    def finalize(self): return self.best
con.create_aggregate("longest", 1, Longest)
print(con.execute("select rev('abc'), longest(x) from (select 'a' x union select 'ccc')").fetchone(), con.execute("select json_extract('{\"a\":[1,2]}', '$.a[1]'), date('2024-01-31', '+1 month'), printf('%05.1f', 2.25), group_concat(x, '-') from (select 1 x union select 2)").fetchone())
con.execute("create virtual table docs using fts5(body)"); con.executemany("insert into docs values(?)", [("quick brown fox",), ("lazy dog",)]); print(con.execute("select body from docs where docs match 'fox'").fetchall())
print("\n".join(con.iterdump()).count("INSERT") >= 1, con.execute("with recursive c(n) as (select 1 union all select n+1 from c where n<5) select sum(n) from c").fetchone())

#: sqlite3-blob-and-backup
import sqlite3
a, b = sqlite3.connect("a.db"), sqlite3.connect("b.db")
a.execute("create table t(x blob)"); a.execute("insert into t values(?)", (bytes(range(5)),)); a.commit(); a.backup(b)
print(b.execute("select x, length(x), hex(x), typeof(x) from t").fetchone()); a.execute("attach 'b.db' as other"); print(a.execute("select count(*) from other.t").fetchone()); a.execute("pragma journal_mode=wal").fetchone(); a.close(); b.close()

#: shelve
import shelve
with shelve.open("store") as s:
    s["user"] = {"name": "Ann", "tags": [1, 2]}; s["n"] = 5
with shelve.open("store", writeback=True) as s:
    s["user"]["tags"].append(3); print(sorted(s), "n" in s, len(s)); del s["n"]
with shelve.open("store", flag="r") as s:
    print(dict(s), s.get("zz", "none"))

#: dbm
import dbm
with dbm.open("cache", "c") as db:
    db["key"] = "value"; db[b"raw"] = b"\x00\xff"; print(db["key"], db.get("nope"), sorted(db.keys()), b"raw" in db, len(db))
with dbm.open("cache", "r") as db:
    print(db[b"raw"], list(db.keys()).__len__())
try:
    dbm.open("missing", "r")
except dbm.error as error:
    print("dbm.error")

#: dbm-dumb
import dbm.dumb, os
with dbm.dumb.open("d", "c") as db:
    db["a"] = b"1"; db["b"] = b"22"; db["a"] = b"333"; del db["b"]
print(sorted(n for n in os.listdir() if n.startswith("d.")), dbm.whichdb("d"))
with dbm.dumb.open("d", "r") as db:
    print(db["a"], list(db))

#: todo-app
import sqlite3
class Todo:
    def __init__(self, path): self.con = sqlite3.connect(path); self.con.execute("create table if not exists todo(id integer primary key, text, done default 0)")
    def add(self, text):
        with self.con: return self.con.execute("insert into todo(text) values(?)", (text,)).lastrowid
    def finish(self, i):
        with self.con: return self.con.execute("update todo set done = 1 where id = ?", (i,)).rowcount
    def __iter__(self): yield from self.con.execute("select id, text, done from todo order by id")
t = Todo("todo.db"); t.add("buy milk"); t.add("write code"); print(t.finish(1), t.finish(9))
for i, text, done in Todo("todo.db"): print(f"[{'x' if done else ' '}] {i}. {text}")
