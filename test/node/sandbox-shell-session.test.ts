/** Sessions of the shell: directory, variables and functions from one command line to the next. */
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ files: { "/app/src/a.txt": "b\na\n" } });
});
afterAll(() => sandbox.close());

test("a session of the shell keeps what command lines leave", async () => {
  await using session = await sandbox.session("shell");
  const first = await session.run("cd src; f() { sort $1; }; export X=1; false");
  expect(first).toMatchObject({ exitCode: 1, value: { cwd: "/app/src", exited: false } });
  const second = await session.run("echo $? $X; f a.txt > sorted.txt; pwd");
  expect(second).toMatchObject({ ok: true, stdout: "1 1\n/app/src\n" });
  expect(second.files.created).toEqual(["/app/src/sorted.txt"]);
  expect(session.fuelUsed).toBe(first.fuel.used + second.fuel.used);
  const left = await session.run("exit 4");
  expect(left).toMatchObject({ exitCode: 4, value: { cwd: "/app/src", exited: true } });
  expect((await session.run("echo $?; pwd")).stdout).toBe("4\n/app/src\n");
});

test("a session of the shell is as it was when a step is stopped", async () => {
  await using session = await sandbox.session("shell");
  await session.run("x=1");
  const loop = "x=2; while :; do :; done";
  const spent = await session.run(loop, { limits: { fuel: 5_000_000 } });
  expect(spent).toMatchObject({ outcome: "out-of-fuel", rolledBack: true });
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 100);
  const stopped = await session.run(loop, {
    signal: stopping.signal,
    limits: { fuel: 10 ** 13 },
  });
  expect(stopped).toMatchObject({ outcome: "cancelled", rolledBack: true });
  expect((await session.run("echo $x")).stdout).toBe("1\n");
});

test("a session of the shell finds Python when a function of an earlier step needs it", async () => {
  await using session = await sandbox.session("shell");
  await session.run('py() { python3 -c "$1"; }');
  expect(await session.run("py 'print(6*7)'")).toMatchObject({ stdout: "42\n", stderr: "" });
});

test("a session of the shell can be stored, restored and forked, and not forged", async () => {
  await using session = await sandbox.session("shell");
  await session.run("n=1; cd /app/src; echo one > n.txt");
  const key = new Uint8Array(32).fill(7);
  const snapshot = await session.snapshot({ key });
  await session.run("n=2; echo two > n.txt; cd ..");
  await using fork = await session.fork();
  expect((await fork.run("echo $n; pwd; cat src/n.txt")).stdout).toBe("2\n/app\ntwo\n");
  await fork.run("n=3; echo three > src/n.txt");
  await session.restore(snapshot, { key });
  expect((await session.run("echo $n; pwd; cat n.txt")).stdout).toBe("1\n/app/src\none\n");
  const changed = snapshot.slice();
  changed[60] = (changed[60] ?? 0) ^ 1;
  await expect(session.restore(changed, { key })).rejects.toMatchObject({
    code: "INVALID_SNAPSHOT",
  });
  await using other = await sandbox.session("javascript");
  await expect(other.restore(snapshot, { key })).rejects.toMatchObject({
    code: "INVALID_SNAPSHOT",
  });
});
