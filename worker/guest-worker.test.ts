import { expect, test } from "vitest";
import {
  exited,
  type InProcessOptions,
  type InProcessWorker,
  startInProcess,
} from "../test/support/in-process-worker.ts";
import { createFileSystem, encodeRecords } from "../vfs/index.ts";
import { frameKinds } from "./frame.ts";
import { GuestWorker, type RunWatch } from "./guest-worker.ts";
import type { RunRequest } from "./protocol.ts";

const treeLimits = { maxBytes: 1e6, maxNodes: 1000, maxOpenFiles: 10, maxDepth: 10 };
const request: RunRequest = {
  program: { kind: "javascript", source: "", path: "/app/main.mjs" },
  args: ["/app/main.mjs", "x"],
  env: { A: "1" },
  stdin: Uint8Array.of(1, 2),
  limits: {
    fuel: 1000,
    memoryBytes: 1e6,
    timeoutMs: 100,
    stdoutBytes: 100,
    stderrBytes: 100,
    toolCalls: 0,
    fuelWarning: 0,
    onOutputLimit: "truncate",
  },
};
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const never = new Promise<never>(() => {});

interface Opened {
  readonly link: InProcessWorker;
  readonly worker: GuestWorker;
  readonly frames: [kind: number, bytes: Uint8Array][];
  readonly watch: RunWatch;
  readonly overdue: { count: number };
}

async function open(options: InProcessOptions): Promise<Opened> {
  const link = startInProcess(options);
  const frames: [number, Uint8Array][] = [];
  const worker = new GuestWorker(link, (kind, payload) => frames.push([kind, payload]));
  const tree = createFileSystem();
  await tree.writeFile("/app/a", "host");
  await worker.load(treeLimits, [encodeRecords(tree.sync.image())]);
  const overdue = { count: 0 };
  const watch = {
    timeoutMs: 100,
    signal: new AbortController().signal,
    onOverdue: () => {
      overdue.count++;
    },
  };
  return { link, worker, frames, watch, overdue };
}

test.each([true, false])(
  "run() gives the guest what it was sent (shared memory: %s)",
  async (sharedMemory) => {
    const { worker, frames, watch } = await open({
      sharedMemory,
      run: (kernel, program) => {
        expect(program).toEqual(request.program);
        expect([kernel.args, kernel.env, kernel.maxMemoryBytes]).toEqual([
          ["/app/main.mjs", "x"],
          { A: "1" },
          1e6,
        ]);
        expect(new TextDecoder().decode(kernel.fs.readFile("/app/a"))).toBe("host");
        kernel.fs.writeFile("/app/b", bytes("guest"));
        kernel.fuel.charge(40);
        return exited(3);
      },
    });
    expect(await worker.run(request, watch)).toEqual({
      end: exited(3),
      fuelUsed: 40,
      stateLost: false,
      dropped: { stdout: 0, stderr: 0 },
    });
    expect(new Set(frames.map(([kind]) => kind))).toEqual(new Set([frameKinds.journal]));
    await worker.end();
  },
);

test("run() hands over output in the order of journal and streams, large chunks in pieces", async () => {
  const big = bytes("x".repeat(600_000));
  const { worker, frames, watch } = await open({
    run: (kernel) => {
      const write = (fd: number, chunk: Uint8Array): void => {
        const descriptor = kernel.fds.require(fd, "write");
        if (descriptor.kind === "stream") descriptor.stream.write?.(chunk);
      };
      write(1, bytes("one"));
      kernel.fs.writeFile("/app/b", bytes(""));
      write(2, bytes("two"));
      write(1, big);
      return exited();
    },
  });
  const limits = { ...request.limits, stdoutBytes: 500_000 };
  const { dropped } = await worker.run({ ...request, limits }, watch);
  const kinds = frames.map(([kind]) => kind);
  expect(kinds[0]).toBe(frameKinds.stdout);
  expect(kinds.indexOf(frameKinds.journal)).toBeLessThan(kinds.indexOf(frameKinds.stderr));
  const stdout = frames.filter(([kind]) => kind === frameKinds.stdout).map(([, chunk]) => chunk);
  const text = Buffer.concat(stdout).toString();
  expect(text.slice(0, 500_000)).toBe(`one${"x".repeat(499_997)}`);
  expect(text.slice(500_000)).toContain("100003 bytes of stdout dropped");
  expect(dropped).toEqual({ stdout: 100_003, stderr: 0 });
  await worker.end();
});

test("run() ends the worker of a guest that does not obey, and keeps what it had sent", async () => {
  const { worker, frames, watch, overdue } = await open({
    run: (kernel) => {
      kernel.fs.writeFile("/app/b", bytes("kept"));
      kernel.fuel.charge(40);
      kernel.poll();
      return never;
    },
  });
  const { end, fuelUsed, stateLost } = await worker.run(request, watch);
  expect(end).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  expect(stateLost).toBe(true);
  expect(fuelUsed).toBe(40);
  expect(overdue.count).toBe(1);
  expect(frames.length).toBeGreaterThan(0);
  expect(worker.isAlive).toBe(false);
  await expect(worker.prepare([{ kind: "wasm", memoryBytes: 1 }])).rejects.toThrow(
    "Worker is lost",
  );
});

test("run() says how much output a killed guest had dropped", async () => {
  const { worker, frames, watch } = await open({
    run: (kernel) => {
      const stdout = kernel.fds.require(1, "write");
      if (stdout.kind === "stream") stdout.stream.write?.(bytes("x".repeat(250)));
      kernel.poll();
      return never;
    },
  });
  const { dropped, stateLost } = await worker.run(request, watch);
  expect(stateLost).toBe(true);
  expect(dropped).toEqual({ stdout: 150, stderr: 0 });
  const stdout = frames.map(([, chunk]) => new TextDecoder().decode(chunk)).join("");
  expect(stdout).toMatch(/^x{100}\n\[150 bytes of stdout dropped: the limit is 100 bytes\]\n$/);
});

test.each(["timed-out", "cancelled"] as const)(
  "run() keeps the worker of a guest that obeys (%s)",
  async (outcome) => {
    const { worker, watch } = await open({
      run: async (kernel) => {
        while (kernel.poll() === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
        return {
          ...exited(kernel.stopped?.exitCode),
          outcome: kernel.stopped?.outcome ?? "exited",
        };
      },
    });
    const abort = new AbortController();
    if (outcome === "cancelled") setTimeout(() => abort.abort(), 10);
    const { end, stateLost } = await worker.run(request, { ...watch, signal: abort.signal });
    expect(end.outcome).toBe(outcome);
    expect(stateLost).toBe(false);
    expect(worker.isAlive).toBe(true);
    await worker.end();
  },
);

test.each([
  ["has failed on its own", "failed"],
  ["has been ended", "terminated"],
] as const)("a worker that %s between two runs is heard no more", async (_title, cause) => {
  const { worker, link, frames, watch } = await open({ sharedMemory: false, run: () => exited() });
  await worker.run(request, watch);
  const frame = { epoch: 1, sentMs: 0, kind: frameKinds.stdout, payload: bytes("late") };
  link.frames.postMessage({ ...frame, seq: 0, payload: bytes("early") });
  link.die({ cause, message: "gone" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  link.frames.postMessage({ ...frame, seq: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(frames).toEqual([[frameKinds.stdout, bytes("early")]]);
  expect(worker.isAlive).toBe(false);
});

test.each([true, false])(
  "run() answers no tool once its worker has been ended (shared memory: %s)",
  async (sharedMemory) => {
    const called: string[] = [];
    const { worker, link, watch } = await open({
      sharedMemory,
      run: async ({ tools }) => {
        tools?.start("note", '"early"');
        await new Promise((resolve) => setTimeout(resolve, 50));
        link.die({ cause: "terminated", message: "gone" });
        // It goes on, as some browsers let it, while the host takes what was sent before.
        await Promise.resolve();
        tools?.start("note", '"late"');
        return never;
      },
    });
    const limits = { ...request.limits, fuel: 1e6, timeoutMs: 5000, toolCalls: 10 };
    const tools = [{ name: "note", description: "" }];
    const { stateLost } = await worker.run(
      { ...request, limits, tools },
      {
        ...watch,
        timeoutMs: 5000,
        answerTool: async (_name, input) => {
          called.push(input);
          return { ok: true, text: "null" };
        },
      },
    );
    expect(stateLost).toBe(true);
    expect(called).toEqual(['"early"']);
  },
);

test.each([
  ["out-of-memory", { cause: "out-of-memory", message: "heap" }, 137],
  ["trapped", { cause: "failed", message: "oops" }, 134],
] as const)("run() ends as %s when the worker dies of it", async (outcome, death, exitCode) => {
  const { worker, link, watch } = await open({
    run: () => {
      setTimeout(() => link.die(death), 5);
      return never;
    },
  });
  expect(await worker.run(request, watch)).toMatchObject({
    end: {
      outcome,
      exitCode,
      error: { code: "WORKER_LOST", message: `Worker is lost: ${death.message}` },
    },
    stateLost: true,
  });
});

test("run() needs no shared memory for a guest to end when its time is up", async () => {
  const { worker, watch } = await open({
    sharedMemory: false,
    run: async (kernel) => {
      let stop = kernel.poll();
      for (; stop === undefined; stop = kernel.poll()) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return { outcome: stop.outcome, exitCode: stop.exitCode, memoryPeakBytes: 0 };
    },
  });
  const { end, stateLost } = await worker.run(request, watch);
  expect(end).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  expect(stateLost).toBe(false);
  expect(worker.isAlive).toBe(true);
  await worker.end();
});

test("run() ends the worker at once when a guest is cancelled that cannot be asked", async () => {
  const abort = new AbortController();
  const { worker, watch } = await open({
    sharedMemory: false,
    run: () => {
      abort.abort();
      return never;
    },
  });
  const { end, stateLost } = await worker.run(request, { ...watch, signal: abort.signal });
  expect(end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  expect(stateLost).toBe(true);
});

test("run() ends the worker that sends what is no frame", async () => {
  const { worker, link, watch } = await open({
    sharedMemory: false,
    run: () => {
      link.frames.postMessage("junk");
      return never;
    },
  });
  const { end, stateLost } = await worker.run(request, watch);
  expect(end).toMatchObject({ outcome: "trapped", error: { code: "WORKER_LOST" } });
  expect(stateLost).toBe(true);
});

test("run() does not take the word of a worker whose frames it could not handle", async () => {
  const link = startInProcess({
    run: (kernel) => {
      kernel.fs.mkdir("/x");
      return exited();
    },
  });
  const worker = new GuestWorker(link, () => {
    throw new Error("Cannot apply the record");
  });
  await worker.load(treeLimits, []);
  const { end, stateLost } = await worker.run(request, {
    timeoutMs: 1000,
    signal: new AbortController().signal,
    onOverdue: () => {},
  });
  expect(end.outcome).toBe("trapped");
  expect(end.error?.message).toContain("Cannot apply the record");
  expect(stateLost).toBe(true);
});

test("run() rejects when the worker's own code fails", async () => {
  const { worker, watch } = await open({
    run: () => {
      throw new Error("a fault of ours");
    },
  });
  await expect(worker.run(request, watch)).rejects.toThrow("a fault of ours");
  await worker.end();
});

test("a worker keeps the process alive only while something is waited for", async () => {
  const { worker, link, watch } = await open({
    run: () => {
      expect(link.isHeld).toBe(true);
      return exited();
    },
  });
  expect(link.isHeld).toBe(false);
  const running = worker.run(request, watch);
  expect(link.isHeld).toBe(true);
  await running;
  expect(link.isHeld).toBe(false);
  await worker.end();
});

test("prepare() asks for each preparation once, and again after a failure", async () => {
  const asked: string[] = [];
  const { worker } = await open({
    run: () => exited(),
    prepare: async ({ kind, memoryBytes }) => {
      asked.push(`${kind} ${memoryBytes}`);
      if (asked.length === 1) throw new Error("Cannot load it");
    },
  });
  const wasm = { kind: "wasm", memoryBytes: 1 } as const;
  const script = { kind: "javascript", memoryBytes: 1 } as const;
  await expect(worker.prepare([wasm])).rejects.toThrow("Cannot load it");
  await worker.prepare([wasm]);
  await worker.prepare([wasm, script]);
  await worker.prepare([wasm, script, { ...wasm, memoryBytes: 2 }]);
  expect(asked).toEqual(["wasm 1", "wasm 1", "javascript 1", "wasm 2"]);
  await worker.end();
});

test("run() of a deterministic guest gives it a virtual clock, its files too", async () => {
  const times: unknown[] = [];
  const { worker, watch } = await open({
    run: (kernel) => {
      const random = new Uint8Array(4);
      kernel.entropy(random);
      kernel.fs.writeFile("/app/b", bytes(""));
      times.push([kernel.clock.realtimeNs(), [...random], kernel.fs.stat("/app/b").mtimeNs]);
      return exited();
    },
  });
  for (const seed of [1n, 1n, 2n]) await worker.run({ ...request, seed }, watch);
  const [first, second, third] = times;
  expect(second).not.toBe(first);
  expect((second as unknown[])[1]).toEqual((first as unknown[])[1]);
  expect((third as unknown[])[1]).not.toEqual((first as unknown[])[1]);
  for (const [now, , mtime] of times as [bigint, unknown, bigint][]) {
    const year2025 = 1_735_689_600_000_000_000n;
    expect(now - year2025).toBeLessThan(60_000_000_000n);
    expect(mtime - year2025).toBeLessThan(60_000_000_000n);
  }
  await worker.end();
});
