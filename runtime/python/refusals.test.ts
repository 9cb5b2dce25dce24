/** What programs ask of a real machine and do not get: each is told why, at once. */
import { expect, test } from "vitest";
import { pythonOutput, runPython } from "../../test/support/run-python.ts";

const noThreads =
  "RuntimeError: Cannot start a thread: fuelbox has no threads; call the function directly, or use asyncio or concurrent.futures, which run it at once";
const oneProcess = (name: string): string =>
  `RuntimeError: Cannot use multiprocessing.${name}: fuelbox runs one process; call the function directly, use concurrent.futures, which runs it at once, or subprocess with sys.executable`;
const nobodyTypes =
  "RuntimeError: Cannot debug: nobody is there to type; print what you want to know, or give pdb.Pdb() its stdin and stdout";
const noNetwork = "socket.gaierror: [Errno -4] A sandbox has no network";

test.each([
  ["import threading; threading.Thread(target=print).start()", noThreads],
  ["import threading; threading.Timer(1, print).start()", noThreads],
  ["import multiprocessing as m; m.Process(target=print).start()", oneProcess("Process.start")],
  ["import multiprocessing as m; m.Pool(2)", oneProcess("Pool")],
  ["import multiprocessing as m; m.get_context('spawn').Queue()", oneProcess("Queue")],
  ["import multiprocessing as m; m.Manager()", oneProcess("Manager")],
  ["import os; os.fork()", "OSError: [Errno 38] Function not implemented"],
  ["breakpoint()", nobodyTypes],
  ["import pdb; pdb.set_trace()", nobodyTypes],
  ["import pdb; pdb.run('x = 1')", nobodyTypes],
  ["import socket; socket.create_connection(('1.2.3.4', 80))", noNetwork],
  ["import http.client; http.client.HTTPConnection('a.org').request('GET', '/')", noNetwork],
  ["import smtplib; smtplib.SMTP('mail.org')", noNetwork],
  [
    "import asyncio\nasync def main(): await asyncio.open_connection('a.org', 80)\nasyncio.run(main())",
    noNetwork,
  ],
  [
    "import urllib.request; urllib.request.urlopen('http://a.org')",
    "urllib.error.URLError: <urlopen error [Errno -4] A sandbox has no network>",
  ],
  [
    "import http.server; http.server.HTTPServer(('', 80), None)",
    "PermissionError: [Errno 13] A sandbox has no network",
  ],
  ["import ctypes; ctypes.CDLL('libc.so.6')", "OSError: dlopen() error"],
  ["import tkinter", "Hint: 'tkinter' is not here: a sandbox has no display."],
  ["from turtle import *", "Hint: 'turtle' is not here: a sandbox has no display."],
  ["import curses.panel", "Hint: 'curses' is not here: a sandbox has no terminal."],
  ["import venv", "Hint: 'venv' is not here: whoever opens the sandbox gives it its packages."],
  ["import pip", "Hint: 'pip' is not here: whoever opens the sandbox gives it its packages."],
  ["import resource", "Hint: 'resource' is not here: a sandbox is no operating system."],
  ["import getpass; getpass.getpass()", "EOFError"],
])("run() refuses %s", async (source, last) => {
  const { end, stderr } = await runPython(source);
  expect(end).toMatchObject({ outcome: "exited", exitCode: 1 });
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(last);
});

test("a debugger that is given its input works", async () => {
  const source = `
import io, pdb
said = io.StringIO()
debugger = pdb.Pdb(stdin=io.StringIO("p x + 1\\nc\\n"), stdout=said)
x = 41
debugger.set_trace()
print("42" in said.getvalue())`;
  expect(await pythonOutput(source)).toBe("True\n");
});

test.each([
  [
    "initializers that fail break the pool",
    "def fail(): raise ValueError\nwith ThreadPoolExecutor(initializer=fail) as pool:\n    a, b = pool.submit(print), None\n    try: pool.submit(print)\n    except BrokenExecutor as e: b = e\n    print(type(a.exception()).__name__, type(b).__name__)",
    "BrokenThreadPool BrokenThreadPool",
  ],
  [
    "SystemExit is the call's, KeyboardInterrupt the program's",
    "def stop(): raise SystemExit(3)\ndef interrupt(): raise KeyboardInterrupt\nwith ThreadPoolExecutor() as pool:\n    print(repr(pool.submit(stop).exception()))\n    try: pool.submit(interrupt)\n    except KeyboardInterrupt: print('interrupted')",
    "SystemExit(3)\ninterrupted",
  ],
  [
    "arguments are checked",
    "for make in (lambda: ThreadPoolExecutor(0), lambda: ProcessPoolExecutor(-1), lambda: ThreadPoolExecutor(initializer=1), lambda: list(ProcessPoolExecutor().map(abs, [1], chunksize=0))):\n    try: make()\n    except (TypeError, ValueError) as e: print(e)",
    "max_workers must be greater than 0\nmax_workers must be greater than 0\ninitializer must be a callable\nchunksize must be >= 1.",
  ],
])("concurrent.futures runs calls at once: %s", async (_what, body, output) => {
  const source = `from concurrent.futures import *\nimport logging\nlogging.disable()\n${body}`;
  expect(await pythonOutput(source)).toBe(`${output}\n`);
});
