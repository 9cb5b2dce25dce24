/** `date`: times that are told from others, over the interpreter's own command. */
import type { Command } from "../interpreter.ts";

const units: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};
const item =
  /(?:^|\s+)(?:(next|last)|([+-]?\s*\d+))\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?(?=\s|$)/gi;

/** Makes the command; `nowMs` tells the time. */
export function createDate(nowMs: () => number): Command {
  return {
    name: "date",
    trusted: true,
    execute(args, { origCommand }) {
      const changed = args.map((arg, index) => {
        const before = args[index - 1];
        const long = /^--date=(.*)$/s.exec(arg)?.[1];
        if (long !== undefined) return `--date=${withoutRelative(long, nowMs)}`;
        return before === "-d" || before === "--date" || before === "-ud"
          ? withoutRelative(arg, nowMs)
          : arg;
      });
      if (origCommand !== undefined) return origCommand(changed);
      return { stdout: "", stderr: "date: not available\n", exitCode: 127 };
    },
  };
}

/** The time that `text` tells; undefined when it tells none. `nowMs` tells the time. */
export function readTime(text: string, nowMs: () => number): Date | undefined {
  const seconds = withoutRelative(text, nowMs);
  const time = baseTime(seconds.trim(), nowMs);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The time that `text` tells, as seconds, where it says how far it is from another one. */
function withoutRelative(text: string, nowMs: () => number): string {
  const items = [...text.matchAll(item)];
  if (items.length === 0) return text;
  const base = text.replace(item, " ").trim();
  const time = baseTime(base, nowMs);
  if (Number.isNaN(time.getTime())) return text;
  for (const [, word, count, unit = "", ago] of items) {
    const amount =
      word === undefined
        ? Number((count ?? "").replace(/\s/g, ""))
        : word.toLowerCase() === "next"
          ? 1
          : -1;
    const signed = ago === undefined ? amount : -amount;
    const name = unit.toLowerCase();
    if (name === "month") time.setUTCMonth(time.getUTCMonth() + signed);
    else if (name === "year") time.setUTCFullYear(time.getUTCFullYear() + signed);
    else time.setTime(time.getTime() + signed * (units[name] ?? 0) * 1_000);
  }
  return `@${Math.floor(time.getTime() / 1_000)}`;
}

function baseTime(text: string, nowMs: () => number): Date {
  const day = 86_400_000;
  const seconds = /^@(-?\d+)$/.exec(text)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1_000);
  switch (text.toLowerCase()) {
    case "":
    case "now":
    case "today":
      return new Date(nowMs());
    case "yesterday":
      return new Date(nowMs() - day);
    case "tomorrow":
      return new Date(nowMs() + day);
    default:
      return new Date(
        /\d:\d/.test(text) && !/[Zz]$|[+-]\d\d:?\d\d$/.test(text)
          ? `${text.replace(" ", "T")}Z`
          : text,
      );
  }
}
