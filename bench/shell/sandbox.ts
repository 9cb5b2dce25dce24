/** `sandbox.exec` in a sandbox that is open. */
import { openSandbox } from "../../sandbox/node.ts";
import type { OpenShell } from "./contender.ts";

/** Opens it. */
export async function open(files: ReadonlyMap<string, string>): Promise<OpenShell> {
  const placed = Array.from(files, ([path, content]) => [`/app/${path}`, content] as const);
  const sandbox = await openSandbox({ files: Object.fromEntries(placed), limits: { fuel: 1e12 } });
  let fuel = 0;
  return {
    async run(command) {
      const result = await sandbox.exec(command);
      if (result.outcome !== "exited") throw new Error(`Ended as "${result.outcome}"`);
      fuel = result.fuel.used;
      return result.stdout;
    },
    fuel: () => fuel,
    close: () => sandbox.close(),
  };
}
