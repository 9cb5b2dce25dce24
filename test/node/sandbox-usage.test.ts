/** What a run uses, told while it is on. */
import { openSandbox, type Usage } from "fuelbox";
import { expect, test } from "vitest";

const programs = {
  javascript: "let n = 0; for (let i = 0; i < 3e5; i++) n += i; console.log(n);",
  python: "for i in range(20_000): print(i)",
  shell: "for i in 1 2 3 4 5 6 7 8; do echo $i | sort; done",
};

test.each(
  Object.entries(programs).flatMap(([language, text]) =>
    [true, false].map((sharedMemory) => ({ language, text, sharedMemory })),
  ),
)(
  "run() tells what $language uses, and changes nothing by it (shared memory: $sharedMemory)",
  async (each) => {
    await using sandbox = await openSandbox({ sharedMemory: each.sharedMemory });
    const seen: Usage[] = [];
    const options = { [each.language]: each.text, deterministic: true };
    const quiet = await sandbox.run(options);
    const told = await sandbox.run({ ...options, onUsage: (usage) => seen.push(usage) });
    expect(told.outcome).toBe("exited");
    expect([told.stdout, told.fuel.used]).toEqual([quiet.stdout, quiet.fuel.used]);
    expect(seen.length).toBeGreaterThan(0);
    const fuel = seen.map(({ fuelUsed }) => fuelUsed);
    expect(fuel).toEqual([...fuel].sort((a, b) => a - b));
    expect(fuel.at(-1)).toBeLessThanOrEqual(told.fuel.used);
    expect(Math.max(...seen.map(({ memoryBytes }) => memoryBytes))).toBeLessThanOrEqual(
      told.memory.peakBytes,
    );
  },
);
