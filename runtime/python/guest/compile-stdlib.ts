/** Python that runs once, when the engine is prepared: compiles the standard library. */

import { addedModules, appendedSources } from "./library-changes.ts";

/** Where the sources are, as one zip file. */
export const stdlibZip = "/lib/python314.zip";

/** Where the compiled modules are put. */
export const compiledStdlib = "/compiled";

/**
 * Compiles every module of the zip to an unchecked `.pyc` beside its package. Names in tracebacks
 * are those that the modules have once {@link compiledStdlib} takes the place of {@link stdlibZip}.
 * `zonesModule` is the source of `_sandbox_zones`.
 */
export const compileStdlib = (zonesModule: string): string => `
import importlib._bootstrap_external as external, os, zipfile

def compile_stdlib(zip_path, target, added, appended):
    left_out = ("_pyodide/", "pyodide/", "site-packages/", "ctypes/macholib/")
    with zipfile.ZipFile(zip_path) as sources:
        for name in sorted({*sources.namelist(), *added}):
            if name.endswith("/") or name.startswith(left_out):
                continue
            path = target + "/" + name
            os.makedirs(os.path.dirname(path), exist_ok=True)
            content = added[name].encode() if name in added else sources.read(name)
            content += appended.get(name, "").encode()
            if name.endswith(".py"):
                code = compile(content, zip_path + "/" + name, "exec", dont_inherit=True, optimize=0)
                content = external._code_to_hash_pyc(code, bytes(8), False)
                path += "c"
            with open(path, "wb") as file:
                file.write(content)

compile_stdlib(
    "${stdlibZip}",
    "${compiledStdlib}",
    ${JSON.stringify({ ...addedModules, "_sandbox_zones.py": zonesModule })},
    ${JSON.stringify(appendedSources)},
)
`;
