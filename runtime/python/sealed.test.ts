import { expect, test } from "vitest";
import { pythonOutput, runPython } from "../../test/support/run-python.ts";

/** Attempts that end in an exception: what the last line of stderr, without a hint, starts with. */
test.each([
  ["import js", "ModuleNotFoundError: No module named 'js'"],
  ["from js import globalThis", "ModuleNotFoundError: No module named 'js'"],
  ["import pyodide", "ModuleNotFoundError: No module named 'pyodide'"],
  ["import pyodide_js", "ModuleNotFoundError: No module named 'pyodide_js'"],
  ["from pyodide.code import run_js", "ModuleNotFoundError: No module named 'pyodide'"],
  ["import _pyodide_core", "ModuleNotFoundError: import of _pyodide_core halted"],
  [
    "import _imp, importlib.machinery as m\n_imp.create_builtin(m.ModuleSpec('_pyodide_core', m.BuiltinImporter))",
    "ImportError: ",
  ],
  [
    "import ctypes\nctypes.CDLL(None).emscripten_run_script_int(b'1+41')",
    "AttributeError: function 'emscripten_run_script_int' not found",
  ],
  ["import _ctypes\n_ctypes.dlopen('/app/x.so', 0)", "OSError: dlopen() error"],
  [
    "open('/app/evil.cpython-314-wasm32-emscripten.so', 'wb').write(b'\\0asm\\1\\0\\0\\0')\nimport evil",
    "ImportError: unknown dlopen() error",
  ],
  ["import subprocess\nsubprocess.run(['ls'])", "FileNotFoundError: [Errno 2]"],
  ["import os\nos.execv('/bin/sh', ['sh'])", "OSError: [Errno 8] Exec format error"],
  ["import os\nos.fork()", "OSError: [Errno 38] Function not implemented"],
  ["import os\nos.pipe()", "OSError: [Errno 38] Function not implemented"],
  ["import socket\nsocket.socket()", "PermissionError: [Errno 13] A sandbox has no network"],
  [
    "import socket\nsocket.getaddrinfo('localhost', 80)",
    "socket.gaierror: [Errno -4] A sandbox has no network",
  ],
  [
    "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:80', timeout=1)",
    "urllib.error.URLError: <urlopen error [Errno -4] A sandbox has no network",
  ],
  ["open('/proc/self/environ')", "FileNotFoundError: [Errno 2]"],
  ["open('/app/../../../../etc/passwd')", "FileNotFoundError: [Errno 2]"],
  [
    "import os\nos.symlink('../../../etc/passwd', '/app/x')\nopen('/app/x')",
    "FileNotFoundError: [Errno 2]",
  ],
  ["open('/lib/x', 'w')", "OSError: [Errno 30] Read-only file system: '/lib/x'"],
  [
    "open('/lib/python314.zip/json/__init__.pyc', 'r+b')",
    "OSError: [Errno 30] Read-only file system",
  ],
  [
    "import os\nos.unlink('/lib/python314.zip/json/__init__.pyc')",
    "OSError: [Errno 30] Read-only file system",
  ],
  ["open('/dev/sda', 'rb')", "FileNotFoundError: [Errno 2]"],
])("run() lets %j reach nothing", async (source, message) => {
  const { end, stderr } = await runPython(source);
  expect(end.outcome).toBe("exited");
  expect(end.exitCode).toBe(1);
  const lines = stderr.trim().split("\n");
  const last = lines.findLast((line) => !line.startsWith("Hint: ")) ?? "";
  expect(last.slice(0, message.length)).toBe(message);
});

/** Attempts that are answered with nothing. */
test.each([
  ["import os\nprint(os.system('echo pwn'))", "32512"],
  ["import webbrowser\nprint(webbrowser.open('http://x'))", "False"],
  ["import sys\nprint([n for n in sys.builtin_module_names if 'pyodide' in n])", "[]"],
  [
    "import sys\nprint([getattr(f, '__name__', f) for f in sys.meta_path])",
    "['BuiltinImporter', 'FrozenImporter', 'PathFinder']",
  ],
  [
    "import gc\nprint([o for o in gc.get_objects() if type(o).__name__.startswith(('Js', 'js'))])",
    "[]",
  ],
  ["print([c for c in object.__subclasses__() if c.__name__.startswith(('Js', 'js'))])", "[]"],
  [
    "import os\nprint(os.listdir('/'), os.listdir('/lib'))",
    "['app', 'lib', 'tmp'] ['python314.zip']",
  ],
  ["import os\nprint(dict(os.environ))", "{'SANDBOX_RPC_FD': '3'}"],
  ["import sys\nprint(sys._emscripten_info.runtime)", "fuelbox"],
  [
    "import os\ntry: print(os.read(os.open('/dev/sandbox-job', os.O_RDONLY), 9))\nexcept OSError: print('gone')",
    "b''",
  ],
])("run() answers %j with what is in the sandbox", async (source, stdout) => {
  expect(await pythonOutput(source)).toBe(`${stdout}\n`);
});

/** Attempts that end the program, whatever it would catch. */
test.each([
  ["ctypes.pythonapi.PyOS_setsig", "import ctypes\nctypes.CFUNCTYPE(None)(5)()", "SEALED_IMPORT"],
  ["ctypes.string_at", "import ctypes\nctypes.string_at(0, 16)", "SEALED_IMPORT"],
  ["ctypes.memmove", "import ctypes\nctypes.memmove(1024, b'xxxx', 4)", "SEALED_IMPORT"],
  ["os.abort", "import os\nos.abort()", "ABORTED"],
  ["faulthandler", "import faulthandler\nfaulthandler._sigsegv()", "ABORTED"],
])("run() ends a program as trapped for %s", async (_name, attempt, code) => {
  const body = attempt.replaceAll("\n", "\n    ");
  const source = `try:\n    ${body}\nexcept BaseException:\n    print("caught")\nfinally:\n    print("finally")`;
  const { end, stdout } = await runPython(source);
  expect(end.outcome).toBe("trapped");
  expect(end.error?.code).toBe(code);
  expect(stdout).toBe("");
});

test("run() survives corrupt bytecode", async () => {
  const outcomes = new Set<string>();
  for (const opcode of [0, 1, 9, 30, 64, 83, 100, 124, 131, 160, 200, 255]) {
    const source = `exec((lambda: 0).__code__.replace(co_code=bytes([${opcode}, 255]) * 50))`;
    const { end } = await runPython(source, { fuelLimit: 10n ** 9n });
    outcomes.add(end.outcome);
  }
  expect(["exited", "trapped", "stack-overflow", "out-of-fuel", "out-of-memory"]).toEqual(
    expect.arrayContaining([...outcomes]),
  );
  expect(await pythonOutput("print(1)")).toBe("1\n");
});

test.each([
  ["a length that never comes", String.raw`b"\xff\xff\xff\xff\x00" + b"x" * 100`],
  ["what is no JSON", String.raw`b"\x01\x00\x00\x00\x00{"`],
  ["another codec", String.raw`b"\x01\x00\x00\x00\x09x"`],
])("run() survives %s on the RPC device", async (_name, frame) => {
  const source = `import os\nos.write(3, ${frame})\nprint(len(os.read(3, 1000)) < 1000)`;
  expect(await pythonOutput(source)).toBe("True\n");
});
