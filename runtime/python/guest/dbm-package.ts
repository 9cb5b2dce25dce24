/** The Python package `dbm`, which `shelve` stands on: databases in SQLite files, and the portable format. */

const init = `"""Databases of keys and values, both bytes, in files."""

import io, os
from importlib import import_module

__all__ = ["open", "whichdb", "error"]


class error(Exception):
    """A database could not be used."""


_kinds = ("dbm.sqlite3", "dbm.dumb")
error = (error, OSError)
ndbm = None


def open(file, flag="r", mode=0o666):
    """Open the database at \`file\` for reading ("r"), writing ("w"), also when it is new ("c"), or emptied ("n")."""
    kind = whichdb(file) if "n" not in flag else None
    if kind is None:
        if "c" not in flag and "n" not in flag:
            raise error[0](f"db file doesn't exist; use 'c' or 'n' flag to create a new db: {os.fspath(file)!r}")
        kind = _kinds[0]
    elif kind not in _kinds:
        raise error[0](f"db type could not be determined: {os.fspath(file)!r}")
    return import_module(kind).open(file, flag, mode)


def whichdb(filename):
    """Name the module that can open the database: None when there is none, "" when it is of no known kind."""
    filename = os.fsdecode(filename)
    if os.path.exists(filename + ".dat") and os.path.exists(filename + ".dir"):
        return "dbm.dumb"
    try:
        with io.open(filename, "rb") as file:
            start = file.read(16)
    except OSError:
        return None
    return "dbm.sqlite3" if start == b"SQLite format 3\\0" else ""
`;

const sqlite = `"""A database of keys and values in a file of SQLite."""

import os, sqlite3
from collections.abc import MutableMapping


class error(OSError):
    """The database could not be used."""


def _bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)


class _Database(MutableMapping):
    def __init__(self, path, flag):
        if flag not in ("r", "w", "c", "n"):
            raise ValueError(f"Flag must be one of 'r', 'w', 'c', or 'n', not {flag!r}")
        exists = os.path.exists(path)
        if not exists and flag in "rw":
            raise error(f"unable to open database file: {path!r}")
        if flag == "n" and exists:
            os.unlink(path)
        self._is_readonly = flag == "r"
        self._connection = sqlite3.connect(path, isolation_level=None)
        if flag in "cn":
            self._ask("CREATE TABLE IF NOT EXISTS Dict (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)")

    def _ask(self, sql, *values):
        if self._connection is None:
            raise error("DBM object has already been closed")
        if self._is_readonly and not sql.startswith("SELECT"):
            raise error("attempt to write a readonly database")
        try:
            return self._connection.execute(sql, values)
        except sqlite3.Error as problem:
            raise error(str(problem)) from None

    def __len__(self):
        return self._ask("SELECT COUNT(*) FROM Dict").fetchone()[0]

    def __getitem__(self, key):
        row = self._ask("SELECT value FROM Dict WHERE key = CAST(? AS BLOB)", _bytes(key)).fetchone()
        if row is None:
            raise KeyError(key)
        return row[0]

    def __setitem__(self, key, value):
        self._ask("REPLACE INTO Dict (key, value) VALUES (CAST(? AS BLOB), CAST(? AS BLOB))", _bytes(key), _bytes(value))

    def __delitem__(self, key):
        if self._ask("DELETE FROM Dict WHERE key = CAST(? AS BLOB)", _bytes(key)).rowcount == 0:
            raise KeyError(key)

    def __iter__(self):
        return iter([row[0] for row in self._ask("SELECT key FROM Dict")])

    def keys(self):
        return list(self)

    def sync(self):
        pass

    def reorganize(self):
        self._ask("VACUUM")

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()


def open(filename, flag="r", mode=0o666):
    """Open the database at \`filename\`; the flags are those of dbm.open()."""
    return _Database(os.fsdecode(filename), flag)
`;

const dumb = `"""A database of keys and values in two plain files: values in .dat, where they stand in .dir."""

import ast, io, os
from collections.abc import MutableMapping

__all__ = ["error", "open"]

_block = 512
error = OSError


def _bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)


class _Database(MutableMapping):
    _places = None

    def __init__(self, path, flag):
        self._names = {kind: path + kind for kind in (".dir", ".dat", ".bak")}
        self._is_readonly = flag == "r"
        self._has_changed = False
        self._places = {}
        data, index = self._names[".dat"], self._names[".dir"]
        if flag == "n" or (flag == "c" and not os.path.exists(data)):
            for name in (data, index):
                io.open(name, "wb").close()
            self._has_changed = True
        elif not os.path.exists(data):
            raise error(2, os.strerror(2), data)
        if flag != "n" and os.path.exists(index):
            with io.open(index, encoding="latin-1") as file:
                for line in file:
                    key, (position, size) = ast.literal_eval(line)
                    self._places[key.encode("latin-1")] = position, size

    def _check(self, is_change=False):
        if self._places is None:
            raise error("DBM object has already been closed")
        if is_change:
            if self._is_readonly:
                raise error("The database is opened for reading only")
            self._has_changed = True

    def __getitem__(self, key):
        self._check()
        position, size = self._places[_bytes(key)]
        with io.open(self._names[".dat"], "rb") as file:
            file.seek(position)
            return file.read(size)

    def __setitem__(self, key, value):
        key, value = _bytes(key), _bytes(value)
        self._check(True)
        position, size = self._places.get(key, (None, 0))
        with io.open(self._names[".dat"], "r+b") as file:
            if position is None or -(-len(value) // _block) > -(-size // _block):
                end = file.seek(0, os.SEEK_END)
                position = -(-end // _block) * _block
                file.write(bytes(position - end))
            else:
                file.seek(position)
            file.write(value)
        self._places[key] = position, len(value)

    def __delitem__(self, key):
        self._check(True)
        del self._places[_bytes(key)]

    def __contains__(self, key):
        self._check()
        return _bytes(key) in self._places

    def __iter__(self):
        self._check()
        return iter(list(self._places))

    def __len__(self):
        self._check()
        return len(self._places)

    def keys(self):
        return list(self)

    def items(self):
        return [(key, self[key]) for key in self]

    def iterkeys(self):
        return iter(self)

    def sync(self):
        if self._places is not None and self._has_changed:
            if os.path.exists(self._names[".dir"]):
                os.replace(self._names[".dir"], self._names[".bak"])
            with io.open(self._names[".dir"], "w", encoding="latin-1") as file:
                for key, place in self._places.items():
                    file.write(f"{key.decode('latin-1')!r}, {place}\\n")
            self._has_changed = False

    def close(self):
        self.sync()
        self._places = None

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()


def open(file, flag="c", mode=0o666):
    """Open the database whose files begin with \`file\`; the flags are those of dbm.open()."""
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(os.fsdecode(file), flag)
`;

/** Python sources by their places in the library. */
export const dbmPackage: Readonly<Record<string, string>> = {
  "dbm/__init__.py": init,
  "dbm/dumb.py": dumb,
  "dbm/sqlite3.py": sqlite,
};
