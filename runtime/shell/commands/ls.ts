/** `ls`: what is in directories. */
import { cost } from "../../../utils-lib/index.ts";
import type { Stat } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import type { CommandCall, OwnCommand } from "./command-call.ts";
import { type GivenOptions, readOptions } from "./options.ts";
import { humanSize, modeText, timeText } from "./stat-text.ts";

/** The command. */
export const ls: OwnCommand = {
  name: "ls",
  help: "Usage: ls [-1aAdFhilLmpRrSst] [FILE]...\nList files, and what is in directories.",
  usageExitCode: 2,
  run(call) {
    const options = readOptions(call.args, {
      flags: "1aAdFgGhHiklLmnNopQrRsStuUvXcx",
      values: "Iw",
      long: {
        all: "a",
        "almost-all": "A",
        directory: "d",
        classify: "F",
        color: "N",
        "human-readable": "h",
        recursive: "R",
        reverse: "r",
        "group-directories-first": "G",
        "time-style": "k",
        "full-time": "l",
      },
    });
    const given = options.operands.length === 0 ? ["."] : options.operands;
    const files: Entry[] = [];
    const directories: Entry[] = [];
    for (const name of given) {
      try {
        const link = call.fs.lstat(call.path(name));
        const followed =
          link.type === "symlink" && !options.has("l") ? call.fs.stat(call.path(name)) : link;
        const isListed = followed.type === "directory" && !options.has("d");
        (isListed ? directories : files).push({
          name,
          path: call.path(name),
          stat: isListed ? followed : link,
        });
      } catch (error) {
        call.complain(`cannot access '${name}': ${errorText(error)}`, 2);
      }
    }
    showEntries(call, sorted(files, options), options);
    const isNamed = given.length > 1 || options.has("R");
    let isFirst = files.length === 0;
    const show = ({ name, path }: Entry): void => {
      if (isNamed) call.writeText(`${isFirst ? "" : "\n"}${name}:\n`);
      isFirst = false;
      const entries = entriesOf(call, path, options);
      if (options.has("l")) call.writeText(`total ${blocksOf(entries)}\n`);
      showEntries(call, entries, options);
      if (!options.has("R")) return;
      for (const entry of entries) {
        if (entry.stat.type !== "directory" || entry.name === "." || entry.name === "..") continue;
        show({ ...entry, name: `${name.replace(/\/$/, "")}/${entry.name}` });
      }
    };
    for (const directory of sorted(directories, options)) show(directory);
    return undefined;
  },
};

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
}

function entriesOf(call: CommandCall, path: string, options: GivenOptions): readonly Entry[] {
  const names = call.fs.readdir(path).map(({ name }) => name);
  const isAll = options.has("a");
  const shown = names.filter((name) => isAll || options.has("A") || !name.startsWith("."));
  call.charge(names.length * cost.entry);
  const entries = shown.map((name) => {
    const whole = `${path === "/" ? "" : path}/${name}`;
    return { name, path: whole, stat: call.fs.lstat(whole) };
  });
  const own = [".", ".."].map((name) => ({
    name,
    path,
    stat: call.fs.stat(call.path(`${path}/${name}`)),
  }));
  return isAll ? [...own, ...sorted(entries, options)] : sorted(entries, options);
}

function sorted(entries: readonly Entry[], options: GivenOptions): readonly Entry[] {
  const byName = entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const ordered = options.has("S")
    ? byName.toSorted((a, b) => b.stat.size - a.stat.size)
    : options.has("t")
      ? byName.toSorted((a, b) => Number(b.stat.mtimeNs - a.stat.mtimeNs))
      : byName;
  return options.has("r") ? ordered.toReversed() : ordered;
}

function showEntries(call: CommandCall, entries: readonly Entry[], options: GivenOptions): void {
  if (!options.has("l")) {
    const names = entries.map((entry) => entry.name + markOf(entry, options));
    if (options.has("m")) call.writeText(names.length === 0 ? "" : `${names.join(", ")}\n`);
    else for (const name of names) call.writeText(`${name}\n`);
    return;
  }
  const rows = entries.map(({ stat }) => ({
    links: String(stat.nlink),
    size: options.has("h") ? humanSize(stat.size) : String(stat.size),
  }));
  const width = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map(({ length }) => length));
  const linkWidth = width(rows.map(({ links }) => links));
  const sizeWidth = width(rows.map(({ size }) => size));
  entries.forEach((entry, index) => {
    const { links = "", size = "" } = rows[index] ?? {};
    const target = entry.stat.type === "symlink" ? ` -> ${call.fs.readlink(entry.path)}` : "";
    const name = `${entry.name}${markOf(entry, options)}${target}`;
    const start = `${modeText(entry.stat)} ${links.padStart(linkWidth)} user user`;
    call.writeText(
      `${start} ${size.padStart(sizeWidth)} ${timeText(entry.stat.mtimeNs)} ${name}\n`,
    );
  });
}

function markOf({ name, stat }: Entry, options: GivenOptions): string {
  if (stat.type === "directory" && (options.has("p") || options.has("F"))) {
    return name.endsWith("/") ? "" : "/";
  }
  if (!options.has("F")) return "";
  if (stat.type === "symlink") return options.has("l") ? "" : "@";
  return (stat.mode & 0o111) === 0 ? "" : "*";
}

/** Kibibytes on a disk that has blocks of 4 KiB. */
function blocksOf(entries: readonly Entry[]): number {
  return entries.reduce((total, { stat }) => total + Math.ceil(stat.size / 4096) * 4, 0);
}
