/** Python that starts and ends a program in a CPython that knows nothing of us. It becomes part of the snapshot. */

/** Where programs find the library. */
export const basePath = "/python";

/**
 * Below it, where the driver reads what to run and says what came of it. Files, because what stands
 * behind another descriptor is unknown to a CPython with files of its own (wasi-vfs).
 */
export const jobDirectory = "/job";

/** Files of a job: how to run, the program, its exception if one has ended it, the end of a step. */
export const jobFiles = {
  header: "header",
  source: "source",
  uncaught: "uncaught",
  report: "report",
} as const;

const jobPath = `${basePath}${jobDirectory}`;

/** Modules that most programs import. One that a build does not have is left out. */
const commonModules = [
  ...["argparse", "base64", "collections", "contextlib", "copy", "csv", "dataclasses", "datetime"],
  ...["enum", "functools", "glob", "hashlib", "io", "itertools", "json", "math", "os", "pathlib"],
  ...["random", "re", "shutil", "statistics", "string", "struct", "sys", "textwrap", "time"],
  ...["traceback", "types", "typing", "uuid", "zlib"],
];

/** What stands before the two numbers that the driver prints. */
export const idMark = "fuelbox-ids";

/**
 * Starts CPython, prints where \`enter\` and the empty tuple are in memory, and asks for the time: the
 * host stops there and keeps the memory. Whoever restores it calls \`enter\` with that tuple.
 */
export const driver: string = `
import ast, atexit, gc, importlib, json, linecache, os, random, sys, time, traceback, types

for name in ${JSON.stringify(commonModules)}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass


def read(name):
    with open("${jobPath}/" + name, "rb") as file:
        return file.read()


def write(name, data):
    with open("${jobPath}/" + name, "w") as file:
        file.write(json.dumps(data))


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def exit_code(stop):
    if stop.code is None or isinstance(stop.code, int):
        return (stop.code or 0) & 255
    print(stop.code, file=sys.stderr)
    return 1


def report(error):
    trace = error.__traceback__
    while trace and trace.tb_frame.f_globals is globals():
        trace = trace.tb_next
    error.__traceback__ = trace
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException:
        pass
    try:
        tell(error)
    except BaseException:
        pass
    return 1


def show(kind, error, trace):
    flush()
    traceback.print_exception(kind, error, trace)


def tell(error):
    frames = traceback.extract_tb(error.__traceback__)
    # Where a build has its library from is known to nobody.
    main = sys.modules["__main__"].__file__
    own = [frame for frame in frames if frame.filename == main or frame.filename.startswith("/app/")]
    place = (own or frames or [None])[-1]
    file, line = (place.filename, place.lineno) if place else (None, None)
    if isinstance(error, SyntaxError) and error.filename:
        file, line = error.filename, error.lineno
    kind = type(error)
    known = kind.__module__ in ("builtins", "__main__")
    shown = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    write("${jobFiles.uncaught}", {
        "type": kind.__qualname__ if known else f"{kind.__module__}.{kind.__qualname__}",
        "message": str(error)[:4000],
        "file": file,
        "line": line,
        "traceback": shown if len(shown) <= 20000 else shown[:9000] + "\\n...\\n" + shown[-9000:],
    })


def evaluate(source, path, namespace):
    tree = ast.parse(source, path)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, path, "exec", dont_inherit=True), namespace)
    if last is not None:
        return eval(compile(ast.Expression(last.value), path, "eval", dont_inherit=True), namespace)


def run_job():
    job, source = json.loads(read("${jobFiles.header}")), read("${jobFiles.source}")
    path, is_step = job["path"], job["isStep"]
    if job["isFirst"]:
        os.environ.clear()
        os.environ.update(job["env"])
        random.seed()
        sys.argv = job["argv"]
        sys.path[0:0] = dict.fromkeys(["/app", os.path.dirname(path) or job["cwd"]])
        main = types.ModuleType("__main__")
        main.__file__ = path
        sys.modules["__main__"] = main
    os.chdir(job["cwd"])
    lines = source.decode("utf-8", "replace").splitlines(True)
    linecache.cache[path] = (len(source), None, lines, path)
    namespace, code, value = sys.modules["__main__"].__dict__, 0, None
    try:
        if is_step:
            value = evaluate(source, path, namespace)
        else:
            exec(compile(source, path, "exec", dont_inherit=True), namespace)
    except SystemExit as stop:
        code = exit_code(stop)
    except BaseException as error:
        code = report(error)
    if is_step:
        flush()
        said = {"exitCode": code}
        try:
            if code == 0 and value is not None:
                said["value"] = json.dumps(value, allow_nan=False)
        except BaseException:
            pass
        write("${jobFiles.report}", said)
        return
    try:
        atexit._run_exitfuncs()
    except BaseException as error:
        report(error)
    # What the program has left open is written when nothing refers to it any more.
    namespace.clear()
    gc.collect()
    flush()
    os._exit(code)


def enter():
    try:
        run_job()
    except BaseException:
        # A program has broken what the driver is made of.
        os.write(2, traceback.format_exc().encode())


sys.excepthook = show
sys.dont_write_bytecode = True
sys.stdout.reconfigure(line_buffering=True)
gc.collect()
gc.freeze()
os.write(1, f"${idMark} {id(enter)} {id(())}\\n".encode())
time.time()
`;
