/** The commands `sh` and `bash`: their options, and where the script comes from. */
import { absolutePath, type Refusal, readSource, readStdin } from "../command.ts";
import type { Kernel } from "../kernel.ts";
import { decodeText } from "./byte-text.ts";
import type { ShellScript } from "./run-shell.ts";

/** Options of one letter that `set` takes too. */
const setLetters = "aefhkmnptuvxBCEHPT";
/** Options that change nothing in a sandbox. */
const ignored = /^(?:--(?:login|norc|noprofile|posix|restricted)|-)$/;

/** Reads the command line, where `argv[0]` is the shell's own name. */
export function readShellCommand(argv: readonly string[], kernel: Kernel): ShellScript | Refusal {
  const [name = "bash", ...args] = argv;
  const settings: string[] = [];
  let isText = false;
  for (let arg = args[0]; arg !== undefined; arg = args[0]) {
    if (!/^[-+]/.test(arg)) break;
    args.shift();
    if (arg === "--") break;
    if (ignored.test(arg)) continue;
    if (arg.startsWith("--")) return refusal(name, `${arg}: invalid option`);
    for (const letter of arg.slice(1)) {
      if (letter === "c") isText = true;
      else if (letter === "o") settings.push(`set ${arg.charAt(0)}o ${args.shift() ?? ""}`);
      else if (setLetters.includes(letter)) settings.push(`set ${arg.charAt(0)}${letter}`);
      else if (!"ils".includes(letter)) return refusal(name, `-${letter}: invalid option`);
    }
  }
  const prefix = settings.map((setting) => `${setting};`).join("");
  if (isText) {
    const [text, zero = name, ...rest] = args;
    if (text === undefined) return refusal(name, "-c: option requires an argument");
    return { source: prefix + text, name: zero, args: rest };
  }
  const [file, ...rest] = args;
  if (file === undefined) {
    return { source: prefix + decodeText(readStdin(kernel)), name, args: [] };
  }
  const bytes = readSource(kernel, absolutePath(kernel, file));
  if (bytes === undefined) {
    return { message: `${name}: ${file}: No such file or directory`, exitCode: 127 };
  }
  return { source: prefix + decodeText(bytes), name: file, args: rest };
}

function refusal(name: string, reason: string): Refusal {
  return { message: `${name}: ${reason}`, exitCode: 2 };
}
