/** What stands before the functions of the Python module: how they reach the host. */

/** Python source. */
export const pythonHeader: string = `"""The utilities of the sandbox, as functions. They see /app and nothing else."""

import errno as _errno
import json as _json
import os as _os
import re as _re
import struct as _struct
import sys as _sys
import types as _types
from collections.abc import Callable, Iterable, Iterator
from itertools import islice as _islice
from pathlib import Path
from typing import Any, Literal

__path__ = []

PathText = str | _os.PathLike[str]


def _call(operation, *args):
    """Asks the host for a utility and gives back its result, or raises what went wrong."""
    fd = _os.environ.get("SANDBOX_RPC_FD")
    if fd is None:
        raise OSError(_errno.ENODEV, "sandbox_utils needs SANDBOX_RPC_FD, which is not set")
    request = _json.dumps({"op": operation, "args": args}, allow_nan=False).encode()
    frame = memoryview(_struct.pack("<IB", len(request), 0) + request)
    while frame:
        frame = frame[_os.write(int(fd), frame):]
    length, _codec = _struct.unpack("<IB", _read(int(fd), 5))
    response = _json.loads(_read(int(fd), length))
    if "error" in response:
        raise _exception(**response["error"]) from None
    return response["ok"]


def _read(fd, length):
    chunks = []
    while length > 0:
        chunk = _os.read(fd, length)
        if not chunk:
            raise EOFError("the sandbox did not answer")
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def _exception(code, message):
    error = _error(code, message)
    error.code = code
    return error


def _error(code, message):
    if code == "INVALID_ARGUMENT":
        return TypeError(message)
    if code == "INVALID_PATTERN":
        return _re.error(message)
    if code == "UNKNOWN_UTILITY":
        return NotImplementedError(message)
    number = getattr(_errno, code, None)
    if number is None:
        return ValueError(message)
    named = _re.search(r" '(.*)'$", message, _re.DOTALL)
    return OSError(number, _os.strerror(number), *(named.groups() if named else ()))


def _text(value):
    return _os.fsdecode(value) if isinstance(value, _os.PathLike) else value


def _texts(value):
    if isinstance(value, (str, _os.PathLike)) or not isinstance(value, Iterable):
        return _text(value)
    return [_text(item) for item in value]


def _flat(values):
    flat = []
    for value in values:
        if isinstance(value, (str, _os.PathLike)) or not isinstance(value, Iterable):
            flat.append(_text(value))
        else:
            flat.extend(map(_text, value))
    return flat


def _submodule(name, members):
    """Makes the functions importable from a submodule, too."""
    module = _types.ModuleType(f"{__name__}.{name}", __doc__)
    module.__all__ = [member.__name__ for member in members]
    module.__dict__.update({member.__name__: member for member in members})
    _sys.modules[module.__name__] = module
    globals()[name] = module

`;
