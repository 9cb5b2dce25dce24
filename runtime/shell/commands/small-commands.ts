/** `mktemp`, `realpath`, `yes` and others that take a few lines each. */
import { FsError } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import type { CommandCall, OwnCommand } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** The command `mktemp`. */
export const mktemp: OwnCommand = {
  name: "mktemp",
  help: "Usage: mktemp [-dqtu] [-p DIRECTORY] [--suffix=TEXT] [TEMPLATE]\nMake a new file or directory and write its name.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "dqtu",
      values: "pS",
      long: { directory: "d", quiet: "q", "dry-run": "u", tmpdir: "p", suffix: "S" },
    });
    const [template = "tmp.XXXXXXXXXX"] = options.operands;
    const [, before = "", places = "", after = ""] = /^(.*?)(X{3,})([^X/]*)$/s.exec(template) ?? [];
    if (places === "") throw new OptionProblem(`too few X's in template '${template}'`);
    const isPlaced = options.has("p") || options.has("t") || options.operands.length === 0;
    const place = options.value("p") || call.env["TMPDIR"] || "/tmp";
    const directory = isPlaced ? `${place.replace(/\/$/, "")}/` : "";
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const name =
        directory + before + randomName(call, places.length) + after + (options.value("S") ?? "");
      const path = call.path(name);
      if (call.fs.exists(path, { follow: false })) continue;
      try {
        if (options.has("u")) return finish(call, name);
        if (options.has("d")) call.fs.mkdir(path, 0o700);
        else {
          call.fs.writeFile(path, new Uint8Array());
          call.fs.chmod(path, 0o600);
        }
        return finish(call, name);
      } catch (error) {
        const what = options.has("d") ? "directory" : "file";
        call.complain(
          `failed to create ${what} via template '${directory}${template}': ${errorText(error)}`,
        );
        return 1;
      }
    }
    return 1;
  },
};

function finish(call: CommandCall, name: string): number {
  call.writeText(`${name}\n`);
  return 0;
}

function randomName({ kernel }: CommandCall, length: number): string {
  const bytes = new Uint8Array(length);
  kernel.entropy(bytes);
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

/** The command `realpath`. */
export const realpath: OwnCommand = {
  name: "realpath",
  help: "Usage: realpath [-ems] [--relative-to=DIRECTORY] FILE...\nWrite absolute paths without symlinks.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "emsqzLP",
      values: "r",
      long: {
        "canonicalize-existing": "e",
        "canonicalize-missing": "m",
        "no-symlinks": "s",
        quiet: "q",
        "relative-to": "r",
      },
    });
    if (options.operands.length === 0) throw new OptionProblem("missing operand");
    const base = options.value("r");
    for (const given of options.operands) {
      try {
        const real = options.has("s")
          ? call.path(given)
          : resolve(call, given, options.has("m") ? "all" : options.has("e") ? "none" : "last");
        call.writeText(`${base === undefined ? real : relative(call.path(base), real)}\n`);
      } catch (error) {
        if (options.has("q")) call.complain("", 1);
        else call.complain(`${given}: ${errorText(error)}`);
      }
    }
    return undefined;
  },
};

/** What may be missing: nothing, the last component, or all of them. */
function resolve(call: CommandCall, given: string, missing: "none" | "last" | "all"): string {
  const path = call.path(given);
  try {
    return call.fs.realpath(path);
  } catch (error) {
    if (missing === "none" || !(error instanceof FsError) || error.code !== "ENOENT") throw error;
    const end = path.lastIndexOf("/");
    const parent = path.slice(0, end) || "/";
    const real =
      missing === "all" && !call.fs.exists(parent)
        ? resolve(call, parent, missing)
        : call.fs.realpath(parent);
    return `${real === "/" ? "" : real}${path.slice(end)}`;
  }
}

function relative(from: string, to: string): string {
  const start = from.split("/").filter((name) => name !== "");
  const end = to.split("/").filter((name) => name !== "");
  let common = 0;
  while (common < start.length && start[common] === end[common]) common += 1;
  return [...start.slice(common).map(() => ".."), ...end.slice(common)].join("/") || ".";
}

/** So many bytes are as good as endless: nothing reads them while they are written. */
const endlessBytes = 1_000_000;

/** The command `yes`. */
export const yes: OwnCommand = {
  name: "yes",
  help: "Usage: yes [TEXT]...\nWrite a line again and again: here, until it is 1 MB.",
  run(call) {
    const line = `${call.args.length === 0 ? "y" : call.args.join(" ")}\n`;
    call.charge(endlessBytes);
    call.writeText(line.repeat(Math.max(1, Math.floor(endlessBytes / line.length))));
    return 0;
  },
};

const facts: Readonly<Record<string, string>> = {
  s: "Linux",
  n: "localhost",
  r: "6.1.0",
  v: "#1 SMP",
  m: "x86_64",
  o: "GNU/Linux",
};

/** The command `uname`. */
export const uname: OwnCommand = {
  name: "uname",
  help: "Usage: uname [-asnrvmo]\nWrite what the system says that it is.",
  run(call) {
    const options = readOptions(call.args, { flags: "asnrvmpio", long: { all: "a" } });
    const asked = options.has("a")
      ? "snrvmo"
      : options.all.map(([letter]) => letter).join("") || "s";
    call.writeText(`${[...asked].map((letter) => facts[letter] ?? "unknown").join(" ")}\n`);
    return 0;
  },
};

/** The command `nproc`. */
export const nproc: OwnCommand = {
  name: "nproc",
  help: "Usage: nproc\nWrite how many processors there are.",
  run(call) {
    call.writeText("1\n");
    return 0;
  },
};

/** The command `id`. */
export const id: OwnCommand = {
  name: "id",
  help: "Usage: id [-ugnG]\nWrite who runs the shell.",
  run(call) {
    const options = readOptions(call.args, { flags: "ugGnr" });
    const isShort = options.has("u") || options.has("g") || options.has("G");
    const name = options.has("n") ? "user" : "1000";
    call.writeText(isShort ? `${name}\n` : "uid=1000(user) gid=1000(user) groups=1000(user)\n");
    return 0;
  },
};
