/** Sessions: an interpreter that keeps what programs leave. */
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const languages = [
  {
    language: "python",
    set: "x = 20\nimport os\nos.chdir('/app')",
    get: "x + 1",
    increase: "x += 1\nx",
    write: "open('/app/note.txt', 'w').write('kept')",
    read: "open('/app/note.txt').read()",
    fail: "x = 30\n1 / 0",
    spin: "x = 99\nwhile True: pass",
    exit: "import os\nos._exit(3)",
    print: "print('hello')",
    errorType: "ZeroDivisionError",
  },
  {
    language: "javascript",
    set: "let x = 20;",
    get: "x + 1",
    increase: "x += 1",
    write: "require('node:fs').writeFileSync('/app/note.txt', 'kept')",
    read: "require('node:fs').readFileSync('/app/note.txt', 'utf8')",
    fail: "x = 30; null.y",
    spin: "x = 99; for (;;) {}",
    exit: "process.exit(3)",
    print: "console.log('hello')",
    errorType: "TypeError",
  },
] as const;

test.each(languages)("a session of $language keeps its state between steps", async (code) => {
  await using session = await sandbox.session(code.language);
  expect(await session.run(code.set)).toMatchObject({ ok: true });
  const got = await session.run(code.get);
  expect([got.value, got.ok, got.rolledBack]).toEqual([21, true, undefined]);
  expect((await session.run(code.print)).stdout).toBe("hello\n");
  await session.run(code.write);
  expect(await sandbox.fs.readFile("/app/note.txt", { encoding: "utf8" })).toBe("kept");
  expect((await session.run(code.read)).value).toBe("kept");
  expect(session.fuelUsed).toBeGreaterThan(got.fuel.used);
});

test.each(languages)("a session of $language outlives failures", async (code) => {
  await using session = await sandbox.session(code.language);
  await session.run(code.set);
  const failed = await session.run(code.fail);
  expect(failed).toMatchObject({ exitCode: 1, error: { type: code.errorType } });
  expect(failed.rolledBack).toBeUndefined();
  expect((await session.run(code.get)).value).toBe(31);
  const spent = await session.run(code.spin, { limits: { fuel: 50_000_000 } });
  expect(spent).toMatchObject({ outcome: "out-of-fuel", rolledBack: true });
  const exited = await session.run(code.exit);
  expect(exited).toMatchObject({ outcome: "exited", exitCode: 3, rolledBack: true });
  const late = await session.run(code.spin, { limits: { timeoutMs: 100, fuel: 10 ** 13 } });
  expect(late.outcome).toBe("timed-out");
  expect([late.rolledBack, late.stateLost]).toEqual([undefined, undefined]);
  expect((await session.run(code.get)).value).toBe(100);
});

test.each(languages)("a step of $language that is cancelled keeps what it did", async (code) => {
  await using session = await sandbox.session(code.language);
  await session.run(code.set);
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 200);
  const limits = { fuel: 10 ** 13 };
  const cancelled = await session.run(code.spin, {
    signal: stopping.signal,
    limits,
  });
  expect(cancelled).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  expect([cancelled.rolledBack, cancelled.stateLost]).toEqual([undefined, undefined]);
  expect((await session.run(code.get)).value).toBe(100);
});

test.each(languages)("a step of $language is warned before its fuel ends", async (code) => {
  await using session = await sandbox.session(code.language);
  await session.run(code.set);
  const limits = { fuel: 200_000_000, fuelWarning: 0.5 };
  const warned = await session.run(code.spin, { limits });
  expect(warned).toMatchObject({ outcome: "exited", error: { type: "FuelWarning" } });
  expect(warned.rolledBack).toBeUndefined();
  expect(warned.fuel.used).toBeLessThan(200_000_000);
  expect((await session.run(code.get)).value).toBe(100);
});

test.each(languages)("a session of $language outlives its worker", async (code) => {
  await using other = await openSandbox({ sharedMemory: false });
  await using session = await other.session(code.language);
  await session.run(code.set);
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 200);
  const killed = await session.run(code.spin, {
    signal: stopping.signal,
    limits: { fuel: 10 ** 13 },
  });
  expect(killed).toMatchObject({ outcome: "cancelled", stateLost: true, rolledBack: true });
  expect((await session.run(code.get)).value).toBe(21);
});

test.each(languages)(
  "a session of $language goes back to a snapshot, in any sandbox",
  async (code) => {
    await using session = await sandbox.session(code.language);
    await session.run(code.set);
    await session.run(code.write);
    const key = new TextEncoder().encode("a key of the host's own");
    const snapshot = await session.snapshot({ key });
    await session.run(code.increase);
    await sandbox.fs.writeFile("/app/later.txt", "");
    await session.restore(snapshot, { key });
    expect((await session.run(code.get)).value).toBe(21);
    expect(await sandbox.fs.exists("/app/later.txt")).toBe(false);
    await using other = await openSandbox();
    await using moved = await other.session(code.language);
    await moved.restore(snapshot, { key });
    expect((await moved.run(code.get)).value).toBe(21);
    expect((await moved.run(code.read)).value).toBe("kept");
  },
);

test.each(languages)("a fork of a session of $language is apart from it", async (code) => {
  await using session = await sandbox.session(code.language);
  await session.run(code.set);
  await session.run(code.write);
  await using fork = await session.fork();
  expect((await fork.run(code.increase)).value).toBe(21);
  await fork.fs.writeFile("/app/note.txt", "changed");
  expect((await session.run(code.get)).value).toBe(21);
  expect((await session.run(code.read)).value).toBe("kept");
  expect((await fork.run(code.get)).value).toBe(22);
});

test("snapshots that are damaged, forged or without their MAC are refused, and change nothing", async () => {
  await using session = await sandbox.session("javascript");
  await session.run("let x = 1;");
  const key = new Uint8Array(32).fill(7);
  const plain = await session.snapshot();
  const signed = await session.snapshot({ key });
  const changed = (bytes: Uint8Array, at: number): Uint8Array => {
    const copy = new Uint8Array(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const refused: readonly (readonly [Uint8Array, { readonly key?: Uint8Array }])[] = [
    [new Uint8Array(), {}],
    [new Uint8Array(1000), {}],
    [plain.subarray(0, plain.length - 1), {}],
    ...[0, 8, 20, 40, 41, 50, 5_000, plain.length - 1].map(
      (at) => [changed(plain, at), {}] as const,
    ),
    [plain, { key }],
    [signed, {}],
    [signed, { key: new Uint8Array(32).fill(8) }],
    [changed(signed, 5_000), { key }],
  ];
  for (const [bytes, options] of refused) {
    await expect(session.restore(bytes, options)).rejects.toMatchObject({
      code: "INVALID_SNAPSHOT",
    });
  }
  await expect(session.restore(signed, { key: new Uint8Array(3) })).rejects.toThrow(RangeError);
  await using python = await sandbox.session("python");
  await expect(python.restore(plain)).rejects.toThrow("is of javascript, not of python");
  expect((await session.run("x")).value).toBe(1);
});

test("two sessions of one sandbox do not see each other's variables", async () => {
  await using one = await sandbox.session("python");
  await using two = await sandbox.session("python");
  await one.run("secret = 1");
  expect((await two.run("secret")).error?.type).toBe("NameError");
  expect((await sandbox.run({ python: "secret" })).error?.type).toBe("NameError");
});

test("a closed session, a wrong language and code that is no text are refused", async () => {
  const session = await sandbox.session("python");
  await session.close();
  await expect(session.run("1")).rejects.toMatchObject({ code: "CLOSED" });
  await expect(sandbox.session("ruby" as "python")).rejects.toThrow(TypeError);
  await using open = await sandbox.session("python");
  await expect(open.run(1 as unknown as string)).rejects.toThrow(TypeError);
});
