/** Modules that the sandbox brings for those which the build of CPython lacks. */
import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";

test.each([
  [
    "dbm.open() when flags are wrong or databases missing",
    "import dbm\nfor name, flag in (('none', 'r'), ('none', 'w'), ('none', 'zc'), ('text', 'w')):\n    open('text', 'w').write('hello')\n    try: dbm.open(name, flag)\n    except (*dbm.error, ValueError) as e: print(type(e).__name__, e)",
    "error db file doesn't exist; use 'c' or 'n' flag to create a new db: 'none'\nerror db file doesn't exist; use 'c' or 'n' flag to create a new db: 'none'\nValueError Flag must be one of 'r', 'w', 'c', or 'n', not 'zc'\nerror db type could not be determined: 'text'",
  ],
  [
    "dbm.sqlite3 as a mapping that can be read only, emptied and closed",
    "import dbm, dbm.sqlite3\nwith dbm.open('x', 'c') as db:\n    db['é'] = b'1'; db['a'] = 'two'; db['a'] = 'three'; del db['é']\n    print(dict(db), db.get('q', b'-'), 'a' in db); db.reorganize(); db.sync()\nwith dbm.open('x') as db:\n    for act in (lambda: db.__setitem__('b', '1'), lambda: db['none'], lambda: db.close() or len(db)):\n        try: act()\n        except (*dbm.error, KeyError) as e: print(type(e).__name__, e)\nwith dbm.open('x', 'n') as db: print(len(db), dbm.whichdb('x'), dbm.whichdb('y'))\nwith dbm.open('x', 'w') as db:\n    try: del db['none']\n    except KeyError as e: print(e)\nfor call in (lambda: dbm.sqlite3.open('gone', 'r'),):\n    try: call()\n    except OSError as e: print(e)",
    "{b'a': b'three'} b'-' True\nerror attempt to write a readonly database\nKeyError 'none'\nerror DBM object has already been closed\n0 dbm.sqlite3 None\n'none'\nunable to open database file: 'gone'",
  ],
  [
    "dbm.dumb as a mapping that outlives the program's carelessness",
    "import dbm, dbm.dumb, os\ndb = dbm.dumb.open('d', 'n'); db['k'] = b'v' * 600; db['l'] = b'2'; db['k'] = b'short'; db['l'] = b'w' * 700\nprint(db.items()[0], len(db), 'k' in db, list(db.iterkeys())); del db\nwith dbm.open('d', 'r') as db:\n    print(db['k'], len(db['l']), os.path.getsize('d.dat') % 512)\n    try: db['m'] = 'x'\n    except dbm.dumb.error as e: print(e)\ntry: db['k']\nexcept dbm.dumb.error as e: print(e)\nfor flag in ('r', 'q'):\n    try: dbm.dumb.open('gone', flag)\n    except (OSError, ValueError) as e: print(e)",
    "(b'k', b'short') 2 True [b'k', b'l']\nb'short' 700 188\nThe database is opened for reading only\nDBM object has already been closed\n[Errno 2] No such file or directory: 'gone.dat'\nFlag must be one of 'r', 'w', 'c', or 'n'",
  ],
  [
    "pwd and grp, which know one account",
    "import getpass, grp, os, pwd\nprint(pwd.getpwuid(os.getuid()).pw_dir, pwd.getpwnam('user').pw_uid, grp.getgrgid(os.getgid()).gr_name, grp.getgrnam('user').gr_mem, getpass.getuser(), os.path.expanduser('~/x'))\nfor call in (lambda: pwd.getpwuid(99), lambda: pwd.getpwnam('root'), lambda: grp.getgrgid(99), lambda: grp.getgrnam('wheel')):\n    try: call()\n    except KeyError as e: print(e)",
    "/app 1000 user [] user /app/x\n'getpwuid(): uid not found: 99'\n\"getpwnam(): name not found: 'root'\"\n'getgrgid(): gid not found: 99'\n\"getgrnam(): name not found: 'wheel'\"",
  ],
  // https://www.rfc-editor.org/rfc/rfc6070 and RFC 7914, section 11.
  [
    "hashlib.pbkdf2_hmac() for published vectors",
    "import hashlib\nf = hashlib.pbkdf2_hmac\nprint(f('sha1', b'password', b'salt', 2).hex(), f('sha1', b'passwordPASSWORDpassword', b'saltSALTsaltSALTsaltSALTsaltSALTsalt', 10, 25).hex()[:16], f('sha256', b'passwd', b'salt', 1, dklen=64).hex()[:16], f('md5', b'x' * 100, b's', 1).hex()[:8])\nfor bad in (lambda: f('sha1', b'', b'', 0), lambda: f('sha1', b'', b'', 1, 0), lambda: f(1, b'', b'', 1), lambda: f('sha1', 'text', b'', 1)):\n    try: bad()\n    except (TypeError, ValueError) as e: print(type(e).__name__)",
    "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957 01aef558e94436d4 55ac046e56e3089f eac97c1e\nValueError\nValueError\nTypeError\nTypeError",
  ],
] as const)("%s", async (_what, source, output) => {
  expect(await pythonOutput(source)).toBe(`${output}\n`);
});
