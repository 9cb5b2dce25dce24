/** Sandboxes of one process, one after another: later workers start from what earlier ones have compiled. */
import { openSandbox } from "fuelbox";
import { expect, test } from "vitest";

/** What a new sandbox makes of a script and of the shell, which workers load later. */
async function tryOut(): Promise<unknown> {
  await using sandbox = await openSandbox({ files: { "/app/a.txt": "b\na\n" } });
  const script = await sandbox.run({ javascript: "console.log(6 * 7)", deterministic: 1 });
  const shell = await sandbox.exec("sort a.txt | head -1", { deterministic: 1 });
  return [script, shell].map(({ outcome, stdout, stderr, fuel }) => [
    outcome,
    stdout + stderr,
    fuel.used,
  ]);
}

test("the first, the second and later sandboxes of a process give the same", async () => {
  const first = await tryOut();
  expect(first).toEqual([
    ["exited", "42\n", expect.any(Number)],
    ["exited", "a\n", expect.any(Number)],
  ]);
  for (let round = 0; round < 3; round += 1) expect(await tryOut()).toEqual(first);
});

test("sandboxes that are opened at the same time give the same", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, tryOut));
  for (const one of all) expect(one).toEqual(all[0]);
});
