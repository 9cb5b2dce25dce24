/** `touch`: the times of files, which it makes where there are none. */
import { cost } from "../../../utils-lib/index.ts";
import { errorText } from "../error-text.ts";
import type { CommandCall, OwnCommand } from "./command-call.ts";
import { readTime } from "./date.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";

/** The command. */
export const touch: OwnCommand = {
  name: "touch",
  help: "Usage: touch [-acm] [-d DATE | -t [[CC]YY]MMDDhhmm[.ss] | -r FILE] FILE...\nSet the times of files, and make those that are not there.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "acmfh",
      values: "dtr",
      long: { "no-create": "c", date: "d", reference: "r", "no-dereference": "h" },
    });
    if (options.operands.length === 0) throw new OptionProblem("missing file operand");
    const { atimeNs, mtimeNs } = timesOf(call, options);
    const isBoth = options.has("a") === options.has("m");
    const times = {
      ...(isBoth || options.has("a") ? { atimeNs } : {}),
      ...(isBoth || options.has("m") ? { mtimeNs } : {}),
    };
    for (const name of options.operands) {
      const path = call.path(name);
      call.charge(cost.change);
      try {
        if (!call.fs.exists(path)) {
          if (options.has("c")) continue;
          call.create(path);
        }
        call.fs.utimes(path, times);
      } catch (error) {
        call.complain(`cannot touch '${name}': ${errorText(error)}`);
      }
    }
    return undefined;
  },
};

interface Times {
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
}

function timesOf(call: CommandCall, options: GivenOptions): Times {
  const nowNs = call.kernel.clock.realtimeNs();
  const reference = options.value("r");
  if (reference !== undefined) {
    const { atimeNs, mtimeNs } = call.fs.stat(call.path(reference));
    return { atimeNs, mtimeNs };
  }
  const nowMs = (): number => Number(nowNs / 1_000_000n);
  const [date, stamp] = [options.value("d"), options.value("t")];
  if (date === undefined && stamp === undefined) return { atimeNs: nowNs, mtimeNs: nowNs };
  const time = stamp === undefined ? readTime(date ?? "", nowMs) : readStamp(stamp, nowMs());
  if (time === undefined) throw new OptionProblem(`invalid date format ‘${stamp ?? date}’`);
  const timeNs = BigInt(time.getTime()) * 1_000_000n;
  return { atimeNs: timeNs, mtimeNs: timeNs };
}

/** `[[CC]YY]MMDDhhmm[.ss]`, in UTC. */
function readStamp(text: string, nowMs: number): Date | undefined {
  const [, year, rest, seconds = "00"] =
    /^(\d{2}(?:\d{2})?)?(\d{8})(?:\.(\d\d))?$/.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const [month, day, hours, minutes] = rest.match(/../g) ?? [];
  const short = year?.length === 2 ? `${Number(year) < 69 ? "20" : "19"}${year}` : year;
  const whole = short ?? String(new Date(nowMs).getUTCFullYear());
  const time = new Date(`${whole}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
