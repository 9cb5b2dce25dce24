/** just-bash: a new shell on the same files for each command line. */
import { Bash, InMemoryFs } from "just-bash";

/** @type {import("../shell/contender.ts").ShellModule["open"]} */
export function open(files) {
  const placed = Array.from(files, ([path, text]) => [`/app/${path}`, text]);
  const fs = new InMemoryFs(Object.fromEntries(placed));
  return {
    async run(command) {
      const { stdout, stderr } = await new Bash({ fs, cwd: "/app" }).exec(command);
      if (stderr !== "") throw new Error(stderr);
      return stdout;
    },
  };
}
