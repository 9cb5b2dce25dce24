import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";

const start = `
import os, vfs
vfs.write_file("/app/notes/a.txt", "one\\n")
vfs.write_file("/app/notes/b.txt", b"\\xff")
vfs.mkdir("/app/empty")
os.symlink("notes", "/app/link")
def failure(call, *args, **keywords):
    try:
        return call(*args, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
`;

test.each([
  ['vfs.read_file("/app/notes/a.txt")', "'one\\n'"],
  ['vfs.read_bytes("notes/b.txt")', "b'\\xff'"],
  ['failure(vfs.read_file, "notes/b.txt").partition(":")[0]', "'UnicodeDecodeError'"],
  ['failure(vfs.read_file, "none")', `"NodeNotFound: [Errno 2] No such file or directory: 'none'"`],
  ["isinstance(vfs.NodeNotFound(), FileNotFoundError)", "True"],
  ['vfs.write_file("notes/a.txt", "two")', "2"],
  ['(vfs.append_file("notes/a.txt", "two", 1), vfs.read_file("notes/a.txt"))', "(2, 'one\\ntwo')"],
  [
    'failure(vfs.write_file, "notes/a.txt", "x", expected_version=0)',
    "'InvalidOperation: Version mismatch for notes/a.txt: expected 0, current 1'",
  ],
  ['vfs.write_file("new.txt", "x", expected_version=0)', "1"],
  [
    'failure(vfs.write_file, "/app/notes", "x")',
    `"InvalidOperation: [Errno 21] Is a directory: '/app/notes'"`,
  ],
  ['failure(vfs.write_file, "notes/a.txt/b", "x").partition(":")[0]', "'InvalidOperation'"],
  [
    '(vfs.touch("t"), vfs.get_version("t"), vfs.touch("t"), vfs.write_file("t", ""))',
    "(None, 0, None, 2)",
  ],
  ['failure(vfs.mkdir, "notes")', `"NodeExists: [Errno 17] File exists: 'notes'"`],
  ['vfs.mkdir("notes", exist_ok=True)', "None"],
  ['failure(vfs.mkdir, "x/y").partition(":")[0]', "'NodeNotFound'"],
  ['(vfs.mkdir("x/y", parents=True), vfs.is_dir("x/y"))', "(None, True)"],
  ['failure(vfs.remove, "notes")', `"InvalidOperation: [Errno 39] Directory not empty: 'notes'"`],
  [
    '(vfs.rm("notes", recursive=True), vfs.rm("link"), vfs.rm("empty"), vfs.ls())',
    "(None, None, None, [])",
  ],
  [
    '(vfs.move("notes/a.txt", "empty"), vfs.read_file("empty/a.txt"), vfs.get_version("empty/a.txt"))',
    "(None, 'one\\n', 1)",
  ],
  ['failure(vfs.move, "notes/a.txt", "notes/b.txt").partition(":")[0]', "'NodeExists'"],
  ['failure(vfs.move, "notes", "notes/c").partition(":")[0]', "'InvalidOperation'"],
  ['failure(vfs.move, "none", "notes").partition(":")[0]', "'NodeNotFound'"],
  [
    '(vfs.copy("notes/a.txt", "notes/b.txt"), vfs.read_file("notes/b.txt"), vfs.get_version("notes/b.txt"))',
    "(None, 'one\\n', 2)",
  ],
  ['failure(vfs.copy, "notes", "n2").partition(":")[0]', "'InvalidOperation'"],
  [
    '(vfs.copy("notes", "empty", recursive=True), vfs.versions("empty"))',
    "(None, {'/app/empty/notes/a.txt': 1, '/app/empty/notes/b.txt': 1})",
  ],
  ['failure(vfs.copy, "notes", "notes/c", recursive=True).partition(":")[0]', "'InvalidOperation'"],
  ['failure(vfs.copy, "notes", "link/c", recursive=True).partition(":")[0]', "'InvalidOperation'"],
  ['failure(vfs.copy, "empty", ".", recursive=True).partition(":")[0]', "'InvalidOperation'"],
  ['failure(vfs.copy, "notes/a.txt", "notes").partition(":")[0]', "'InvalidOperation'"],
  [
    '(vfs.cd("notes"), vfs.pwd(), vfs.exists("a.txt"), vfs.is_file("a.txt"))',
    "('/app/notes', '/app/notes', True, True)",
  ],
  ["vfs.ls()[0]", "DirEntry(name='empty', path='/app/empty', is_dir=True)"],
  [
    '[(one.name, one.is_dir) for one in vfs.ls("/app")]',
    "[('empty', True), ('link', True), ('notes', True)]",
  ],
  ['vfs.ls("notes/a.txt")', "[DirEntry(name='a.txt', path='/app/notes/a.txt', is_dir=False)]"],
  [
    'vfs.tree().split("\\n")',
    "['/app', '├── empty/', '├── link/', '└── notes/', '    ├── a.txt', '    └── b.txt']",
  ],
  [
    'list(vfs.walk("/app"))',
    "[('/app', ['empty', 'link', 'notes'], []), ('/app/empty', [], []), ('/app/notes', [], ['a.txt', 'b.txt'])]",
  ],
  ["list(vfs.iter_files())", "['/app/notes/a.txt', '/app/notes/b.txt']"],
  ['list(vfs.iter_files("notes", skip_prefixes=["/app/notes/a"]))', "['/app/notes/b.txt']"],
  ["list(vfs.iter_files(recursive=False))", "[]"],
  [
    'vfs.glob("**/*.txt")',
    "['/app/link/a.txt', '/app/link/b.txt', '/app/notes/a.txt', '/app/notes/b.txt']",
  ],
  ['vfs.glob("../app/*.txt", "/app/notes")', "[]"],
  [
    'vfs.stat("notes/a.txt")._replace(modified_at=0)',
    "Stat(path='/app/notes/a.txt', is_dir=False, size=4, modified_at=0, version=1)",
  ],
  ['failure(vfs.walk, "none").partition(":")[0]', "'NodeNotFound'"],
  [
    'failure(vfs.write_file, "/lib/x", "x")',
    `"InvalidOperation: [Errno 30] Read-only file system: '/lib/x'"`,
  ],
  ['vfs.write_file("/tmp/x", "x")', "1"],
  ['vfs.get_version("/app")', "0"],
  [
    '(open("notes/a.txt", "w").close(), vfs.get_version("notes/a.txt"), vfs.write_file("notes/a.txt", ""))',
    "(None, 2, 3)",
  ],
])("vfs answers %s", async (expression, value) => {
  expect(await pythonOutput(`${start}print(repr(${expression}))`)).toBe(`${value}\n`);
});

test("vfs documents all that it offers, and offers nothing else", async () => {
  const source = `
import vfs
print([name for name in vfs.__all__ if not getattr(vfs, name).__doc__])
public = [name for name in vars(vfs) if not name.startswith("_")]
print(sorted(set(public) - set(vfs.__all__)), sorted(set(vfs.__all__) - set(public)))
print(vfs.write_file.__annotations__["expected_version"])
`;
  expect(await pythonOutput(source)).toBe(
    "[]\n['Iterable', 'Iterator', 'NamedTuple', 'PathText'] []\nint | None\n",
  );
});

test("the tree of a deep directory needs no recursion", async () => {
  const source = `
import os, vfs
os.makedirs("/app/" + "d/" * 60)
print(len(vfs.tree("/app").split("\\n")))
`;
  expect(await pythonOutput(source)).toBe("61\n");
});

test.each([
  ["_call('fileVersion', 1)", "TypeError: Cannot tell a version: path is not a string"],
  [
    "_call('countVersion', '/app', 'x')",
    "TypeError: Cannot count a version: it is not an integer of at least 0",
  ],
  [
    "_call('countVersion', '/app', -1)",
    "TypeError: Cannot count a version: it is not an integer of at least 0",
  ],
])("the kernel refuses %s", async (call, message) => {
  const source = `
from sandbox_utils import _call
try:
    ${call}
except Exception as error:
    print(f"{type(error).__name__}: {error}")
`;
  expect(await pythonOutput(source)).toBe(`${message}\n`);
});
