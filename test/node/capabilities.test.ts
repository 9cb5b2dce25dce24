/** What a sandbox of Node says that it can do. */
import { spawnSync } from "node:child_process";
import { openSandbox } from "fuelbox";
import { expect, test } from "vitest";
import { root } from "../support/fuelbox-command.ts";

const available = { available: true };
const turnedOff = { available: false, reason: 'the option "sharedMemory" is false' };

test.each([
  [true, available],
  [false, turnedOff],
])("capabilities in Node with sharedMemory: %s", async (sharedMemory, shared) => {
  await using sandbox = await openSandbox({ sharedMemory });
  expect(sandbox.capabilities).toMatchObject({
    sharedMemory: shared,
    gentleStop: shared,
    pythonTools: shared,
    idleSleep: available,
    engineCache: available,
    persistence: {
      available: false,
      reason: "files are kept in a page; here a directory can be mounted",
    },
    hostDirectories: available,
  });
});

test("capabilities say that nothing is kept where the cache cannot be written", () => {
  const script = `
    import { openSandbox } from "fuelbox";
    const sandbox = await openSandbox();
    console.log(JSON.stringify(sandbox.capabilities.engineCache));
    await sandbox.close();`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, FUELBOX_CACHE: "/proc/self/status/cache" },
  });
  expect(JSON.parse(stdout)).toEqual({
    available: false,
    reason: "there is no storage that can be written to",
  });
});
