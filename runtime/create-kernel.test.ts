import { expect, test } from "vitest";
import { createFileSystem } from "../vfs/index.ts";
import { createVirtualClock } from "./clock.ts";
import { createKernel, type KernelOptions, type OwnedKernel } from "./create-kernel.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Outcome } from "./outcome.ts";
import type { Program } from "./programs.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

function open(options: Partial<KernelOptions> = {}): OwnedKernel {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.mkdir("/app/data");
  fs.writeFile("/app/data/list.txt", bytes("one\ntwo\n"));
  fs.symlink("data", "/app/link");
  return createKernel({ fs, fuel: createFuelAccount(1_000_000n), args: ["main"], ...options });
}

function write(kernel: OwnedKernel, fd: number, content: string): void {
  const descriptor = kernel.fds.require(fd, "write");
  if (descriptor.kind === "stream") descriptor.stream.write?.(bytes(content));
}

function read(kernel: OwnedKernel, length: number): string {
  const descriptor = kernel.fds.require(0, "read");
  const target = new Uint8Array(length);
  const count = descriptor.kind === "stream" ? descriptor.stream.read?.(target) : undefined;
  return text(target.subarray(0, count));
}

function thrown(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

test("createKernel() has the defaults that its options state", () => {
  const kernel = open();
  expect(kernel).toMatchObject({ cwd: "/app", env: {}, maxMemoryBytes: 134_217_728 });
  expect(read(kernel, 10)).toBe("");
  expect(kernel.poll()).toBeUndefined();
  const random = new Uint8Array(64);
  kernel.entropy(random);
  expect(random.some((byte) => byte !== 0)).toBe(true);
  expect(kernel.clock.realtimeNs()).toBeGreaterThan(1_700_000_000_000_000_000n);
});

test("stdout and stderr reach their sinks", () => {
  const chunks: string[] = [];
  const kernel = open({
    stdout: (chunk) => chunks.push(`out ${text(chunk)}`),
    stderr: (chunk) => chunks.push(`err ${text(chunk)}`),
  });
  write(kernel, 1, "a");
  write(kernel, 2, "b");
  expect(chunks).toEqual(["out a", "err b"]);
});

test("outputs have limits of their own", () => {
  const kernel = open();
  write(kernel, 1, "x".repeat(2_000_001));
  write(kernel, 2, "x".repeat(1_000_002));
  expect([kernel.stdout.droppedBytes, kernel.stderr.droppedBytes]).toEqual([1, 2]);
});

test("stdin gives its bytes and then its end", () => {
  const kernel = open({ stdin: bytes("abcde") });
  expect([read(kernel, 3), read(kernel, 3), read(kernel, 3)]).toEqual(["abc", "de", ""]);
});

test.each([
  [3, 3],
  [99, 4],
  [-1, 0],
  [1.9, 1],
  [Number.NaN, 0],
])("stdin trusts no count of its source: %s becomes %i", (count, expected) => {
  const kernel = open({ stdin: () => count });
  expect(read(kernel, 4)).toHaveLength(expected);
});

test("stdin lets output through before it waits", () => {
  const order: string[] = [];
  const kernel = open({
    stdout: (chunk) => order.push(text(chunk)),
    stdin: () => {
      order.push("wait");
      return 0;
    },
  });
  for (let index = 0; index < 2_000; index += 1) write(kernel, 1, ".");
  write(kernel, 1, "prompt> ");
  read(kernel, 1);
  expect(order.slice(2_000)).toEqual(["prompt> ", "wait"]);
});

test.each([
  ["data", "/app/data"],
  ["/app/data", "/app/data"],
  ["link", "/app/data"],
  ["data/../link/.", "/app/data"],
  ["..", "/"],
])("chdir(%s) leads to %s", (path, cwd) => {
  const kernel = open();
  kernel.chdir(path);
  expect(kernel.cwd).toBe(cwd);
});

test.each([
  ["nowhere", "ENOENT"],
  ["data/list.txt", "ENOTDIR"],
])("chdir(%s) fails with %s and stays", (path, code) => {
  const kernel = open();
  expect(thrown(() => kernel.chdir(path))).toMatchObject({ code });
  expect(kernel.cwd).toBe("/app");
});

test("poll() keeps the first reason and empties the meter", () => {
  let outcome: Outcome | undefined;
  const kernel = open({ interrupted: () => outcome });
  expect(kernel.poll()).toBeUndefined();
  outcome = "timed-out";
  expect(kernel.poll()).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  outcome = "cancelled";
  expect(kernel.poll()).toMatchObject({ outcome: "timed-out" });
  expect(kernel.stop(new GuestStop("exited", 3))).toMatchObject({ outcome: "timed-out" });
});

test("the default clock wakes up when the host interrupts", () => {
  let polls = 0;
  const kernel = open({ interrupted: () => (++polls > 1 ? "cancelled" : undefined) });
  kernel.clock.sleepNs(60_000_000_000n);
  expect(kernel.stopped).toMatchObject({ outcome: "cancelled" });
});

test("close() leaves no file open and tells what was dropped", () => {
  const chunks: string[] = [];
  const kernel = open({ maxStdoutBytes: 1, stdout: (chunk) => chunks.push(text(chunk)) });
  const file = kernel.fs.open("/app/data/list.txt", { read: true });
  kernel.fds.add({
    kind: "file",
    file,
    type: "file",
    flags: 0,
    rights: { base: 0n, inheriting: 0n },
  });
  write(kernel, 1, "abc");
  kernel.close();
  expect(kernel.fs.usage().openFiles).toBe(0);
  expect(chunks).toEqual(["a", "\n[2 bytes of stdout dropped: the limit is 1 bytes]\n"]);
});

test("call() answers a utility in the working directory and charges for it", () => {
  const kernel = open({ cwd: "/app/data" });
  expect(kernel.call("head", ["list.txt", { lines: 1 }])).toBe("one\n");
  expect(kernel.fuel.used).toBeGreaterThan(0n);
});

test.each([
  ["head", ["/etc/passwd"], { code: "PATH_ESCAPE_ATTEMPT" }],
  ["head", ["missing"], { code: "ENOENT" }],
  ["head", [7], { name: "TypeError" }],
  ["no_such", [], { code: "UNKNOWN_UTILITY" }],
  ["__proto__", [], { code: "UNKNOWN_UTILITY" }],
])("call(%s, %j) throws what the utility throws", (operation, args, error) => {
  expect(thrown(() => open().call(operation, args))).toMatchObject(error);
});

test("call() stops the guest when the budget ends in the middle", () => {
  const kernel = open({ fuel: createFuelAccount(10n) });
  expect(thrown(() => kernel.call("head", ["data/list.txt"]))).toBeInstanceOf(GuestStop);
  expect(kernel.stopped).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
  expect(kernel.fuel.used).toBe(10n);
});

test("call() stops the guest when the host interrupts in the middle", () => {
  const kernel = open({ interrupted: () => "timed-out" });
  expect(thrown(() => kernel.call("head", ["data/list.txt"]))).toMatchObject({
    outcome: "timed-out",
  });
});

/** A kernel that knows one program, `child`. */
function openWith(program: Program, options: Partial<KernelOptions> = {}): OwnedKernel {
  return open({
    findProgram: (name) => (name === "child" ? program : undefined),
    clock: createVirtualClock(),
    ...options,
  });
}

test("spawn() fails with ENOENT when no program has the name", () => {
  expect(thrown(() => open().spawn(["child"]))).toMatchObject({ code: "ENOENT", path: "child" });
  expect(thrown(() => openWith(() => 0).spawn([]))).toMatchObject({ code: "ENOENT" });
});

test("spawn() runs a program with its own output, and its parent's environment, directory and stdin", () => {
  const seen: unknown[] = [];
  const kernel = openWith(
    (child) => {
      const own = child as OwnedKernel;
      seen.push(child.args, child.env, child.cwd, read(own, 9));
      write(own, 1, "out");
      write(own, 2, "err");
      child.chdir("data");
      return 3;
    },
    { env: { A: "1" }, stdin: bytes("input") },
  );
  const { exitCode, stdout, stderr } = kernel.spawn(["child", "x"]);
  expect([exitCode, text(stdout), text(stderr)]).toEqual([3, "out", "err"]);
  expect(seen).toEqual([["child", "x"], { A: "1" }, "/app", "input"]);
  expect(kernel.cwd).toBe("/app");
});

test("spawn() gives a program what its options say", () => {
  const seen: unknown[] = [];
  const kernel = openWith((child) => {
    seen.push(child.env, child.cwd, read(child as OwnedKernel, 9));
    return 0;
  });
  kernel.spawn(["child"], { env: { B: "2" }, cwd: "data", stdin: bytes("given") });
  expect(seen).toEqual([{ B: "2" }, "/app/data", "given"]);
});

test("spawn() charges the parent's budget and leaves it its balance when the child exits", () => {
  const kernel = openWith((child) => {
    child.fuel.charge(100);
    throw child.stop(new GuestStop("exited", 4));
  });
  expect(kernel.spawn(["child"]).exitCode).toBe(4);
  expect(kernel.stopped).toBeUndefined();
  expect([kernel.fuel.used, kernel.fuel.remaining]).toEqual([20_100n, 979_900n]);
});

test.each(["trapped", "stack-overflow", "out-of-memory", "output-limit"] as const)(
  "spawn() answers an exit code when the child ends as %s",
  (outcome) => {
    const kernel = openWith(() => {
      throw new GuestStop(outcome, 99);
    });
    expect(kernel.spawn(["child"]).exitCode).toBe(99);
    expect(kernel.stopped).toBeUndefined();
  },
);

test.each(["out-of-fuel", "timed-out", "cancelled"] as const)(
  "spawn() ends the parent too when the child ends as %s",
  (outcome) => {
    const kernel = openWith(() => {
      throw new GuestStop(outcome, 99);
    });
    expect(thrown(() => kernel.spawn(["child"]))).toMatchObject({ outcome });
    expect(kernel.stopped).toMatchObject({ outcome });
  },
);

test("spawn() passes on a failure of the program itself", () => {
  const kernel = openWith(() => {
    throw new Error("broken");
  });
  expect(thrown(() => kernel.spawn(["child"]))).toMatchObject({ message: "broken" });
  expect(kernel.fuel.remaining).toBe(980_000n);
});

test("call() spawns with text for bytes", () => {
  const kernel = openWith((child) => {
    write(
      child as OwnedKernel,
      1,
      `${read(child as OwnedKernel, 9)} ${child.env["N"]} ${child.cwd}`,
    );
    return 1;
  });
  const options = { stdin: "é", env: { N: "v" }, cwd: "data" };
  expect(kernel.call("spawn", [["child"], options])).toEqual({
    exitCode: 1,
    stdout: "é v /app/data",
    stderr: "",
    timedOut: false,
  });
});

test("call() spawns with characters that stand for bytes", () => {
  const kernel = openWith((child) => {
    const bytes = new Uint8Array(4);
    const stdin = child.fds.get(0);
    if (stdin?.kind === "stream") expect(stdin.stream.read?.(bytes)).toBe(3);
    for (const fd of [1, 2]) {
      const target = child.fds.get(fd);
      if (target?.kind === "stream") target.stream.write?.(bytes.subarray(0, 3).reverse());
    }
    return 0;
  });
  const options = { stdin: "\u0000a\u00ff", encoding: "latin1", mergeStderr: true };
  expect(kernel.call("spawn", [["child"], options])).toMatchObject({
    stdout: "\u00ffa\u0000\u0000a\u00ff",
    stderr: "",
  });
});

test("call() tells whether there is a program of a name", () => {
  const kernel = openWith(() => 0);
  expect(kernel.call("checkProgram", ["child"])).toBeUndefined();
  expect(thrown(() => kernel.call("checkProgram", [1]))).toBeInstanceOf(TypeError);
  expect(thrown(() => kernel.call("checkProgram", ["child", { cwd: "/app/gone" }]))).toMatchObject({
    code: "ENOENT",
  });
  expect(thrown(() => open().call("checkProgram", ["child"]))).toMatchObject({ code: "ENOENT" });
});

test.each([
  [1_000, 5_000, { exitCode: 124, timedOut: true }, 1],
  [5_000, 1_000, { exitCode: 0, timedOut: false }, 1],
])(
  "spawn() with %d ms ends a program that sleeps %d ms as %j",
  (timeoutMs, sleepMs, end, secondsAtEnd) => {
    const clock = createVirtualClock();
    const kernel = openWith(
      (child) => {
        child.clock.sleepNs(BigInt(sleepMs) * 1_000_000n);
        const stop = child.poll();
        if (stop !== undefined) throw stop;
        return 0;
      },
      { clock },
    );
    const start = clock.monotonicNs();
    expect(kernel.spawn(["child"], { timeoutMs })).toMatchObject(end);
    expect(Number((clock.monotonicNs() - start) / 1_000_000_000n)).toBe(secondsAtEnd);
    expect(kernel.stopped).toBeUndefined();
  },
);

test.each([
  [[]],
  [["child"]],
  [[[1]]],
  [[["child"], null]],
  [[["child"], { stdin: 1 }]],
  [[["child"], { cwd: 1 }]],
  [[["child"], { env: [] }]],
  [[["child"], { env: { A: 1 } }]],
  [[["child"], { timeoutMs: -1 }]],
  [[["child"], { stdin: "\u0100", encoding: "latin1" }]],
])("call(spawn, %j) throws TypeError", (args) => {
  expect(thrown(() => openWith(() => 0).call("spawn", args))).toBeInstanceOf(TypeError);
});
