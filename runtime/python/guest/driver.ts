/** Python that starts and ends a program. It becomes part of the snapshot. */
import { outOfMemoryExit } from "../emscripten/process-calls.ts";
import { commonModules } from "./common-modules.ts";
import { missingModules } from "./missing-modules.ts";

/**
 * The device that hands over what to run: a line of JSON (`argv`, `env`, `path`, `cwd`), then the
 * source. What is written to it says, as JSON, which exception has ended the program.
 */
export const jobDevice = "/dev/sandbox-job";

/** The device that takes what a step of a session has come to, as JSON: `exitCode`, `value`. */
export const stepDevice = "/dev/sandbox-step";

/** Runs once, before the snapshot. */
export const driver: string = `
import ast, asyncio, atexit, builtins, importlib, inspect, io, json, linecache, os, random, signal, sys, threading, traceback, types

for name in ${JSON.stringify(commonModules)}:
    importlib.import_module(name)

# A builtin module that would look for JavaScript on the other side.
sys.modules["_pyodide_core"] = None
sys.builtin_module_names = tuple(n for n in sys.builtin_module_names if n != "_pyodide_core")

sys.executable = sys._base_executable = "/usr/bin/python3"
sys.stdout.reconfigure(line_buffering=True)
os.environ.clear()


class FuelWarning(KeyboardInterrupt):
    """The share of the fuel is used at which the program asked, or was meant, to be warned."""


FuelWarning.__module__ = "builtins"
builtins.FuelWarning = FuelWarning


class Driver:
    def __init__(self):
        self.known_modules = frozenset([*sys.modules, "_sandbox_driver"])
        # Given back when memory is short, so that there is some to report it with.
        self.reserve = bytearray(262144)

    def run(self):
        try:
            job, source = self.read_job()
            self.set_up(job, source)
        except MemoryError:
            os.write(2, b"MemoryError: the program does not fit in memory\\n")
            os._exit(${outOfMemoryExit})
        main = sys.modules["__main__"]
        code = 0
        try:
            exec(compile(source, job["path"], "exec", dont_inherit=True), main.__dict__)
        except SystemExit as stop:
            code = self.exit_code(stop)
        except BaseException as error:
            code = self.report(error)
        self.finish(code)

    def run_step(self):
        """Runs a step of a session, and comes back: the interpreter is at rest then."""
        try:
            job, source = self.read_job()
            self.reserve = self.reserve or bytearray(262144)
            if job["isFirst"]:
                self.set_up(job, source)
            # Names such as <step 1> are never looked for; what is there already is shown.
            lines = source.decode("utf-8", "replace").splitlines(True)
            linecache.cache[job["path"]] = (len(source), None, lines, job["path"])
        except MemoryError:
            os.write(2, b"MemoryError: the program does not fit in memory\\n")
            os._exit(${outOfMemoryExit})
        code, value = 0, None
        try:
            value = self.evaluate(source, job["path"], sys.modules["__main__"].__dict__)
        except SystemExit as stop:
            code = self.exit_code(stop)
        except BaseException as error:
            code = self.report(error)
        try:
            # A process that nobody waits for belongs to the step that made it.
            getattr(sys.modules.get("subprocess"), "_start_waiting", bool)()
        except BaseException as error:
            code = self.report(error)
        self.flush(sys.stdout)
        self.flush(sys.stderr)
        step = {"exitCode": code}
        try:
            if code == 0 and value is not None:
                step["value"] = json.dumps(value, allow_nan=False)
        except BaseException:
            pass
        with io.FileIO("${stepDevice}", "w") as device:
            device.write(json.dumps(step).encode())

    def evaluate(self, source, path, namespace):
        tree = ast.parse(source, path)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        self.execute(tree, path, "exec", namespace)
        if last is not None:
            return self.execute(ast.Expression(last.value), path, "eval", namespace)

    def execute(self, tree, path, mode, namespace):
        code = compile(tree, path, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        result = eval(code, namespace)
        return asyncio.run(result) if code.co_flags & inspect.CO_COROUTINE else result

    def read_job(self):
        with io.FileIO("${jobDevice}") as device:
            header, _, source = device.readall().partition(b"\\n")
        job = json.loads(header)
        self.fuel = job["fuel"]
        return job, source

    def set_up(self, job, source):
        # Raised when the host says so, and then only.
        signal.signal(signal.SIGXCPU, self.warn)
        for name, value in job["env"].items():
            try:
                os.environ[name] = value
            except (OSError, ValueError):
                pass
        random.seed()
        path = job["path"]
        sys.argv = job["argv"]
        sys.path[0:0] = dict.fromkeys(["/app", os.path.dirname(path) or job["cwd"]])
        sys.path += job["libraries"]
        linecache.cache[path] = (lambda: source.decode("utf-8", "replace"),)
        main = types.ModuleType("__main__")
        main.__file__ = path
        main.__builtins__ = builtins
        sys.modules["__main__"] = main

    def warn(self, number, frame):
        raise FuelWarning(f"Most of the fuel is used, of {int(self.fuel):,} units")

    def exit_code(self, stop):
        if stop.code is None:
            return 0
        if isinstance(stop.code, int):
            return stop.code & 255
        self.flush(sys.stdout)
        print(stop.code, file=sys.stderr)
        return 1

    def report(self, error):
        self.reserve = None
        # The first frames are the driver's own.
        trace = error.__traceback__
        while trace and trace.tb_frame.f_globals is globals():
            trace = trace.tb_next
        error.__traceback__ = trace
        self.flush(sys.stdout)
        try:
            if isinstance(error, ModuleNotFoundError):
                self.add_hint(error)
            sys.last_exc = error
            sys.excepthook(type(error), error, trace)
        except SystemExit as stop:
            return self.exit_code(stop)
        except BaseException as second:
            os.write(2, f"{type(error).__name__}, and {type(second).__name__} while reporting it\\n".encode())
        try:
            self.tell(error)
        except BaseException:
            pass
        if isinstance(error, MemoryError):
            return ${outOfMemoryExit}
        return 130 if isinstance(error, KeyboardInterrupt) else 1

    def tell(self, error):
        kind = type(error)
        name = kind.__qualname__
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if not frame.filename.startswith("/lib/")]
        place = (own or frames or [None])[-1]
        file, line = (place.filename, place.lineno) if place else (None, None)
        if isinstance(error, SyntaxError) and error.filename:
            file, line = error.filename, error.lineno
        shown = "".join(traceback.format_exception(error))
        data = {
            "type": name if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{name}",
            "message": str(error)[:4000],
            "file": file,
            "line": line,
            "traceback": shown if len(shown) <= 20000 else shown[:9000] + "\\n...\\n" + shown[-9000:],
        }
        with io.FileIO("${jobDevice}", "w") as device:
            device.write(json.dumps(data).encode())

    def add_hint(self, error):
        package = (error.name or "").partition(".")[0]
        reason = ${JSON.stringify(missingModules)}.get(package)
        if reason:
            error.add_note(f"Hint: {package!r} is not here: {reason}.")
        elif package and package not in sys.stdlib_module_names:
            error.add_note(
                f"Hint: {package!r} is not installed. A sandbox has the standard library, "
                "sandbox_utils, what is in /app, and the packages that it was opened with."
            )

    def finish(self, code):
        for step in (threading._shutdown, atexit._run_exitfuncs, self.forget):
            try:
                step()
            except BaseException as error:
                sys.excepthook(type(error), error, error.__traceback__)
        if not self.flush(sys.stdout) and code == 0:
            code = 120
        self.flush(sys.stderr)
        os._exit(code)

    def forget(self):
        """Drop the program's own objects, so that files it left open are written."""
        for name in [n for n in sys.modules if n not in self.known_modules] + ["__main__"]:
            namespace = getattr(sys.modules.get(name), "__dict__", {})
            for key in list(namespace):
                if key != "__builtins__":
                    namespace[key] = None

    def flush(self, stream):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
            return True
        except BaseException:
            return False


driver = Driver()
# Steps of a session run in another \`__main__\`, and find it so.
sys.modules["_sandbox_driver"] = types.ModuleType("_sandbox_driver")
sys.modules["_sandbox_driver"].driver = driver
`;

/** Runs last, before the snapshot. */
export const settle = `
import gc
gc.collect()
gc.freeze()
del name
`;

/** What the host executes in a restored interpreter. It does not return. */
export const runProgram = "driver.run()";

/** What the host executes for a step of a session. */
export const runStep = "__import__('_sandbox_driver').driver.run_step()";
