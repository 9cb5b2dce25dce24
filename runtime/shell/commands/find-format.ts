/** What `find -printf` writes. */
import { dirName, type SyncFileSystem } from "../../../vfs/index.ts";
import type { FoundFile } from "./find-words.ts";
import { longTimeText, modeText } from "./stat-text.ts";

const typeLetters = { file: "f", directory: "d", symlink: "l" } as const;
const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "0": "\0",
  "\\": "\\",
};

/** Fills `format` with what is known of a file. */
export function foundText(format: string, file: FoundFile, fs: SyncFileSystem): string {
  const directive = /\\([abfnrtv0\\])|%([-0]*\d*)([TAC].|[a-zA-Z%])/g;
  return format.replace(directive, (whole, escaped?: string, width?: string, letter?: string) => {
    if (escaped !== undefined) return escapes[escaped] ?? whole;
    const text = letter === undefined ? undefined : readingOf(letter, file, fs);
    return text === undefined ? whole : padded(text, width ?? "");
  });
}

function padded(text: string, width: string): string {
  const length = Math.min(Number(width.replaceAll(/[-]/g, "")) || 0, 1_000);
  if (width.includes("-")) return text.padEnd(length);
  return text.padStart(length, width.startsWith("0") ? "0" : " ");
}

function readingOf(
  letter: string,
  { name, path, base, depth, start, stat }: FoundFile,
  fs: SyncFileSystem,
): string | undefined {
  switch (letter) {
    case "%":
      return "%";
    case "p":
      return name;
    case "P":
      return name === start
        ? ""
        : name.slice(start.endsWith("/") ? start.length : start.length + 1);
    case "f":
      return base;
    case "h":
      return name.includes("/") ? dirName(name) : ".";
    case "H":
      return start;
    case "d":
      return String(depth);
    case "s":
      return String(stat.size);
    case "k":
    case "b":
      return String(Math.ceil(stat.size / 4096) * (letter === "k" ? 4 : 8));
    case "m":
      return (stat.mode & 0o7777).toString(8);
    case "M":
      return modeText(stat);
    case "n":
      return String(stat.nlink);
    case "i":
      return String(stat.ino);
    case "u":
    case "g":
      return "user";
    case "U":
    case "G":
      return "1000";
    case "l":
      return stat.type === "symlink" ? fs.readlink(path) : "";
    case "y":
      return typeLetters[stat.type] ?? "?";
    case "t":
      return clockText(stat.mtimeNs);
    case "a":
      return clockText(stat.atimeNs);
    case "c":
      return clockText(stat.ctimeNs);
  }
  const times = { T: stat.mtimeNs, A: stat.atimeNs, C: stat.ctimeNs } as const;
  const time = times[letter.charAt(0) as keyof typeof times];
  return time === undefined ? undefined : timePart(time, letter.charAt(1));
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Such as `Fri Jan  5 10:00:00.0000000000 2024`, in UTC. */
function clockText(timeNs: bigint): string {
  const time = new Date(Number(timeNs / 1_000_000n));
  const day = String(time.getUTCDate()).padStart(2);
  const [, clock = ""] = longTimeText(timeNs).split(" ");
  return `${days[time.getUTCDay()]} ${months[time.getUTCMonth()]} ${day} ${clock}0 ${time.getUTCFullYear()}`;
}

function timePart(timeNs: bigint, part: string): string | undefined {
  const [day = "", clock = ""] = longTimeText(timeNs).split(" ");
  const [year = "", month = "", date = ""] = day.split("-");
  const seconds = timeNs / 1_000_000_000n;
  switch (part) {
    case "@":
      return `${seconds}.${clock.split(".")[1] ?? ""}0`;
    case "s":
      return String(seconds);
    case "Y":
      return year;
    case "y":
      return year.slice(2);
    case "m":
      return month;
    case "d":
      return date;
    case "H":
      return clock.slice(0, 2);
    case "M":
      return clock.slice(3, 5);
    case "S":
      return `${clock.slice(6)}0`;
    case "T":
    case "X":
      return `${clock}0`;
    case "F":
      return day;
    case "D":
      return `${month}/${date}/${year.slice(2)}`;
    case "+":
      return `${day}+${clock}0`;
    default:
      return undefined;
  }
}
