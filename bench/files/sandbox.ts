/** Our sandbox: metered, in a worker, each change in the ring before the program's call returns. */
import { openSandbox } from "../../sandbox/node.ts";
import type { OpenFilesHost } from "./host.ts";

/** Opens one sandbox, whose files are forgotten after each program. */
export async function openHost(): Promise<OpenFilesHost> {
  const sandbox = await openSandbox({ limits: { fileBytes: 2 ** 28, fileNodes: 100_000 } });
  const empty = await sandbox.fs.snapshot();
  let fuelUsed = 0;
  return {
    fuel: () => fuelUsed,
    async run(program) {
      const limits = { fuel: 10_000_000_000, timeoutMs: 60_000 };
      const { stdout, exitCode, outcome, fuel } = await sandbox.run({ wasm: program, limits });
      if (exitCode !== 0) throw new Error(`Error: ended as ${outcome}, ${exitCode}`);
      fuelUsed = fuel.used;
      await sandbox.fs.restore(empty);
      return stdout;
    },
    close: () => sandbox.close(),
  };
}
