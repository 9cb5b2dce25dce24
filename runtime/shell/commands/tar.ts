/** `tar`: makes archives, lists and unpacks them. */
import { cost } from "../../../utils-lib/index.ts";
import { dirName, FsError, joinPath } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import type { CommandCall, OwnCommand } from "./command-call.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";
import { shellGlob } from "./shell-glob.ts";
import { modeText } from "./stat-text.ts";
import { readTar, type TarMember, TarProblem, writeTar } from "./tar-format.ts";
import { collectMembers } from "./tar-members.ts";

/** The most bytes of files that one archive may have. */
const maxArchiveBytes = 256 * 2 ** 20;

/** The command. */
export const tar: OwnCommand = {
  name: "tar",
  help: `Usage: tar -c|-r|-t|-x [-f ARCHIVE] [-zvkOphP] [-C DIRECTORY] [--exclude=PATTERN]
  [--strip-components=N] [-T FILE] [MEMBER]...
Make an archive, add to one, list it, or unpack it. -z compresses by gzip; bzip2 and xz are not there.`,
  usageExitCode: 2,
  run(call) {
    const options = readOptions(withDash(call.args), {
      flags: "crtxzavkOphPmwjJ",
      values: "fCTEN",
      long: {
        create: "c",
        append: "r",
        list: "t",
        extract: "x",
        get: "x",
        gzip: "z",
        gunzip: "z",
        "auto-compress": "a",
        verbose: "v",
        file: "f",
        directory: "C",
        "files-from": "T",
        exclude: "E",
        "strip-components": "N",
        "to-stdout": "O",
        "keep-old-files": "k",
        "preserve-permissions": "p",
        dereference: "h",
        "absolute-names": "P",
      },
    });
    const modes = [..."crtx"].filter((letter) => options.has(letter));
    if (modes.length !== 1) {
      throw new OptionProblem(
        modes.length === 0
          ? "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options"
          : "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option",
      );
    }
    if (options.has("j") || options.has("J")) {
      call.complain("bzip2 and xz are not available; use -z");
      return 2;
    }
    try {
      if (modes[0] === "c" || modes[0] === "r") return create(call, options);
      return unpack(call, options, modes[0] === "t");
    } catch (error) {
      if (!(error instanceof TarProblem)) throw error;
      call.complain(error.message);
      call.complain("Error is not recoverable: exiting now", 2);
      return undefined;
    }
  },
};

/** The first word may be letters alone, each of which takes its value from the words that follow. */
function withDash(args: readonly string[]): readonly string[] {
  const [first = "", ...rest] = args;
  if (first.startsWith("-") || first === "") return args;
  const words = [...rest];
  const options = [...first].flatMap((letter) =>
    "fCT".includes(letter) ? [`-${letter}`, words.shift() ?? ""] : [`-${letter}`],
  );
  return [...options, ...words];
}

function excluder(call: CommandCall, options: GivenOptions): (name: string) => boolean {
  const patterns = options
    .values("E")
    .map((pattern) =>
      shellGlob(pattern.replace(/\/$/, ""), { ignoreCase: false, charge: call.charge }),
    );
  return (name) => {
    const parts = name.replace(/\/$/, "").split("/");
    // A pattern holds for any end of the path.
    return patterns.some((matches) =>
      parts.some((_, start) => matches(parts.slice(start).join("/"))),
    );
  };
}

function create(call: CommandCall, options: GivenOptions): number | undefined {
  const file = options.value("f") ?? "-";
  const base = call.path(options.values("C").at(-1) ?? ".");
  const listed = options.values("T").flatMap((list) =>
    call
      .read(list)
      .split("\n")
      .filter((line) => line !== ""),
  );
  const names = [...options.operands, ...listed];
  if (names.length === 0 && options.values("T").length === 0) {
    call.complain("Cowardly refusing to create an empty archive");
    return 2;
  }
  const kept = options.has("r") && call.fs.exists(call.path(file)) ? readTar(call.read(file)) : [];
  const added = collectMembers(call, names, {
    base,
    isExcluded: excluder(call, options),
    follows: options.has("h"),
    maxBytes: maxArchiveBytes,
    // It would have to hold itself.
    leftOut: file === "-" ? undefined : call.path(file),
  });
  const say = (text: string): void => (file === "-" ? call.say(text) : call.writeText(text));
  if (options.has("v")) for (const { name } of added) say(`${name}\n`);
  const archive = writeTar([...kept, ...added]);
  call.charge(archive.length * cost.copiedByte);
  const isCompressed = options.has("z") || (options.has("a") && /\.t?gz$/.test(file));
  const bytes = isCompressed ? call.capture(["gzip", "-c"], archive) : archive;
  if (file === "-") call.write(bytes);
  else call.fs.writeFile(call.path(file), fromLatin1(bytes));
  return undefined;
}

function unpack(call: CommandCall, options: GivenOptions, onlyLists: boolean): number | undefined {
  const file = options.value("f") ?? "-";
  let archive: string;
  try {
    archive = call.read(file);
  } catch (error) {
    call.complain(`${file}: Cannot open: ${errorText(error)}`);
    throw new TarProblem("Error is not recoverable: exiting now");
  }
  const isCompressed = archive.startsWith("\x1f\x8b");
  const plain = isCompressed ? call.capture(["gzip", "-dc"], archive) : archive;
  call.charge(plain.length * cost.copiedByte);
  const members = chosen(call, readTar(plain), options);
  const strip = Number(options.value("N") ?? 0) || 0;
  const base = call.path(options.values("C").at(-1) ?? ".");
  for (const member of members) {
    call.charge(cost.entry);
    if (onlyLists) {
      call.writeText(options.has("v") ? longLine(member) : `${member.name}\n`);
      continue;
    }
    const name = member.name.split("/").slice(strip).join("/");
    if (name === "") continue;
    if (options.has("v")) call.writeText(`${member.name}\n`);
    if (options.has("O")) call.write(member.content);
    else extract(call, member, { name, base, keepsOld: options.has("k") });
  }
  return undefined;
}

/** The members that are named, by themselves, by a directory above or by a pattern. */
function chosen(
  call: CommandCall,
  members: readonly TarMember[],
  options: GivenOptions,
): readonly TarMember[] {
  const isExcluded = excluder(call, options);
  const left = members.filter(({ name }) => !isExcluded(name));
  const { operands } = options;
  if (operands.length === 0) return left;
  const wanted = operands.map((operand) => {
    const name = operand.replace(/\/$/, "");
    const matches = shellGlob(name, { ignoreCase: false, charge: call.charge });
    call.charge(left.length * cost.line);
    const found = left.filter((member) => {
      const own = member.name.replace(/\/$/, "");
      return own === name || own.startsWith(`${name}/`) || matches(own);
    });
    if (found.length === 0) call.complain(`${operand}: Not found in archive`, 2);
    return found;
  });
  const all = new Set(wanted.flat());
  return left.filter((member) => all.has(member));
}

function extract(
  call: CommandCall,
  { name: whole, type, mode, mtime, target, content }: TarMember,
  {
    name,
    base,
    keepsOld,
  }: { readonly name: string; readonly base: string; readonly keepsOld: boolean },
): void {
  const { fs } = call;
  if (name.split("/").includes("..")) {
    call.complain(`${whole}: Member name contains '..'`, 2);
    return;
  }
  const path = joinPath(base, name.replace(/^\/+/, "").replace(/\/$/, ""));
  call.charge(cost.change + content.length * cost.copiedByte);
  try {
    makeParents(fs, dirName(path));
    const exists = fs.exists(path, { follow: false });
    if (type === "directory") {
      if (!exists) fs.mkdir(path);
    } else {
      if (exists && keepsOld) throw new FsError("EEXIST", "open", whole);
      if (exists) fs.unlink(path);
      if (type === "symlink") fs.symlink(target, path);
      else if (type === "link") fs.link(joinPath(base, target), path);
      else fs.writeFile(path, fromLatin1(content));
    }
    if (type === "symlink") return;
    fs.chmod(path, mode & 0o777);
    const timeNs = BigInt(mtime) * 1_000_000_000n;
    if (type === "file") fs.utimes(path, { atimeNs: timeNs, mtimeNs: timeNs });
  } catch (error) {
    call.complain(`${whole}: Cannot open: ${errorText(error)}`, 2);
  }
}

function makeParents(fs: CommandCall["fs"], path: string): void {
  if (fs.exists(path)) return;
  makeParents(fs, dirName(path));
  fs.mkdir(path);
}

/** Such as `-rw-r--r-- user/user       63 2024-01-05 10:00 a.txt`. */
function longLine({ name, type, mode, mtime, content, target }: TarMember): string {
  const shown = type === "link" ? "h" : undefined;
  const modes = modeText({ type: type === "link" ? "file" : type, mode });
  const [day, clock = ""] = new Date(mtime * 1_000).toISOString().split("T");
  const link = type === "symlink" ? ` -> ${target}` : type === "link" ? ` link to ${target}` : "";
  const size = String(content.length).padStart(9);
  return `${shown === undefined ? modes : shown + modes.slice(1)} user/user ${size} ${day} ${clock.slice(0, 5)} ${name}${link}\n`;
}
