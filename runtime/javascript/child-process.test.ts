import { expect, test, vi } from "vitest";
import { runJavaScript, type TestRun } from "../../test/support/run-javascript.ts";
import { findProgram } from "../../test/support/run-programs.ts";

vi.setConfig({ testTimeout: 60_000 });

const files = {
  "/app/both.js": "console.log('out'); console.error('err'); process.exitCode = 3;\n",
  "/app/cat.mjs": "process.stdin.pipe(process.stdout);\n",
  "/app/slow.js": "console.log('begin'); setTimeout(() => console.log('end'), 60000);\n",
  "/app/say.py": "import sys\nprint('py', *sys.argv[1:])\n",
  "/app/data.txt": "from a file\n",
  "/app/big.js": "process.stdout.write('x'.repeat(3000));\n",
};

async function output(source: string, options: Partial<TestRun> = {}): Promise<string> {
  const run = await runJavaScript({
    source: `import * as cp from "node:child_process"; import fs from "node:fs"; import { promisify } from "node:util";\n${source}`,
    files,
    findProgram,
    ...options,
  });
  return run.stdout + run.stderr;
}

test.each([
  ["execSync", "console.log(cp.execSync('python3 say.py \"a b\"').toString())", "py a b\n\n"],
  ["execSync, text", "console.log(cp.execSync('echo hi', { encoding: 'utf8' }))", "hi\n\n"],
  [
    "execSync, inherited",
    "console.log(cp.execSync('echo hi', { stdio: 'inherit' }))",
    "hi\nnull\n",
  ],
  ["execSync, input", "console.log(cp.execSync('node cat.mjs', { input: 'in' }) + '')", "in\n"],
  [
    "execSync, failed",
    "try { cp.execSync('node both.js') } catch (e) { console.log(e.message, e.status, String(e.stdout), e.signal, e.pid > 0) }",
    "Command failed: node both.js\nerr\n 3 out\n null true\nerr\n",
  ],
  [
    "execSync, gone",
    "try { cp.execSync('gone', { stdio: 'pipe' }) } catch (e) { console.log(e.status, e.message) }",
    "127 Command failed: gone\nsh: 1: gone: not found\n\n",
  ],
  [
    "execFileSync",
    "console.log(cp.execFileSync('python3', ['say.py', 'x'], { encoding: 'utf8' }))",
    "py x\n\n",
  ],
  [
    "execFileSync, process.execPath",
    "console.log(cp.execFileSync(process.execPath, ['-p', '1 + 1']) + '')",
    "2\n\n",
  ],
  [
    "execFileSync, gone",
    "try { cp.execFileSync('gone', ['a']) } catch (e) { console.log(e.message, e.code, e.syscall, e.path, e.spawnargs, e.status) }",
    "spawnSync gone ENOENT ENOENT spawnSync gone gone [ 'a' ] null\n",
  ],
  [
    "spawnSync",
    "const r = cp.spawnSync('node', ['both.js'], { encoding: 'utf8' }); delete r.pid; console.log(r)",
    "{\n  status: 3,\n  signal: null,\n  output: [ null, 'out\\n', 'err\\n' ],\n  stdout: 'out\\n',\n  stderr: 'err\\n'\n}\n",
  ],
  [
    "spawnSync, bytes",
    "console.log(cp.spawnSync('node', ['cat.mjs'], { input: Buffer.from([0, 200, 255]) }).stdout)",
    "<Buffer 00 c8 ff>\n",
  ],
  [
    "spawnSync, cwd and env",
    "fs.mkdirSync('/app/sub'); console.log(cp.spawnSync('node', ['-p', 'process.cwd() + JSON.stringify(process.env)'], { cwd: 'sub', env: { A: 1 } }).stdout + '')",
    '/app/sub{"A":"1"}\n\n',
  ],
  [
    "spawnSync, the environment as it is now",
    "process.env.N = 'n'; console.log(cp.spawnSync('node', ['-p', 'process.env.N']).stdout + '')",
    "n\n\n",
  ],
  [
    "spawnSync, descriptors",
    "const fd = fs.openSync('o.txt', 'w'); cp.spawnSync('node', ['both.js'], { stdio: [fs.openSync('data.txt'), fd, fd] }); console.log(fs.readFileSync('o.txt', 'utf8'))",
    "out\nerr\n\n",
  ],
  [
    "spawnSync, input from a descriptor",
    "console.log(cp.spawnSync('node', ['cat.mjs'], { stdio: [fs.openSync('data.txt'), 'pipe', 'inherit'] }).stdout + '')",
    "from a file\n\n",
  ],
  [
    "spawnSync, shell",
    "console.log(cp.spawnSync('echo', ['a', 'b'], { shell: true }).stdout + '')",
    "a b\n\n",
  ],
  [
    "spawnSync, timeout",
    "const r = cp.spawnSync('node', ['slow.js'], { timeout: 500, encoding: 'utf8' }); console.log(r.status, r.signal, r.error.code, r.stdout)",
    "null SIGTERM ETIMEDOUT begin\n\n",
  ],
  [
    "spawnSync, maxBuffer",
    "const r = cp.spawnSync('node', ['big.js'], { maxBuffer: 10 }); console.log(r.status, r.error.code, r.stdout.length)",
    "null ENOBUFS 10\n",
  ],
  [
    "spawnSync, gone",
    "const r = cp.spawnSync('gone'); console.log(r.error.message, r.status, r.output, r.pid)",
    "spawnSync gone ENOENT null null 0\n",
  ],
])("child_process: %s", async (_what, source, expected) => {
  expect(await output(source)).toBe(expected);
});

test.each([
  [
    "exec",
    "cp.exec('node both.js', (e, out, err) => console.log(e.code, e.cmd, e.killed, out, err))",
    "3 node both.js false out\n err\n\n",
  ],
  [
    "exec, well",
    "cp.exec('echo a', { encoding: 'buffer' }, (e, out) => console.log(e, out))",
    "null <Buffer 61 0a>\n",
  ],
  [
    "exec, promisified",
    "console.log(await promisify(cp.exec)('echo a'))",
    "{ stdout: 'a\\n', stderr: '' }\n",
  ],
  [
    "exec, promisified, failed",
    "await promisify(cp.exec)('node both.js').catch((e) => console.log(e.code, e.stdout, e.stderr))",
    "3 out\n err\n\n",
  ],
  [
    "execFile",
    "cp.execFile('python3', ['say.py', 'q'], (e, out) => console.log(e, out))",
    "null py q\n\n",
  ],
  [
    "execFile, gone",
    "cp.execFile('gone', (e, out, err) => console.log(e.code, e.message, [out, err]))",
    "ENOENT spawn gone ENOENT [ '', '' ]\n",
  ],
  [
    "execFile, maxBuffer",
    "cp.execFile('node', ['big.js'], { maxBuffer: 5 }, (e, out) => console.log(e.code, out))",
    "ERR_CHILD_PROCESS_STDIO_MAXBUFFER xxxxx\n",
  ],
  [
    "spawn",
    "const c = cp.spawn('node', ['both.js']); for (const n of ['spawn', 'exit', 'close']) c.on(n, (...a) => console.log(n, ...a)); c.stdout.on('data', (d) => console.log('data', d)); c.stderr.on('data', (d) => console.log('error', String(d)))",
    "spawn\nexit 3 null\ndata <Buffer 6f 75 74 0a>\nerror err\n\nclose 3 null\n",
  ],
  [
    "spawn, written to",
    "const c = cp.spawn('node', ['cat.mjs']); c.stdout.setEncoding('utf8').on('data', (d) => console.log(d)); c.stdin.write('ab'); setTimeout(() => c.stdin.end('c'), 5)",
    "abc\n",
  ],
  [
    "spawn, piped to",
    "const c = cp.spawn('node', ['cat.mjs'], { stdio: ['pipe', 'inherit', 'inherit'] }); fs.createReadStream('data.txt').pipe(c.stdin)",
    "from a file\n",
  ],
  [
    "spawn, one piped to another",
    "const a = cp.spawn('python3', ['say.py']); const b = cp.spawn('node', ['cat.mjs']); a.stdout.pipe(b.stdin); let all = ''; for await (const chunk of b.stdout) all += chunk; console.log(all)",
    "py\n\n",
  ],
  [
    "spawn, never ended",
    "const c = cp.spawn('node', ['cat.mjs'], { stdio: ['pipe', 1, 2] }); c.stdin.write('x'); c.on('close', (code) => console.log(code))",
    "x0\n",
  ],
  [
    "spawn, gone",
    "const c = cp.spawn('gone', ['a']); c.on('error', (e) => console.log(e.message, c.pid)); c.on('close', (code) => console.log(code))",
    "spawn gone ENOENT undefined\n-2\n",
  ],
  ["spawn, not caught", "cp.spawn('gone').on('close', () => {})", /Error: spawn gone ENOENT/],
  [
    "spawn, ended",
    "const c = cp.spawn('node', ['slow.js']); console.log(c.kill('SIGKILL'), c.killed); c.on('close', (...a) => console.log(...a, c.kill()))",
    "true true\nnull SIGKILL false\n",
  ],
  [
    "spawn, timeout",
    "const c = cp.spawn('node', ['slow.js'], { timeout: 100, stdio: 'inherit' }); c.on('exit', (...a) => console.log(...a))",
    "begin\nnull SIGTERM\n",
  ],
  [
    "spawn, aborted",
    "const s = new AbortController(); const c = cp.spawn('node', ['slow.js'], { signal: s.signal }); c.on('error', (e) => console.log(e.name)); c.on('exit', (...a) => console.log(...a)); s.abort()",
    "AbortError\nnull SIGTERM\n",
  ],
  [
    "fork",
    "try { cp.fork('a.js') } catch (e) { console.log(e.code) }",
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM\n",
  ],
  [
    "wrong arguments",
    "for (const f of [() => cp.spawn(), () => cp.execSync(''), () => cp.spawn('a', [], 1)]) try { f() } catch (e) { console.log(e.code) }",
    "ERR_INVALID_ARG_TYPE\nERR_INVALID_ARG_VALUE\nERR_INVALID_ARG_TYPE\n",
  ],
])("child_process: %s", async (_what, source, expected) => {
  const said = await output(source);
  if (typeof expected === "string") expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});

test("child_process: what only a shell could do is refused", async () => {
  const source =
    "try { cp.execSync('ls | wc', { stdio: 'pipe' }) } catch (e) { console.log(e.message) }";
  expect(await output(source)).toContain(
    'Command failed: ls | wc\nsh: cannot run "ls | wc": it has "|"',
  );
});

test("child_process: a program that does not fit ends as 137, and its starter goes on", async () => {
  const source = `
    const grow = "const a = []; for (;;) a.push(new Array(1e5).fill(0))";
    console.log(cp.spawnSync("node", ["-e", grow]).status, cp.spawnSync("python3", ["-c", "print(1)"]).status);
    console.log(cp.execSync("echo on") + "");`;
  expect(await output(source, { maxMemoryBytes: 2 ** 25 })).toBe("137 137\non\n\n");
});
