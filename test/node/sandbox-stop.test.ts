import { openSandbox, type RunOptions, type Sandbox } from "fuelbox";
import { expect, test } from "vitest";
import {
  assemble,
  growing,
  looping,
  printing,
  writingThenLooping,
  writingThenLoopingScript,
} from "./sandbox-guests.ts";

/** More than any guest burns before its time is up. */
const endlessFuel = Number.MAX_SAFE_INTEGER;

async function withSandbox(
  work: (sandbox: Sandbox) => Promise<void>,
  options: Parameters<typeof openSandbox>[0] = {},
): Promise<void> {
  const sandbox = await openSandbox(options);
  try {
    await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

const wholeResult = [
  ...["outcome", "ok", "exitCode", "stdout", "stderr", "stdoutTruncated", "stderrTruncated"],
  ...["fuel", "fuelAnalysis", "memory", "durationMs", "files"],
].sort();

const loopingScript = "for (;;) {}";
const catchingScript = "while (true) { try { for (;;) {} } catch {} finally {} }";
const floodingScript = 'for (;;) console.log("x".repeat(1000))';

test.each<[string, () => Promise<RunOptions>, object]>([
  [
    "a script that loops",
    async () => ({ javascript: loopingScript, limits: { fuel: 20_000_000 } }),
    { outcome: "out-of-fuel", exitCode: 152, fuel: { used: 20_000_000 } },
  ],
  [
    "a script that catches everything",
    async () => ({ javascript: catchingScript, limits: { fuel: 20_000_000 } }),
    { outcome: "out-of-fuel", exitCode: 152, fuel: { used: 20_000_000 } },
  ],
  [
    "a module that loops",
    async () => ({ wasm: await assemble(looping), limits: { fuel: 1_000_000 } }),
    { outcome: "out-of-fuel", exitCode: 152, fuel: { used: 1_000_000 } },
  ],
  [
    "a module that traps",
    async () => ({ wasm: await assemble(printing("x", "unreachable")) }),
    { outcome: "trapped", exitCode: 134, stdout: "x" },
  ],
  [
    "a script that throws",
    async () => ({ javascript: 'throw new Error("boom")' }),
    { outcome: "exited", ok: false, exitCode: 1 },
  ],
  [
    "a script that prints too much",
    async () => ({
      javascript: floodingScript,
      limits: { stdoutBytes: 5000, onOutputLimit: "stop" },
    }),
    { outcome: "output-limit", exitCode: 153 },
  ],
  [
    "a module that loops for too long",
    async () => ({ wasm: await assemble(looping), limits: { fuel: endlessFuel, timeoutMs: 150 } }),
    { outcome: "timed-out", exitCode: 124 },
  ],
  [
    "a script that sleeps for too long",
    async () => ({
      javascript: "await new Promise((resolve) => setTimeout(resolve, 60_000))",
      limits: { timeoutMs: 150 },
    }),
    { outcome: "timed-out", exitCode: 124 },
  ],
  [
    "a script that recurses",
    async () => ({ javascript: "const f = () => 1 + f(); f()" }),
    { ok: false },
  ],
  [
    "a script that wants more memory than there is",
    async () => ({
      javascript: "const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1))",
      limits: { memoryBytes: 32 * 2 ** 20 },
    }),
    { ok: false },
  ],
])(
  "run() of %s ends, has the whole result, and the next run works",
  async (_n, guest, expected) => {
    await withSandbox(async (sandbox) => {
      const result = await sandbox.run(await guest());
      expect(result).toMatchObject(expected);
      const optional = ["error", "guidance", "stateLost"];
      expect(
        Object.keys(result)
          .filter((key) => !optional.includes(key))
          .sort(),
      ).toEqual(wholeResult);
      const next = await sandbox.run({ wasm: await assemble(printing("next")) });
      expect(next).toMatchObject({ outcome: "exited", stdout: "next" });
      const script = await sandbox.run({ javascript: 'console.log("next")' });
      expect(script).toMatchObject({ outcome: "exited", stdout: "next\n" });
    });
  },
);

test("run() cuts output at its limit, says so, and counts what is gone", async () => {
  await withSandbox(async (sandbox) => {
    const chunks: Uint8Array[] = [];
    const result = await sandbox.run({
      javascript: 'for (let i = 0; i < 100; i++) console.log("x".repeat(99))',
      limits: { stdoutBytes: 1000 },
      onStdout: (chunk) => chunks.push(chunk),
    });
    expect(result).toMatchObject({
      outcome: "exited",
      stdoutTruncated: true,
      stderrTruncated: false,
    });
    expect(result.stdout.slice(0, 1000)).toBe(`${"x".repeat(99)}\n`.repeat(10));
    expect(result.stdout.slice(1000)).toMatch(/9000 bytes of stdout dropped/);
    expect(Buffer.concat(chunks).toString()).toBe(result.stdout);
  });
});

const transports = [
  ["shared memory", true],
  ["a message port", false],
] as const;
const writers = [
  ["module", async () => ({ wasm: await assemble(writingThenLooping) })],
  ["script", async () => ({ javascript: writingThenLoopingScript })],
] as const;

test.each(
  transports.flatMap(([transport, shared]) =>
    writers.map(([kind, guest]) => [kind, transport, shared, guest] as const),
  ),
)(
  "a %s killed after 500 files over %s loses none of them",
  async (kind, _n, sharedMemory, guest) => {
    await withSandbox(
      async (sandbox) => {
        await sandbox.run({ javascript: "", limits: { fuel: endlessFuel } });
        const program = await guest();
        const result = await sandbox.run({
          ...program,
          limits: { fuel: endlessFuel, timeoutMs: 1000 },
        });
        expect(result).toMatchObject({ outcome: "timed-out", exitCode: 124, ok: false });
        if (kind === "module") expect(result.stateLost).toBe(true);
        expect(result.files.created).toHaveLength(500);
        const names = await sandbox.fs.readdir("/app");
        expect(names).toHaveLength(500);
        for (const name of names) expect(await sandbox.fs.readText(`/app/${name}`)).toBe(name);

        const next = await assemble(printing("next"));
        const start = performance.now();
        const { stdout, durationMs } = await sandbox.run({ wasm: next });
        expect(stdout).toBe("next");
        // 150 ms are promised on an idle machine; tests share theirs.
        expect(performance.now() - start).toBeLessThan(1000);
        expect(durationMs).toBeLessThan(1000);
      },
      { sharedMemory },
    );
  },
);

test("a killed run tells fuel and memory it had at least used", async () => {
  await withSandbox(async (sandbox) => {
    const wasm = await assemble(writingThenLooping);
    const { stateLost, fuel, memory } = await sandbox.run({
      wasm,
      limits: { fuel: endlessFuel, timeoutMs: 500 },
    });
    expect(stateLost).toBe(true);
    expect(fuel.used).toBeGreaterThan(10_000);
    expect(memory.peakBytes).toBe(65_536);
  });
});

test.each([
  ["before it starts", true],
  ["while it runs", false],
])("a signal aborted %s cancels the run", async (_title, isEarly) => {
  await withSandbox(async (sandbox) => {
    const abort = new AbortController();
    if (isEarly) abort.abort();
    const result = await sandbox.run({
      wasm: await assemble(printing("started", "(loop $again (br $again))")),
      limits: { fuel: endlessFuel },
      signal: abort.signal,
      onStdout: () => abort.abort(),
    });
    expect(result).toMatchObject({ outcome: "cancelled", exitCode: 130 });
    expect(result.stdout).toBe(isEarly ? "" : "started");
    expect(result.stateLost).toBe(isEarly ? undefined : true);
    expect((await sandbox.run({ wasm: await assemble(printing("next")) })).stdout).toBe("next");
  });
});

test("a guest that makes calls obeys a cancel and keeps its worker", async () => {
  await withSandbox(async (sandbox) => {
    const abort = new AbortController();
    const result = await sandbox.run({
      javascript: 'for (;;) console.log("x")',
      limits: { fuel: endlessFuel, stdoutBytes: 100 },
      signal: abort.signal,
      onStdout: () => setTimeout(() => abort.abort(), 50),
    });
    expect(result).toMatchObject({ outcome: "cancelled", stdoutTruncated: true });
    expect(result.stateLost).toBeUndefined();
    expect(result.stdout).toMatch(/bytes of stdout dropped/);
  });
});

test("close() cancels the running guest, refuses those that wait, and can be repeated", async () => {
  const sandbox = await openSandbox();
  const wasm = await assemble(looping);
  const running = sandbox.run({ wasm, limits: { fuel: endlessFuel } });
  const waiting = sandbox.run({ wasm });
  const writing = sandbox.fs.writeFile("/app/late", "");
  const refusals = [waiting, writing].map((call) =>
    expect(call).rejects.toMatchObject({ name: "SandboxError", code: "CLOSED" }),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  await Promise.all([sandbox.close(), sandbox.close()]);
  expect(await running).toMatchObject({ outcome: "cancelled" });
  await Promise.all(refusals);
  await expect(sandbox.run({ wasm })).rejects.toMatchObject({ code: "CLOSED" });
  await expect(sandbox.utils.find("*")).rejects.toMatchObject({ code: "CLOSED" });
  expect(await sandbox.fs.readdir("/app")).toEqual([]);
});

test("a sandbox is closed by the end of its `await using` scope", async () => {
  let outer: Sandbox;
  {
    await using sandbox = await openSandbox();
    outer = sandbox;
  }
  await expect(outer.run({ javascript: "" })).rejects.toMatchObject({ code: "CLOSED" });
});

test("memory that a guest asks for never passes its limit", async () => {
  await withSandbox(async (sandbox) => {
    const { outcome, memory } = await sandbox.run({
      wasm: await assemble(growing),
      limits: { memoryBytes: 16 * 2 ** 20 },
    });
    expect(outcome).toBe("exited");
    expect(memory.peakBytes).toBeGreaterThan(65_536);
    expect(memory.peakBytes).toBeLessThanOrEqual(16 * 2 ** 20);
  });
});
