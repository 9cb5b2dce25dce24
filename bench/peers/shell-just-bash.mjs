/** just-bash: one shell for all command lines. */
import { Bash } from "just-bash";

/** @type {import("../shell/contender.ts").ShellModule["open"]} */
export function open(files) {
  const bash = new Bash({ files: placed(files), cwd: "/app" });
  return {
    async run(command) {
      const { stdout, stderr } = await bash.exec(command);
      if (stderr !== "") throw new Error(stderr);
      return stdout;
    },
  };
}

function placed(files) {
  return {
    "/app/.keep": "",
    ...Object.fromEntries(Array.from(files, ([path, text]) => [`/app/${path}`, text])),
  };
}
