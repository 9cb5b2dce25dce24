/** Broken-down time, in UTC: a guest knows no other zone. */
import type { GuestMemory } from "../../wasi/memory.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { encodeCString } from "./strings.ts";

const secondsPerDay = 86_400;

/** What a JavaScript date can hold, in seconds from the epoch, https://tc39.es/ecma262/#sec-time-values-and-time-range. */
const maxSeconds = 8_640_000_000_000;

/** Words of `struct tm`: sec, min, hour, mday, mon, year - 1900, wday, yday, isdst, gmtoff. */
const tmWords = 10;

/** Makes the conversions between seconds and `struct tm`. */
export function createCalendarCalls({
  memory,
}: EmscriptenContext): Calls<
  "_gmtime_js" | "_localtime_js" | "_mktime_js" | "_timegm_js" | "_tzset_js"
> {
  const toTm = (seconds: bigint, pointer: number): void => writeTm(memory, pointer, seconds);
  const fromTm = (pointer: number): bigint => readTm(memory, pointer);
  return {
    _gmtime_js: voidCall(toTm),
    _localtime_js: voidCall(toTm),
    _mktime_js: fromTm,
    _timegm_js: fromTm,
    _tzset_js(timezone: number, daylight: number, standardName: number, summerName: number) {
      const name = encodeCString("UTC");
      memory.setU32(timezone, 0);
      memory.setU32(daylight, 0);
      memory.range(standardName, name.length).set(name);
      memory.range(summerName, name.length).set(name);
    },
  };
}

function voidCall(
  call: (seconds: bigint, pointer: number) => void,
): (seconds: bigint, pointer: number) => undefined {
  return (seconds, pointer) => {
    call(seconds, pointer);
  };
}

function writeTm(memory: GuestMemory, pointer: number, seconds: bigint): void {
  const limit = BigInt(maxSeconds);
  const bounded = seconds > limit ? limit : seconds < -limit ? -limit : seconds;
  const date = new Date(Number(bounded) * 1000);
  const year = date.getUTCFullYear();
  const words = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    year - 1900,
    date.getUTCDay(),
    dayOfYear(date),
    0,
    0,
  ];
  memory.check(pointer, tmWords * 4);
  words.forEach((word, index) => {
    memory.setU32((pointer >>> 0) + index * 4, word);
  });
}

/** Reads a time whose fields may be out of their ranges, as `mktime` allows, and puts them in order. -1 when there is no such time. */
function readTm(memory: GuestMemory, pointer: number): bigint {
  const word = (index: number): number => memory.getU32((pointer >>> 0) + index * 4) | 0;
  const date = new Date(0);
  // Set apart from the constructor, which takes years below 100 for those of a century.
  date.setUTCFullYear(word(5) + 1900, word(4), word(3));
  date.setUTCHours(word(2), word(1), word(0));
  const seconds = Math.floor(date.getTime() / 1000);
  if (Number.isNaN(seconds)) return -1n;
  writeTm(memory, pointer, BigInt(seconds));
  return BigInt(seconds);
}

function dayOfYear(date: Date): number {
  const newYear = new Date(date);
  newYear.setUTCMonth(0, 1);
  return Math.round((date.getTime() - newYear.getTime()) / 1000 / secondsPerDay);
}
