/** How long a JavaScript guest takes that does nothing: a machine made from the snapshot, and gone again. */
import { QuickJS } from "quickjs-wasi";
import { createFuelAccount, createKernel, openJavaScriptEngine } from "../../runtime/index.ts";
import { openSandbox } from "../../sandbox/node.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createEngineHost } from "../../worker/artifacts-node.ts";
import { timed } from "../contenders.ts";
import type { Contender, OpenSuite, Role } from "../suite.ts";
import { openEcho } from "./echo.ts";
import { compileQuickJs } from "./quickjs-module.ts";

const answer = "exited 0";

/** The stack of a main thread has 1 MB. */
const stackBytes = 96 * 1024;

/** Opens the job `start/js-next-vm`. */
export async function openNextVmJobs(): Promise<OpenSuite> {
  const engine = await openJavaScriptEngine(createEngineHost(), { stackBytes });
  const sandbox = await openSandbox();
  const wasm = await compileQuickJs();
  const first = await QuickJS.create({ wasm });
  const snapshot = first.snapshot();
  first.dispose();
  const echo = openEcho();
  const ended = (outcome: string, exitCode: number): string => `${outcome} ${exitCode}`;
  const contenders: readonly Contender[] = [
    one("fuelbox, engine on this thread", "self", async () => {
      const fs = createFileSystem().sync;
      for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);
      const kernel = createKernel({ fs, fuel: createFuelAccount(10n ** 9n), args: ["/app/a.mjs"] });
      const end = await engine.run({ source: "", path: "/app/a.mjs" }, kernel);
      kernel.close();
      return ended(end.outcome, end.exitCode);
    }),
    one("fuelbox, run in an open sandbox", "self", async () => {
      const { outcome, exitCode } = await sandbox.run({ javascript: "" });
      return ended(outcome, exitCode);
    }),
    one("quickjs-wasi, next machine", "peer", async () => {
      const vm = await QuickJS.create({ wasm });
      vm.evalCode("").dispose();
      vm.dispose();
      return answer;
    }),
    one("quickjs-wasi, restore", "peer", async () => {
      const vm = await QuickJS.restore(snapshot, { wasm });
      vm.evalCode("").dispose();
      vm.dispose();
      return answer;
    }),
    one("comlink, round trip", "limit", async () => {
      await echo.answer();
      return answer;
    }),
  ];
  return {
    jobs: [
      {
        name: "start/js-next-vm",
        title: "the next JavaScript guest, whose program is empty: from the call to its result",
        answer,
        contenders,
        samplesPerRound: 20,
        warmUpMs: 500,
      },
    ],
    async close() {
      await echo.close();
      await sandbox.close();
    },
  };
}

function one(name: string, role: Role, run: () => Promise<string>): Contender {
  return { name, role, sample: () => timed(run) };
}
