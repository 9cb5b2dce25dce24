import { expect, test } from "vitest";
import type { GuestEnd, Kernel } from "../runtime/index.ts";
import { exited, inProcess, startInProcess } from "../test/support/in-process-worker.ts";
import type { Usage } from "../worker/usage.ts";
import { checkSandboxOptions } from "./options.ts";
import { Sandbox } from "./sandbox.ts";
import { createUsageListener } from "./usage-listener.ts";

test("createUsageListener() makes none when nobody listens", () => {
  expect(createUsageListener(undefined)).toBeUndefined();
});

test("a usage listener passes on what could be read, until it throws", () => {
  const seen: number[] = [];
  const listener = createUsageListener(({ fuelUsed }) => {
    seen.push(fuelUsed);
    if (fuelUsed > 1) throw new Error(`enough: ${fuelUsed}`);
  });
  listener?.hear(undefined);
  for (const fuelUsed of [1, 2, 3]) listener?.hear({ fuelUsed, memoryBytes: 0 });
  expect(seen).toEqual([1, 2]);
  expect(listener?.failure).toEqual({ error: new Error("enough: 2") });
});

/** A sandbox whose guest polls, uses fuel and memory, and polls again. */
async function openUsing(sharedMemory: boolean): Promise<Sandbox> {
  const run = (kernel: Kernel): GuestEnd => {
    kernel.poll();
    kernel.fuel.charge(1234);
    kernel.memory = new WebAssembly.Memory({ initial: 2 });
    kernel.poll();
    const end = performance.now() + 60;
    while (performance.now() < end) kernel.poll();
    return exited();
  };
  const sandbox = new Sandbox(checkSandboxOptions({}), {
    spawn: () => startInProcess({ run, sharedMemory }),
    readUrl: async () => new Uint8Array(),
    capabilities: inProcess,
  });
  await sandbox.open();
  return sandbox;
}

test.each([true, false])("run() tells onUsage what is used (shared memory: %s)", async (shared) => {
  await using sandbox = await openUsing(shared);
  const seen: Usage[] = [];
  const result = await sandbox.run({ javascript: "", onUsage: (usage) => seen.push(usage) });
  expect(result.ok).toBe(true);
  expect(seen[0]).toEqual({ fuelUsed: 0, memoryBytes: 0 });
  expect(seen.at(-1)).toEqual({ fuelUsed: 1234, memoryBytes: 131_072 });
});

test("run() rejects with what onUsage throws", async () => {
  await using sandbox = await openUsing(true);
  const onUsage = (): void => {
    throw new Error("no more");
  };
  await expect(sandbox.run({ javascript: "", onUsage })).rejects.toThrow("no more");
  await expect(sandbox.run({ javascript: "", onUsage: 1 as never })).rejects.toThrow(
    'Cannot use option "onUsage"',
  );
});
