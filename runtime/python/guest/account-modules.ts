/** The Python modules `pwd` and `grp`: the one account that there is, as the shell names it. */

const pwd = `"""The password database: one account."""

import os
from collections import namedtuple

struct_passwd = namedtuple("struct_passwd", "pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell")


def getpwall():
    return [struct_passwd("user", "x", os.getuid(), os.getgid(), "", "/app", "/bin/bash")]


def getpwuid(uid, /):
    for entry in getpwall():
        if entry.pw_uid == uid:
            return entry
    raise KeyError(f"getpwuid(): uid not found: {uid}")


def getpwnam(name, /):
    for entry in getpwall():
        if entry.pw_name == name:
            return entry
    raise KeyError(f"getpwnam(): name not found: {name!r}")
`;

const grp = `"""The group database: one group."""

import os
from collections import namedtuple

struct_group = namedtuple("struct_group", "gr_name gr_passwd gr_gid gr_mem")


def getgrall():
    return [struct_group("user", "x", os.getgid(), [])]


def getgrgid(id):
    for entry in getgrall():
        if entry.gr_gid == id:
            return entry
    raise KeyError(f"getgrgid(): gid not found: {id}")


def getgrnam(name):
    for entry in getgrall():
        if entry.gr_name == name:
            return entry
    raise KeyError(f"getgrnam(): name not found: {name!r}")
`;

/** Python sources by their places in the library. */
export const accountModules: Readonly<Record<string, string>> = { "grp.py": grp, "pwd.py": pwd };
