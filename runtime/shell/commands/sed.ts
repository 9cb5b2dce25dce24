/** `sed`: the interpreter's own, which knows no copies of the files that it changes. */
import { normalizePath } from "../../../vfs/index.ts";
import type { Command } from "../interpreter.ts";
import type { ShellRealm } from "../shell-realm.ts";

/** `-i` and what a copy's name ends with, or another option in front of it. */
const inPlace = /^(?:-([nErsuz]*)i(.+)|--in-place=(.+))$/;

/** Makes the command. */
export function createSed(realm: Pick<ShellRealm, "kernel">): Command {
  return {
    name: "sed",
    trusted: true,
    execute(args, { cwd, origCommand }) {
      if (origCommand === undefined)
        return { stdout: "", stderr: "sed: not available\n", exitCode: 127 };
      const { fs, fuel } = realm.kernel;
      const place = args.findIndex((arg) => inPlace.test(arg));
      if (place < 0) return origCommand(args);
      const [, letters = "", short, long] = inPlace.exec(args[place] ?? "") ?? [];
      const suffix = short ?? long ?? "";
      for (const arg of args.slice(place + 1)) {
        const path = normalizePath(arg, cwd);
        // A script is no file; what is one and what is not is for the command itself to say.
        if (arg === "" || !fs.exists(path) || fs.stat(path).type !== "file") continue;
        fuel.charge(fs.stat(path).size);
        fs.writeFile(path + suffix, fs.readFile(path));
      }
      const others = letters === "" ? [] : [`-${letters}`];
      return origCommand([...args.slice(0, place), ...others, "-i", ...args.slice(place + 1)]);
    },
  };
}
