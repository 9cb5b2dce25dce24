import { expect, test } from "vitest";
import { openSandbox } from "./node.ts";

// Here the sources are not built, so no worker can be started: what it does is tested in test/node.

test.each([
  [{ file: {} }, TypeError],
  [{ limits: { fuel: -1 } }, RangeError],
])("openSandbox() rejects %j", async (options, type) => {
  await expect(openSandbox(options as never)).rejects.toThrow(type);
});

test.each([true, false])(
  "run() rejects with WORKER_LOST when no worker starts (shared memory: %s)",
  async (sharedMemory) => {
    const sandbox = await openSandbox({ files: { "/app/a": "1" }, sharedMemory });
    for (const attempt of [1, 2]) {
      const run = sandbox.run({ javascript: "", env: { ATTEMPT: String(attempt) } });
      await expect(run).rejects.toMatchObject({ name: "SandboxError", code: "WORKER_LOST" });
    }
    expect(await sandbox.fs.readText("/app/a")).toBe("1");
    await sandbox.close();
  },
);

test("run() reads a module by its URL", async () => {
  const sandbox = await openSandbox();
  const missing = new URL("./none.wasm", import.meta.url);
  await expect(sandbox.run({ wasm: missing })).rejects.toMatchObject({ code: "ENOENT" });
  const here = new URL(import.meta.url);
  await expect(sandbox.run({ wasm: here })).rejects.toMatchObject({ code: "WORKER_LOST" });
  await sandbox.close();
});
