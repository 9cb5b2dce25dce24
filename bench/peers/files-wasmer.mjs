/** @wasmer/sdk: a sandbox of its own for each program, without the network. Its files are in /workspace. */
import { Wasmer } from "@wasmer/sdk";

/** @returns {import("../files/host.ts").OpenFilesHost} */
export function openHost() {
  const wasmer = new Wasmer();
  return {
    directory: { prefix: "workspace/" },
    async run(program) {
      const pkg = await wasmer.packages.load(program);
      const sandbox = await wasmer.sandboxes.create({ packages: [pkg] });
      try {
        return (await sandbox.command(pkg, []).run()).text();
      } finally {
        await sandbox.close();
      }
    },
    close: () => wasmer.close(),
  };
}
