/** The Python module `vfs`: the files of the sandbox as an object, for code that was written against sandfs. */

import { vfsReading } from "./vfs-reading.ts";

/** Python source. */
export const vfsModule: string = `"""The files of the sandbox as one object.

Paths are those that open() takes: relative ones start at the working directory, and only /app and
/tmp can be written. Each file has a version, the number of times that it was written: those writes
are counted that go through this module, and what happened to a file between two of them counts as
one. Failures are SandboxError, and OSError or one of its kinds as well.
"""

import errno as _errno
import functools as _functools
import glob as _glob
import os as _os
import shutil as _shutil
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sandbox_utils import _call

PathText = str | _os.PathLike[str]

__all__ = [
    "DirEntry", "InvalidOperation", "NodeExists", "NodeNotFound", "SandboxError", "Stat",
    "append_file", "cd", "copy", "exists", "get_version", "glob", "is_dir", "is_file", "iter_files",
    "ls", "mkdir", "move", "pwd", "read_bytes", "read_file", "remove", "rm", "stat", "touch",
    "tree", "versions", "walk", "write_file",
]


class SandboxError(OSError):
    """Something cannot be done to a file."""


class NodeNotFound(SandboxError, FileNotFoundError):
    """There is no file or directory of that name."""


class NodeExists(SandboxError, FileExistsError):
    """There is a file or directory of that name already."""


class InvalidOperation(SandboxError):
    """The operation does not fit the file, or the file has another version than expected."""


class DirEntry(NamedTuple):
    """A name in a directory."""

    name: str
    path: str
    is_dir: bool


class Stat(NamedTuple):
    """What is known of a file or directory."""

    path: str
    is_dir: bool
    size: int
    """Bytes."""
    modified_at: float
    """Seconds since 1970-01-01 00:00 UTC."""
    version: int


def _failing_clearly(function):
    @_functools.wraps(function)
    def call(*args, **keywords):
        try:
            return function(*args, **keywords)
        except SandboxError:
            raise
        except FileNotFoundError as error:
            raise NodeNotFound(*_parts(error)) from None
        except FileExistsError as error:
            raise NodeExists(*_parts(error)) from None
        except OSError as error:
            raise InvalidOperation(*_parts(error)) from None

    return call


def _parts(error):
    if error.errno is None:
        return error.args
    return (error.errno, error.strerror, error.filename, None, error.filename2)


def _refuse(number, path):
    kinds = {_errno.ENOENT: NodeNotFound, _errno.EEXIST: NodeExists}
    raise kinds.get(number, InvalidOperation)(number, _os.strerror(number), _os.fspath(path))


@_failing_clearly
def write_file(
    path: PathText,
    data: str | bytes,
    *,
    append: bool = False,
    expected_version: int | None = None,
) -> int:
    """Writes a file, and makes the directories above it that are missing.

    Args:
        path: The file.
        data: Its content; text becomes UTF-8.
        append: Whether to add to what is there.
        expected_version: The version that the file must have; 0 for a file that must be new.

    Returns:
        The version that the file has now.

    Raises:
        InvalidOperation: When the file has another version, or is a directory.
    """
    before = _version_or_0(path)
    if expected_version is not None and expected_version != before:
        raise InvalidOperation(
            f"Version mismatch for {_os.fspath(path)}: expected {expected_version}, current {before}"
        )
    content = data.encode() if isinstance(data, str) else data
    _os.makedirs(_os.path.dirname(_os.path.abspath(path)), exist_ok=True)
    with open(path, "ab" if append else "wb") as file:
        file.write(content)
    return _call("countVersion", _os.fspath(path), before + 1)


def append_file(path: PathText, data: str | bytes, expected_version: int | None = None) -> int:
    """Adds to the end of a file, as write_file() with append does."""
    return write_file(path, data, append=True, expected_version=expected_version)


@_failing_clearly
def read_file(path: PathText) -> str:
    """The content of a file as text. Raises UnicodeDecodeError for what is no UTF-8."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


@_failing_clearly
def read_bytes(path: PathText) -> bytes:
    """The content of a file as it is."""
    with open(path, "rb") as file:
        return file.read()


@_failing_clearly
def touch(path: PathText) -> None:
    """Makes an empty file of version 0, or sets the time of one that is there."""
    if _os.path.lexists(path):
        _os.utime(path)
        return
    _os.makedirs(_os.path.dirname(_os.path.abspath(path)), exist_ok=True)
    open(path, "xb").close()
    _call("countVersion", _os.fspath(path), 0)


@_failing_clearly
def mkdir(path: PathText, *, parents: bool = False, exist_ok: bool = False) -> None:
    """Makes a directory; with parents, those above it as well."""
    if parents:
        _os.makedirs(path, exist_ok=exist_ok)
    elif not (exist_ok and _os.path.isdir(path)):
        _os.mkdir(path)


@_failing_clearly
def remove(path: PathText, *, recursive: bool = False) -> None:
    """Removes a file, an empty directory or, if recursive, a directory with all that is in it."""
    if _os.path.islink(path) or not _os.path.isdir(path):
        _os.unlink(path)
    elif recursive:
        _shutil.rmtree(path)
    else:
        _os.rmdir(path)


rm = remove


@_failing_clearly
def move(src: PathText, dst: PathText) -> None:
    """Renames a file or directory, or moves it into a directory that is there.

    Raises:
        NodeExists: When something has the new name already.
        InvalidOperation: When a directory would be moved into itself.
    """
    target = _target(src, dst)
    if _os.path.lexists(target):
        _refuse(_errno.EEXIST, target)
    _os.rename(src, target)


@_failing_clearly
def copy(src: PathText, dst: PathText, *, recursive: bool = False) -> None:
    """Copies a file, over another if one is there, or into a directory that is there.

    Args:
        src: The file or directory; a directory only if recursive.
        dst: The new name, or a directory.
        recursive: Whether to copy a directory with all that is in it.

    Raises:
        NodeExists: When a directory would get the name of something that is there.
        InvalidOperation: When a directory would be copied into itself.
    """
    target = _target(src, dst)
    if not _os.path.isdir(src):
        if _os.path.isdir(target):
            _refuse(_errno.EISDIR, target)
        before = _version_or_0(target)
        _shutil.copyfile(src, target)
        _call("countVersion", target, before + 1)
        return
    if not recursive:
        _refuse(_errno.EISDIR, src)
    if _os.path.lexists(target):
        _refuse(_errno.EEXIST, target)
    _shutil.copytree(src, target, symlinks=True)


def _target(src, dst):
    """The new name of something that is copied or moved."""
    source = _os.path.abspath(src)
    if not _os.path.lexists(source):
        _refuse(_errno.ENOENT, src)
    target = _os.path.abspath(dst)
    if _os.path.isdir(target):
        target = _os.path.join(target, _os.path.basename(source))
    if _os.path.isdir(source) and (_os.path.realpath(target) + "/").startswith(_os.path.realpath(source) + "/"):
        _refuse(_errno.EINVAL, dst)
    return target


${vfsReading}`;
