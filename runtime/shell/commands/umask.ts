/** `umask`: the permissions that the files which the shell makes from now on do not have. */
import type { Command, CommandResult } from "../interpreter.ts";
import type { ShellExtras } from "../shell-memory.ts";

/** Makes the command; `extras` holds the mask. */
export function createUmask(extras: Pick<ShellExtras, "umask">): Command {
  return {
    name: "umask",
    trusted: true,
    execute(args) {
      const isSymbolic = args.includes("-S");
      const isReusable = args.includes("-p");
      const [given] = args.filter((arg) => !/^-[Sp]+$/.test(arg) && arg !== "--");
      if (given === undefined) {
        const text = isSymbolic ? symbolic(extras.umask) : octal(extras.umask);
        return result(`${isReusable ? `umask ${isSymbolic ? "-S " : ""}` : ""}${text}\n`);
      }
      const mask = /^[0-7]{1,4}$/.test(given)
        ? Number.parseInt(given, 8)
        : changed(extras.umask, given);
      if (mask === undefined || mask > 0o777) {
        const reason = /^\d/.test(given)
          ? "octal number out of range"
          : "invalid symbolic mode operator";
        return { stdout: "", stderr: `bash: umask: ${given}: ${reason}\n`, exitCode: 1 };
      }
      extras.umask = mask;
      return result(isSymbolic ? `${symbolic(mask)}\n` : "");
    },
  };
}

function result(stdout: string): CommandResult {
  return { stdout, stderr: "", exitCode: 0 };
}

function octal(mask: number): string {
  return mask.toString(8).padStart(4, "0");
}

const shifts = { u: 6, g: 3, o: 0 } as const;
const bits = { r: 4, w: 2, x: 1 } as const;

/** What the mask lets through, such as `u=rwx,g=rx,o=rx`. */
function symbolic(mask: number): string {
  return Object.entries(shifts)
    .map(([who, shift]) => {
      const allowed = (~mask >> shift) & 7;
      const letters = Object.entries(bits).filter(([, bit]) => (allowed & bit) !== 0);
      return `${who}=${letters.map(([letter]) => letter).join("")}`;
    })
    .join(",");
}

/** The mask after changes such as `g-w,o=`; undefined for what is none. */
function changed(mask: number, changes: string): number | undefined {
  let allowed = ~mask & 0o777;
  for (const change of changes.split(",")) {
    const [, who = "", operator, letters = ""] = /^([ugoa]*)([-+=])([rwx]*)$/.exec(change) ?? [];
    if (operator === undefined) return undefined;
    const isAll = who === "" || who.includes("a");
    const wanted = Object.entries(bits).reduce(
      (sum, [letter, bit]) => sum | (letters.includes(letter) ? bit : 0),
      0,
    );
    for (const [name, shift] of Object.entries(shifts)) {
      if (!isAll && !who.includes(name)) continue;
      const own = wanted << shift;
      if (operator === "+") allowed |= own;
      else if (operator === "-") allowed &= ~own;
      else allowed = (allowed & ~(7 << shift)) | own;
    }
  }
  return ~allowed & 0o777;
}
