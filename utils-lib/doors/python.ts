/** The Python door: the source of the module `sandbox_utils` that guests import. */
import { utilities } from "../registry.ts";
import type { Parameter, UtilityRow } from "../utility.ts";

/** Under which submodule each utility can be imported as well. */
const submodules: Readonly<Record<string, readonly string[]>> = {
  files: ["find"],
  text: ["grep", "head"],
  formats: ["csv_to_json"],
};

/** String parameters that are no paths. */
const textParameters: ReadonlySet<string> = new Set(["pattern"]);

/**
 * The source text of a Python package that offers every utility by its snake_case name, in
 * itself and in the submodules `files`, `text` and `formats`. It asks for them over the descriptor
 * whose number is in the environment variable `SANDBOX_RPC_FD`. For Python 3.10 and later.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pythonModule } from "fuelbox/utils";
 *
 * const source = pythonModule();
 * assert.ok(source.includes("def head(file: PathText, lines: int = 10) -> str:"));
 * ```
 */
export function pythonModule(): string {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const names = rows.map(({ name }) => `"${name}"`).join(", ");
  return [
    header,
    ...rows.map(functionSource),
    `__all__ = [${names}]`,
    "",
    ...Object.entries(submodules).map(
      ([name, members]) => `_submodule("${name}", [${members.join(", ")}])`,
    ),
    "",
  ].join("\n");
}

const header = `"""The utilities of the sandbox, as functions. They see /app and nothing else."""

import errno as _errno
import json as _json
import os as _os
import re as _re
import struct as _struct
import sys as _sys
import types as _types
from collections.abc import Iterable
from pathlib import Path

__path__ = []

PathText = str | _os.PathLike[str]


def _call(operation, *args):
    """Asks the host for a utility and gives back its result, or raises what went wrong."""
    fd = _os.environ.get("SANDBOX_RPC_FD")
    if fd is None:
        raise OSError(_errno.ENODEV, "sandbox_utils needs SANDBOX_RPC_FD, which is not set")
    request = _json.dumps({"op": operation, "args": args}).encode()
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


def _submodule(name, members):
    """Makes the functions importable from a submodule, too."""
    module = _types.ModuleType(f"{__name__}.{name}", __doc__)
    module.__all__ = [member.__name__ for member in members]
    module.__dict__.update({member.__name__: member for member in members})
    _sys.modules[module.__name__] = module
    globals()[name] = module

`;

function functionSource({ name, summary, parameters, result }: UtilityRow): string {
  const signature = parameters.map(parameterSource).join(", ");
  const args = parameters.map(argumentSource);
  const call = `_call(${[`"${name}"`, ...args].join(", ")})`;
  return [
    "",
    `def ${name}(${signature}) -> ${result.python}:`,
    `    """${summary}`,
    "",
    "    Args:",
    ...parameters.map((parameter) => `        ${parameter.name}: ${parameter.doc}`),
    "",
    "    Returns:",
    `        ${result.doc.replace("null", "None")}`,
    "",
    "    Raises:",
    "        ValueError: When a path leads out of /app.",
    "        OSError: When a file cannot be used, such as FileNotFoundError.",
    '    """',
    `    return ${conversions[result.python]?.(call) ?? call}`,
    "",
  ].join("\n");
}

/** What makes a result of JSON into one of its Python type. */
const conversions: Readonly<Record<string, (call: string) => string>> = {
  "list[Path]": (call) => `[Path(path) for path in ${call}]`,
  "list[tuple[str, int, str]]": (call) => `[tuple(match) for match in ${call}]`,
};

function parameterSource(parameter: Parameter): string {
  const { name, default: value } = parameter;
  const type = value === null ? `${pythonType(parameter)} | None` : pythonType(parameter);
  return value === undefined ? `${name}: ${type}` : `${name}: ${type} = ${literal(value)}`;
}

function pythonType({ name, type }: Parameter): string {
  switch (type) {
    case "string":
      return textParameters.has(name) ? "str" : "PathText";
    case "strings":
      return "PathText | Iterable[PathText]";
    case "integer":
      return "int";
    case "boolean":
      return "bool";
  }
}

function argumentSource({ name, type }: Parameter): string {
  if (type === "strings") return `_texts(${name})`;
  return type === "string" && !textParameters.has(name) ? `_text(${name})` : name;
}

function literal(value: string | number | boolean | null): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
}
