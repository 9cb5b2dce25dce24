/** Python that runs once for each package: unpacks a wheel and compiles its modules. */

/** Where the wheel is. */
export const wheelPath = "/app/package.whl";

/** Where its files are put. */
export const unpackedPath = "/unpacked";

/**
 * Unpacks the wheel; a module's `.pyc` is where CPython itself would put it, and is never compared
 * with its source. `installedPath` is what modules are called in tracebacks.
 */
export function unpackPackage(installedPath: string): string {
  return `
import importlib._bootstrap_external as external
import importlib.util
import os
import warnings
import zipfile


def unpack(archive, target, shown):
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        parts = info.filename.split("/")
        if info.is_dir() or "__pycache__" in parts:
            continue
        if parts[0].endswith(".data"):
            # https://packaging.python.org/en/latest/specifications/binary-distribution-format/#the-data-directory
            if parts[1] not in ("purelib", "platlib"):
                continue
            parts = parts[2:]
        name = "/".join(parts)
        content = archive.read(info)
        put(target + "/" + name, content)
        if name.endswith(".py"):
            compile_module(target + "/" + name, shown + "/" + name, content)


def compile_module(path, shown, content):
    try:
        code = compile(content, shown, "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError, RecursionError):
        # It fails when it is imported, with a better message.
        return
    source_hash = importlib.util.source_hash(content)
    compiled = external._code_to_hash_pyc(code, source_hash, False)
    put(importlib.util.cache_from_source(path), compiled)


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


warnings.simplefilter("ignore")
with zipfile.ZipFile(${JSON.stringify(wheelPath)}) as archive:
    unpack(archive, ${JSON.stringify(unpackedPath)}, ${JSON.stringify(installedPath)})
`;
}
