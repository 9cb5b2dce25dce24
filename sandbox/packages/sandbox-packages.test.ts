/** How packages reach the worker, which only pretends to install them. */
import { expect, test } from "vitest";
import { exited, inProcess, startInProcess } from "../../test/support/in-process-worker.ts";
import { greeter } from "../../test/support/tiny-wheels.ts";
import type { Preparation } from "../../worker/protocol.ts";
import { checkSandboxOptions } from "../options.ts";
import { Sandbox } from "../sandbox.ts";
import { openWheel } from "./wheel.ts";

const packages = [await openWheel(greeter.bytes, greeter.file)];

function open(prepare: (preparation: Preparation) => Promise<void>): Sandbox {
  return new Sandbox(checkSandboxOptions({}), {
    packages,
    spawn: () => startInProcess({ run: () => exited(), prepare }),
    readUrl: async () => Uint8Array.of(1),
    capabilities: inProcess,
  });
}

test("a worker is told of packages when it gets Python ready, and at no other time", async () => {
  const told: Preparation[] = [];
  const sandbox = open(async (preparation) => void told.push(preparation));
  await sandbox.run({ javascript: "" });
  expect(told.map(({ kind, packages }) => [kind, packages])).toEqual([["javascript", undefined]]);
  await sandbox.run({ python: "" });
  const [wheel] = packages;
  expect(told[1]).toMatchObject({
    kind: "python",
    packages: [{ name: "tiny-greeter 1.2.0", sha256: wheel?.sha256, bytes: greeter.bytes }],
  });
  expect(sandbox.describe()).toContain("but what Python has here (tiny-greeter 1.2.0)");
  await sandbox.close();
});

test.each([
  ["PackageError", "PACKAGE_INVALID", "damaged"],
  ["Error", "ENGINE_MISSING", "Cannot get the engine ready: damaged"],
])("run() turns a %s of the worker into %s", async (name, code, message) => {
  const sandbox = open(async () => {
    throw Object.assign(new Error("damaged"), { name });
  });
  await expect(sandbox.run({ python: "" })).rejects.toMatchObject({ code, message });
  await sandbox.close();
});
