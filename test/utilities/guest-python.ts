/** The program that runs vectors behind the Python door: JSON on stdin, outcomes on stdout. */

/** Python. */
export const pythonRunner = `
import base64, errno, json, os, re, shutil, sys
from collections.abc import Iterator
from pathlib import Path
import sandbox_utils


def build(files, modified):
    for name in os.listdir("/app"):
        path = os.path.join("/app", name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    for path, content in files.items():
        os.makedirs(path if content is None else os.path.dirname(path), exist_ok=True)
        if isinstance(content, str):
            Path(path).write_bytes(content.encode())
        elif content is not None and "link" in content:
            os.symlink(content["link"], path)
        elif content is not None:
            Path(path).write_bytes(base64.b64decode(content["base64"]))
    for path, seconds in modified.items():
        os.utime(path, (seconds, seconds))


def look(path):
    if not os.path.exists(path):
        return None
    return "<directory>" if os.path.isdir(path) else Path(path).read_bytes().decode("utf-8", "replace")


def plain(value):
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, Iterator)):
        return [plain(item) for item in value]
    return value


def code_of(error):
    if isinstance(error, OSError):
        return errno.errorcode[error.errno]
    if isinstance(error, TypeError):
        return "INVALID_ARGUMENT"
    return error.code if isinstance(error, (ValueError, re.error)) else type(error).__name__


outcomes = []
for vector in json.load(sys.stdin):
    build(vector["files"], vector["modified"])
    try:
        call = getattr(sandbox_utils, vector["name"])
        outcome = {"result": plain(call(*vector["args"], **vector["keywords"]))}
    except Exception as error:
        outcome = {"error": code_of(error), "message": str(error)}
    outcome["after"] = {path: look(path) for path in vector["after"]}
    outcomes.append(outcome)
print(json.dumps(outcomes))
`;
