/** Our shell on this thread: a new one for each command line. */
import { createKernel } from "../../runtime/create-kernel.ts";
import { createFuelAccount } from "../../runtime/fuel-account.ts";
import { loadInterpreter, runShell } from "../../runtime/shell/index.ts";
import { createFileSystem } from "../../vfs/index.ts";
import type { OpenShell } from "./contender.ts";

/** Opens it. */
export async function open(files: ReadonlyMap<string, string>): Promise<OpenShell> {
  await loadInterpreter();
  const { sync: fs } = createFileSystem();
  for (const path of ["/app", "/tmp"]) fs.mkdir(path);
  const encoder = new TextEncoder();
  for (const [path, content] of files) {
    const names = path.split("/").slice(0, -1);
    names.forEach((_, index) => {
      const directory = `/app/${names.slice(0, index + 1).join("/")}`;
      if (!fs.exists(directory)) fs.mkdir(directory);
    });
    fs.writeFile(`/app/${path}`, encoder.encode(content));
  }
  let fuel = 0;
  return {
    run(source) {
      let stdout = "";
      const decoder = new TextDecoder();
      const account = createFuelAccount(10n ** 13n);
      const kernel = createKernel({
        fs,
        fuel: account,
        args: ["bash"],
        stdout: (bytes) => {
          stdout += decoder.decode(bytes, { stream: true });
        },
      });
      runShell({ source, name: "bash", args: [] }, kernel);
      kernel.close();
      fuel = Number(account.used);
      return stdout;
    },
    fuel: () => fuel,
  };
}
