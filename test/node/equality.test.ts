/** Programs give the same output and use the same fuel on every Node, over every transport. */
import { openSandbox } from "fuelbox";
import { expect, test } from "vitest";
import { plainPrograms, runAll } from "../programs/index.ts";

test.each([
  ["shared memory", true],
  ["a message port", false],
])("over %s, every program gives what the golden file says", async (_title, sharedMemory) => {
  const results = await runAll(
    (options) => openSandbox({ ...options, sharedMemory }),
    plainPrograms,
  );
  const text = `${JSON.stringify(results, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../golden/equality.json");
});

test("no program fails for want of something", () => {
  const names = plainPrograms.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(50);
});
