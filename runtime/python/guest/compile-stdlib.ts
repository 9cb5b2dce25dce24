/** Python that runs once, when the engine is prepared: compiles the standard library. */

import { pythonModule } from "../../../utils-lib/index.ts";
import { subprocessSource } from "./subprocess.ts";
import { asyncioProcesses } from "./subprocess-asyncio.ts";
import { toolsModule } from "./tools-module.ts";

/** Where the sources are, as one zip file. */
export const stdlibZip = "/lib/python314.zip";

/** Where the compiled modules are put. */
export const compiledStdlib = "/compiled";

/**
 * Compiles every module of the zip to an unchecked `.pyc` beside its package. Names in tracebacks
 * are those that the modules have once {@link compiledStdlib} takes the place of {@link stdlibZip}.
 */
export const compileStdlib: string = `
import importlib._bootstrap_external as external, os, zipfile

def compile_stdlib(zip_path, target):
    added = {
        "_sandbox_processes.py": ${JSON.stringify(asyncioProcesses)}.encode(),
        "sandbox_tools.py": ${JSON.stringify(toolsModule)}.encode(),
        "sandbox_utils.py": ${JSON.stringify(pythonModule())}.encode(),
    }
    left_out = ("_pyodide/", "pyodide/", "site-packages/", "ctypes/macholib/")
    replaced = {"webbrowser.py": b'''"""There is no browser to open."""
class Error(Exception):
    """No browser could be opened."""
def open(url, new=0, autoraise=True):
    """Open nothing and say so: False."""
    return False
def open_new(url):
    """Open nothing and say so: False."""
    return False
def open_new_tab(url):
    """Open nothing and say so: False."""
    return False
def get(using=None):
    """Raise Error: there is no browser."""
    raise Error("could not locate runnable browser")
'''}
    with zipfile.ZipFile(zip_path) as sources:
        for name in sorted([*sources.namelist(), *added]):
            if name.endswith("/") or name.startswith(left_out):
                continue
            path = target + "/" + name
            os.makedirs(os.path.dirname(path), exist_ok=True)
            content = added.get(name) or replaced.get(name) or sources.read(name)
            if name == "subprocess.py":
                content += ${JSON.stringify(subprocessSource)}.encode()
            if name == "zoneinfo/_common.py":
                for text in (
                    rb". \\n",
                    b" On Pyodide you must do pyodide.loadPackage('tzdata')",
                    b" package before you use zoneinfo.",
                ):
                    content = content.replace(text, b"")
            if name.endswith(".py"):
                code = compile(content, zip_path + "/" + name, "exec", dont_inherit=True, optimize=0)
                content = external._code_to_hash_pyc(code, bytes(8), False)
                path += "c"
            with open(path, "wb") as file:
                file.write(content)

compile_stdlib("${stdlibZip}", "${compiledStdlib}")
`;
