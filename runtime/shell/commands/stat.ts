/** `stat`: what is known of files. */
import type { Stat } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import type { OwnCommand } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";
import { longTimeText, modeText } from "./stat-text.ts";

const typeNames = {
  file: "regular file",
  directory: "directory",
  symlink: "symbolic link",
} as const;

/** The command. */
export const stat: OwnCommand = {
  name: "stat",
  help: "Usage: stat [-L] [-c FORMAT | --printf=FORMAT] FILE...\nWrite what is known of files.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "Lt",
      values: "cP",
      long: { dereference: "L", format: "c", printf: "P", terse: "t" },
    });
    if (options.operands.length === 0) throw new OptionProblem("missing operand");
    const printf = options.value("P");
    const format = printf?.replaceAll("\\n", "\n").replaceAll("\\t", "\t") ?? options.value("c");
    for (const name of options.operands) {
      try {
        const path = call.path(name);
        const found = options.has("L") ? call.fs.stat(path) : call.fs.lstat(path);
        if (format === undefined) call.writeText(report(name, found));
        else call.writeText(fill(format, name, found) + (printf === undefined ? "\n" : ""));
      } catch (error) {
        call.complain(`cannot statx '${name}': ${errorText(error)}`);
      }
    }
    return undefined;
  },
};

function fill(format: string, name: string, found: Stat): string {
  const { type, mode, size, ino, nlink, atimeNs, mtimeNs, ctimeNs } = found;
  const seconds = (time: bigint): string => String(time / 1_000_000_000n);
  const isEmpty = type === "file" && size === 0;
  const values: Readonly<Record<string, string>> = {
    n: name,
    N: `'${name}'`,
    s: String(size),
    b: String(Math.ceil(size / 4096) * 8),
    B: "512",
    a: (mode & 0o7777).toString(8),
    A: modeText(found),
    f: mode.toString(16),
    F: isEmpty ? "regular empty file" : typeNames[type],
    i: String(ino),
    h: String(nlink),
    u: "1000",
    g: "1000",
    U: "user",
    G: "user",
    x: longTimeText(atimeNs),
    X: seconds(atimeNs),
    y: longTimeText(mtimeNs),
    Y: seconds(mtimeNs),
    z: longTimeText(ctimeNs),
    Z: seconds(ctimeNs),
    w: "-",
    W: "0",
    "%": "%",
  };
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter] ?? whole);
}

const lines = [
  "  File: %n",
  "  Size: %s\tBlocks: %b\tIO Block: 4096\t%F",
  "Device: 0,1\tInode: %i\tLinks: %h",
  "Access: (0%a/%A)  Uid: ( %u/    %U)   Gid: ( %g/    %G)",
  "Access: %x",
  "Modify: %y",
  "Change: %z",
  " Birth: %w",
];

function report(name: string, found: Stat): string {
  return `${lines.map((line) => fill(line, name, found)).join("\n")}\n`;
}
