import { expect, test, vi } from "vitest";
import { findProgram, openParent } from "../../test/support/run-programs.ts";
import { type PythonRunOptions, prepared, runPython } from "../../test/support/run-python.ts";
import { runPythonStep } from "./run-step.ts";

vi.setConfig({ testTimeout: 60_000 });

const files = {
  "/app/cat.py": "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())\n",
  "/app/both.py":
    "import sys\nprint('out 1', flush=True)\nprint('err', file=sys.stderr)\nprint('out 2')\nsys.exit(2)\n",
  "/app/slow.py": "import time\nprint('begin', flush=True)\ntime.sleep(60)\nprint('end')\n",
  "/app/upper.js":
    "process.stdin.setEncoding('utf8').on('data', (text) => process.stdout.write(text.toUpperCase()));\n",
  "/app/data.txt": "from a file\n",
};

async function output(source: string, options: PythonRunOptions = {}): Promise<string> {
  const head =
    "import asyncio, os, subprocess, sys\nfrom subprocess import *\nPY = sys.executable\n";
  const run = await runPython(head + source, { files, findProgram, ...options });
  return run.stdout + run.stderr;
}

test.each([
  [
    "run, captured",
    "r = run([PY, '-c', 'print(6*7)'], capture_output=True, text=True); print(r.returncode, repr(r.stdout), repr(r.stderr))",
    "0 '42\\n' ''\n",
  ],
  [
    "run, as bytes",
    "print(run([PY, 'cat.py'], input=bytes(range(256)), stdout=PIPE).stdout == bytes(range(256)))",
    "True\n",
  ],
  [
    "run, inherited output",
    "print('a', flush=True); print(run([PY, 'both.py']).returncode)",
    "a\nout 1\nout 2\n2\nerr\n",
  ],
  [
    "run, merged stderr",
    "print(run([PY, '-u', 'both.py'], stdout=PIPE, stderr=STDOUT, text=True).stdout)",
    "out 1\nerr\nout 2\n\n",
  ],
  [
    "run, check",
    "try:\n  run([PY, 'both.py'], check=True, capture_output=True)\nexcept CalledProcessError as e: print(e, e.stdout, e.stderr)",
    "Command '['/usr/bin/python3', 'both.py']' returned non-zero exit status 2. b'out 1\\nout 2\\n' b'err\\n'\n",
  ],
  [
    "check_output",
    "print(check_output(['node', 'upper.js'], input='h\u00e9llo', text=True))",
    "H\u00c9LLO\n",
  ],
  [
    "check_call and call",
    "print(check_call([PY, '-c', '']), call([PY, '-c', 'import sys; sys.exit(5)']))",
    "0 5\n",
  ],
  [
    "cwd and env",
    "os.mkdir('/app/sub'); print(check_output([PY, '-c', 'import os; print(os.getcwd(), os.environ)'], cwd='/app/sub', env={'A': 'b'}, text=True), end='')",
    "/app/sub environ({'A': 'b', 'SANDBOX_RPC_FD': '3'})\n",
  ],
  [
    "the environment as it is now",
    "os.environ['NEW'] = 'n'; os.chdir('/tmp'); print(check_output([PY, '-c', 'import os; print(os.getcwd(), os.environ[\"NEW\"])'], text=True), end='')",
    "/tmp n\n",
  ],
  [
    "output to a file",
    "with open('/app/o.txt', 'w') as f: p = Popen([PY, 'both.py'], stdout=f, stderr=DEVNULL)\np.wait(); print(open('/app/o.txt').read())",
    "out 1\nout 2\n\n",
  ],
  [
    "input from a file",
    "print(check_output([PY, 'cat.py'], stdin=open('/app/data.txt')))",
    "b'from a file\\n'\n",
  ],
  ["no input", "print(check_output([PY, 'cat.py'], stdin=DEVNULL))", "b''\n"],
  [
    "a pipeline",
    "a = Popen([PY, '-c', 'print(1)'], stdout=PIPE)\nb = Popen([PY, 'cat.py'], stdin=a.stdout, stdout=PIPE, text=True)\na.stdout.close; print(b.communicate(), a.wait(), b.returncode)",
    "('1\\n', None) 0 0\n",
  ],
  [
    "a pipe that is written to",
    "p = Popen(['node', 'upper.js'], stdin=PIPE, stdout=PIPE, text=True)\np.stdin.write('ab'); p.stdin.write('c'); p.stdin.close()\nprint(p.stdout.read(), p.wait())",
    "ABC 0\n",
  ],
  [
    "a pipe that is read by lines",
    "p = Popen([PY, 'both.py'], stdout=PIPE, text=True, stderr=DEVNULL)\nprint([line for line in p.stdout], p.poll())",
    "['out 1\\n', 'out 2\\n'] 2\n",
  ],
  [
    "writing too late",
    "p = Popen([PY, 'cat.py'], stdin=PIPE, stdout=PIPE, bufsize=0)\np.wait()\ntry: p.stdin.write(b'x')\nexcept BrokenPipeError as e: print(e)",
    "[Errno 32] Broken pipe\n",
  ],
  [
    "a program that nobody waits for",
    "Popen([PY, '-c', 'print(\"late\")']); print('first', flush=True)",
    "first\nlate\n",
  ],
  [
    "a program that is there once time has passed",
    "import time; Popen([PY, '-c', 'open(\"/app/x\", \"w\")']); time.sleep(1); print(os.path.exists('/app/x'), time.sleep.__name__)",
    "True sleep\n",
  ],
  [
    "poll",
    "p = Popen([PY, '-c', 'pass'])\nwhile p.poll() is None: pass\nprint(p.returncode, p.pid > 1, p.args)",
    "0 True ['/usr/bin/python3', '-c', 'pass']\n",
  ],
  [
    "getoutput",
    "print(getoutput('python3 -c \"print(7)\"'), getstatusoutput('node -e \"process.exit(3)\"'))",
    "7 (3, '')\n",
  ],
  [
    "os.system",
    "print(os.system('python3 -c \"print(1)\"'), os.system(\"node -e 'process.exit(3)'\"), os.waitstatus_to_exitcode(os.system('gone')))",
    "1\n0 768 127\nsh: 1: gone: not found\n",
  ],
  ["os.popen", "print(os.popen('echo a  b').read(), os.popen('exit 2').close())", "a b\n 512\n"],
  ["os.popen to write", "with os.popen('node upper.js', 'w') as f: f.write('hi\\n')", "HI\n"],
  [
    "shell",
    "print(run('python3 cat.py', shell=True, input='x', capture_output=True, text=True))",
    "CompletedProcess(args='python3 cat.py', returncode=0, stdout='x', stderr='')\n",
  ],
  [
    "shell syntax",
    "r = run('echo a | cat', shell=True, capture_output=True, text=True); print(r.returncode, r.stderr, end='')",
    '127 sh: cannot run "echo a | cat": it has "|", only a command with words and quotes can be run\n',
  ],
])("subprocess: %s", async (_what, source, expected) => {
  expect(await output(source)).toBe(expected);
});

test.each([
  ["run(['gone'])", "FileNotFoundError [Errno 2] No such file or directory: 'gone'"],
  [
    "Popen(['grep', 'x', 'data.txt'])",
    "FileNotFoundError [Errno 2] No such file or directory: 'grep'",
  ],
  [
    "run([PY], cwd='/app/gone')",
    "FileNotFoundError [Errno 2] No such file or directory: '/app/gone'",
  ],
  ["run(['/app/data.txt'])", "OSError [Errno 8] Exec format error: '/app/data.txt'"],
  ["run([])", "IndexError list index out of range"],
  ["run([1])", "TypeError expected str, bytes or os.PathLike object, not int"],
  ["Popen([PY], preexec_fn=print)", "ValueError preexec_fn cannot run in a sandbox"],
  [
    "run([PY, 'slow.py'], timeout=1)",
    "begin\nTimeoutExpired Command '['/usr/bin/python3', 'slow.py']' timed out after 1 seconds",
  ],
])("subprocess: %s raises", async (call, expected) => {
  const source = `try: ${call}\nexcept Exception as e: print(type(e).__name__, e, end='')`;
  expect(await output(source)).toBe(expected);
});

test("subprocess: a timeout ends the program, and its starter goes on", async () => {
  const source = `
import time
start = time.monotonic()
p = Popen([PY, "slow.py"], stdout=PIPE, text=True)
try:
    p.communicate(timeout=2)
except TimeoutExpired as error:
    print(error.output, round(time.monotonic() - start))
    p.kill()
    print(p.communicate(), p.returncode)
`;
  expect(await output(source)).toBe("b'begin\\n' 2\n('begin\\n', None) -9\n");
});

test("subprocess: a program can be ended before it has begun", async () => {
  const source = `
p = Popen([PY, "-c", "print(1)"])
p.terminate()
print(p.wait(), p)
`;
  expect(await output(source)).toBe(
    "-15 <Popen: returncode: -15 args: ['/usr/bin/python3', '-c', 'print(1)']>\n",
  );
});

test.each([
  [
    "communicate",
    "p = await asyncio.create_subprocess_exec(PY, 'cat.py', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)\n  print(await p.communicate(b'abc'), p.returncode)",
    "(b'abc', None) 0\n",
  ],
  [
    "shell",
    "p = await asyncio.create_subprocess_shell('python3 both.py', stdout=-1, stderr=-1)\n  print(await p.communicate(), p.returncode)",
    "(b'out 1\\nout 2\\n', b'err\\n') 2\n",
  ],
  [
    "readline",
    "p = await asyncio.create_subprocess_exec(PY, 'both.py', stdout=-1, stderr=-3)\n  print(await p.stdout.readline(), [l async for l in p.stdout], await p.wait())",
    "b'out 1\\n' [b'out 2\\n'] 2\n",
  ],
  [
    "several at once",
    "ps = [await asyncio.create_subprocess_exec(PY, '-c', f'print({i})', stdout=-1) for i in range(3)]\n  print(await asyncio.gather(*(p.communicate() for p in ps)))",
    "[(b'0\\n', None), (b'1\\n', None), (b'2\\n', None)]\n",
  ],
  [
    "inherited output",
    "p = await asyncio.create_subprocess_exec(PY, '-c', 'print(1)')\n  print(await p.wait())",
    "1\n0\n",
  ],
  [
    "timeout",
    "p = await asyncio.create_subprocess_exec(PY, 'slow.py', stdout=-1)\n  try: await asyncio.wait_for(p.communicate(), 1)\n  except TimeoutError: print('timeout')",
    "timeout\n",
  ],
  [
    "gone",
    "try: await asyncio.create_subprocess_exec('gone')\n  except FileNotFoundError as e: print(e.filename)",
    "gone\n",
  ],
  [
    "kill",
    "p = await asyncio.create_subprocess_exec(PY, 'slow.py')\n  p.kill()\n  print(await p.wait())",
    "-9\n",
  ],
])("asyncio subprocess: %s", async (_what, source, expected) => {
  expect(await output(`async def main():\n  ${source}\nasyncio.run(main())`)).toBe(expected);
});

test("subprocess: a program that does not fit ends as 137, and its starter goes on", async () => {
  const source = `
code = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', 'print(1)']))"
print(call([PY, "-c", "x = bytearray(200_000_000)"], stderr=DEVNULL))
print(call([PY, "-c", code], stderr=DEVNULL))
print("on")
`;
  const maxMemoryBytes = 80 * 2 ** 20;
  expect(await output(source, { maxMemoryBytes })).toBe("137\n137\non\n");
});

test("subprocess: a process that nobody waits for runs in its own step of a session", () => {
  const said: string[] = [];
  const stdout = (chunk: Uint8Array): void => void said.push(new TextDecoder().decode(chunk));
  const run = (source: string, state?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const kernel = openParent({ stdout });
    const step = runPythonStep(prepared, { source, path: "<step>" }, kernel, state);
    kernel.close();
    if (step.state === undefined) throw new Error(JSON.stringify(step.end));
    return step.state;
  };
  const state = run(
    "import subprocess, sys\np = subprocess.Popen([sys.executable, '-c', 'print(1)'])",
  );
  expect(said.join("")).toBe("1\n");
  run("print(p.returncode, subprocess.call([sys.executable, '-c', 'print(2)']))", state);
  expect(said.join("")).toBe("1\n2\n0 0\n");
});
