import { expect, test } from "vitest";
import type { Kernel } from "../runtime/index.ts";
import {
  exited,
  type InProcessOptions,
  type InProcessWorker,
  inProcess,
  startInProcess,
} from "../test/support/in-process-worker.ts";
import { checkSandboxOptions, type SandboxOptions } from "./options.ts";
import { Sandbox } from "./sandbox.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const never = new Promise<never>(() => {});
const idle = { javascript: "" };

interface Opened {
  readonly sandbox: Sandbox;
  readonly workers: InProcessWorker[];
}

async function open(
  worker: Partial<InProcessOptions>,
  options: SandboxOptions = {},
): Promise<Opened> {
  const workers: InProcessWorker[] = [];
  const sandbox = new Sandbox(checkSandboxOptions(options), {
    spawn: () => {
      const started = startInProcess({ run: () => exited(), ...worker });
      workers.push(started);
      return started;
    },
    readUrl: async () => Uint8Array.of(1),
    capabilities: inProcess,
  });
  await sandbox.open();
  return { sandbox, workers };
}

function print(kernel: Kernel, line: string): void {
  const descriptor = kernel.fds.require(1, "write");
  if (descriptor.kind === "stream") descriptor.stream.write?.(bytes(line));
}

test("a guest sees the files of the host, and the host those of the guest", async () => {
  const { sandbox } = await open(
    {
      run: (kernel) => {
        print(
          kernel,
          kernel.fs
            .readdir("/app")
            .map(({ name }) => name)
            .join(),
        );
        kernel.fs.writeFile(`/app/guest-${kernel.fs.readdir("/app").length}`, bytes("g"));
        kernel.fs.writeFile("/tmp/scratch", bytes("s"));
        return exited();
      },
    },
    { files: { "/app/host": "h" } },
  );
  const first = await sandbox.run(idle);
  expect(first.stdout).toBe("host");
  expect(first.files).toEqual({ created: ["/app/guest-1"], modified: [], deleted: [] });
  await sandbox.fs.rm("/app/host");
  await sandbox.fs.writeFile("/app/new", "n");
  expect((await sandbox.run(idle)).stdout).toBe("guest-1,new");
  expect(await sandbox.fs.readdir("/tmp")).toEqual([]);
  await sandbox.close();
});

test("a guest gets /tmp empty and both directories back, whatever the last one did", async () => {
  const seen: string[] = [];
  const { sandbox } = await open({
    run: ({ fs }) => {
      seen.push(
        fs
          .readdir("/")
          .map(({ name }) => name + fs.readdir(`/${name}`).length)
          .join(),
      );
      fs.rmdir("/tmp");
      fs.symlink("/app", "/tmp");
      fs.rename("/app", "/elsewhere");
      fs.rmdir("/elsewhere");
      return exited();
    },
  });
  await sandbox.run(idle);
  await sandbox.run(idle);
  expect(seen).toEqual(["app0,tmp0", "app0,tmp0"]);
  await sandbox.close();
});

test("a host that changed more than is worth remembering sends the whole tree", async () => {
  const { sandbox, workers } = await open({
    run: (kernel) => {
      print(kernel, String(kernel.fs.stat("/app/big").size));
      return exited();
    },
  });
  await sandbox.fs.writeFile("/app/big", "");
  expect((await sandbox.run(idle)).stdout).toBe("0");
  await sandbox.fs.writeFile("/app/big", new Uint8Array(20 * 2 ** 20));
  await sandbox.fs.appendFile("/app/big", "x");
  expect((await sandbox.run(idle)).stdout).toBe(String(20 * 2 ** 20 + 1));
  expect(workers).toHaveLength(1);
  await sandbox.close();
});

test.each([true, false])(
  "a killed guest loses no file and the next one sees them (shared memory: %s)",
  async (sharedMemory) => {
    let runs = 0;
    const { sandbox, workers } = await open({
      sharedMemory,
      run: (kernel) => {
        print(
          kernel,
          kernel.fs
            .readdir("/app")
            .map(({ name }) => name)
            .join(),
        );
        if (runs++ > 0) return exited();
        kernel.fs.writeFile("/app/a", bytes("1"));
        kernel.fs.writeFile("/tmp/b", bytes("2"));
        return never;
      },
    });
    const killed = await sandbox.run({ ...idle, limits: { timeoutMs: 20 } });
    expect(killed).toMatchObject({
      outcome: "timed-out",
      ok: false,
      exitCode: 124,
      stateLost: true,
      files: { created: ["/app/a"] },
    });
    expect(await sandbox.fs.readText("/app/a")).toBe("1");
    expect(await sandbox.fs.readdir("/tmp")).toEqual([]);
    expect((await sandbox.run(idle)).stdout).toBe("a");
    expect(workers).toHaveLength(2);
    await sandbox.close();
  },
);

test("a worker that dies between runs is replaced", async () => {
  const { sandbox, workers } = await open({});
  await sandbox.run(idle);
  workers[0]?.die({ cause: "failed", message: "gone" });
  await later(5);
  expect((await sandbox.run(idle)).outcome).toBe("exited");
  expect(workers).toHaveLength(2);
  await sandbox.close();
});

test("run() rejects with ENGINE_MISSING while an engine cannot be had", async () => {
  let isBroken = true;
  const { sandbox } = await open({
    prepare: async () => {
      if (isBroken) throw new Error("Cannot load asset");
    },
  });
  await expect(sandbox.run(idle)).rejects.toMatchObject({
    name: "SandboxError",
    code: "ENGINE_MISSING",
    message: "Cannot get the engine ready: Cannot load asset",
  });
  isBroken = false;
  expect((await sandbox.run(idle)).ok).toBe(true);
  await sandbox.close();
});

test("run() rejects with WORKER_LOST when the worker's own code fails, and goes on with another", async () => {
  let runs = 0;
  const { sandbox, workers } = await open({
    run: () => {
      if (runs++ === 0) throw new Error("a fault of ours");
      return exited();
    },
  });
  await expect(sandbox.run(idle)).rejects.toMatchObject({
    code: "WORKER_LOST",
    message: "Cannot run: a fault of ours",
  });
  expect((await sandbox.run(idle)).ok).toBe(true);
  expect(workers).toHaveLength(2);
  await sandbox.close();
});

test("run() with atomic undoes everything unless the guest ends ok", async () => {
  let exitCode = 1;
  const { sandbox, workers } = await open(
    {
      run: ({ fs }) => {
        fs.writeFile("/app/a", bytes(text(fs.readFile("/app/a")) + exitCode));
        return exited(exitCode);
      },
    },
    { files: { "/app/a": "host" } },
  );
  const failed = await sandbox.run({ ...idle, atomic: true });
  expect(failed.files).toEqual({ created: [], modified: [], deleted: [] });
  expect(await sandbox.fs.readText("/app/a")).toBe("host");
  exitCode = 0;
  const fine = await sandbox.run({ ...idle, atomic: true });
  expect(fine.files.modified).toEqual(["/app/a"]);
  expect(await sandbox.fs.readText("/app/a")).toBe("host0");
  expect(workers).toHaveLength(1);
  await sandbox.close();
});

test("fs writes and utilities that write wait for the guest; reads do not", async () => {
  const events: string[] = [];
  const { sandbox } = await open(
    {
      run: async (kernel) => {
        kernel.fs.writeFile("/app/a", bytes("guest"));
        print(kernel, "x");
        await later(30);
        events.push(`end ${text(kernel.fs.readFile("/app/a"))}`);
        return exited();
      },
    },
    { files: { "/app/t.csv": "a\n1\n" } },
  );
  const started = resolvers();
  const run = sandbox.run({ ...idle, onStdout: () => started.resolve() });
  await started.promise;
  events.push(await sandbox.fs.readText("/app/a"));
  expect(() => sandbox.fs.sync.unlink("/app/a")).toThrow("EBUSY");
  expect(await sandbox.utils.find("t.*")).toEqual(["/app/t.csv"]);
  await sandbox.fs.writeFile("/app/a", "host");
  events.push(await sandbox.fs.readText("/app/a"));
  await run;
  expect(events).toEqual(["guest", "end guest", "host"]);
  await sandbox.close();
});

test("a write that was called before a run is seen by it", async () => {
  const { sandbox } = await open({
    run: (kernel) => {
      print(kernel, text(kernel.fs.readFile("/app/a")));
      return exited();
    },
  });
  const [, result] = await Promise.all([sandbox.fs.writeFile("/app/a", "1"), sandbox.run(idle)]);
  expect(result.stdout).toBe("1");
  await sandbox.close();
});

test("run() of a signal that is already aborted starts nothing", async () => {
  const { sandbox } = await open({ run: () => expect.unreachable() });
  const result = await sandbox.run({ ...idle, signal: AbortSignal.abort() });
  expect(result).toMatchObject({ outcome: "cancelled", exitCode: 130, fuel: { used: 0 } });
  expect(result.stateLost).toBeUndefined();
  await sandbox.close();
});

test("mounts are loaded in order after files, and flushed with what a run changed", async () => {
  const events: string[] = [];
  const { sandbox } = await open(
    {
      run: ({ fs }) => {
        fs.writeFile("/app/b", bytes("2"));
        return exited();
      },
    },
    {
      files: { "/app/a": "1" },
      mounts: [
        { load: (fs) => void events.push(text(fs.readFile("/app/a"))) },
        {
          load: async () => void events.push("second"),
          flush: (_fs, { created }) => void events.push(created.join()),
        },
      ],
    },
  );
  await sandbox.run(idle);
  expect(events).toEqual(["1", "second", "/app/b"]);
  await sandbox.close();
});

test("run() rejects with what a mount throws when it is flushed, and goes on", async () => {
  let flushes = 0;
  const mount = {
    load: () => {},
    flush: () => {
      if (flushes++ === 0) throw new Error("disk full");
    },
  };
  const { sandbox } = await open({}, { mounts: [mount] });
  await expect(sandbox.run(idle)).rejects.toThrow("disk full");
  expect((await sandbox.run(idle)).ok).toBe(true);
  await sandbox.close();
});

test("close() ends every worker, a spare one too", async () => {
  const { sandbox, workers } = await open({
    run: async (kernel) => {
      while (kernel.poll() === undefined) await later(40);
      return { ...exited(124), outcome: "timed-out" };
    },
  });
  const result = await sandbox.run({ ...idle, limits: { timeoutMs: 10 } });
  expect(result).toMatchObject({ outcome: "timed-out" });
  expect(result.stateLost).toBeUndefined();
  await sandbox.close();
  await sandbox[Symbol.asyncDispose]();
  expect(workers).toHaveLength(2);
  const ends = await Promise.all(workers.map(({ ended }) => ended));
  expect(ends.map(({ cause }) => cause)).toEqual(["terminated", "terminated"]);
  await expect(sandbox.run(idle)).rejects.toMatchObject({ code: "CLOSED" });
  await expect(sandbox.fs.mkdir("/app/x")).rejects.toMatchObject({ code: "CLOSED" });
});

test("close() cancels the guest that runs", async () => {
  const { sandbox, workers } = await open({ run: () => never });
  const run = sandbox.run(idle);
  const waiting = sandbox.run(idle).catch((error: unknown) => error);
  await later(10);
  await sandbox.close();
  expect(await run).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  expect(await waiting).toMatchObject({ code: "CLOSED" });
  expect(workers).toHaveLength(1);
});

test("run() that is cancelled while its engine is prepared ends at once, and the sandbox goes on", async () => {
  let hangs = true;
  const { sandbox, workers } = await open({ prepare: () => (hangs ? never : Promise.resolve()) });
  const stopping = new AbortController();
  const run = sandbox.run({ ...idle, signal: stopping.signal });
  await later(10);
  stopping.abort();
  expect(await run).toMatchObject({ outcome: "cancelled", fuel: { used: 0 } });
  hangs = false;
  expect(await sandbox.run(idle)).toMatchObject({ outcome: "exited" });
  expect(workers).toHaveLength(2);
  await sandbox.close();
});

test("close() does not wait for an engine that is being prepared", async () => {
  const { sandbox } = await open({ prepare: () => never });
  const run = sandbox.run(idle);
  await later(10);
  await sandbox.close();
  expect(await run).toMatchObject({ outcome: "cancelled" });
});

test("open() rejects for files that do not fit", async () => {
  const opening = open({}, { files: { "/app/a": "1".repeat(100) }, limits: { fileBytes: 50 } });
  await expect(opening).rejects.toMatchObject({ code: "EDQUOT" });
});

function resolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
