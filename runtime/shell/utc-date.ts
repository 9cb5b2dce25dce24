/** A `Date` that lives in UTC and tells the time of a clock of ours, wherever the machine stands. */

/** A text that says itself which zone it means: its end does, or it is a day without a time. */
const namesZone = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$|^\d{4}(?:-\d\d){0,2}$/i;

/** Makes the constructor. */
export function createUtcDate(nowMs: () => number): DateConstructor {
  class UtcDate extends Date {
    constructor(...parts: readonly unknown[]) {
      super(instantOf(parts, nowMs));
    }
    static override now(): number {
      return nowMs();
    }
    static override parse(text: string): number {
      return parseAsUtc(text);
    }
  }
  const { prototype } = UtcDate;
  for (const name of Object.getOwnPropertyNames(Date.prototype)) {
    const utcName = name.replace(/^([gs]et)(?!UTC|Time)/, "$1UTC");
    const inUtc: unknown = Reflect.get(Date.prototype, utcName);
    if (utcName === name || typeof inUtc !== "function") continue;
    Object.defineProperty(prototype, name, { value: inUtc, writable: true, configurable: true });
  }
  Object.defineProperty(prototype, "getTimezoneOffset", { value: () => 0, configurable: true });
  Object.defineProperty(prototype, "toString", {
    value(this: Date) {
      return Number.isNaN(this.getTime()) ? "Invalid Date" : this.toUTCString();
    },
    configurable: true,
  });
  return UtcDate as unknown as DateConstructor;
}

function instantOf(parts: readonly unknown[], nowMs: () => number): number {
  if (parts.length === 0) return nowMs();
  const [first] = parts;
  if (parts.length > 1) {
    const [year = Number.NaN, month = 0, ...rest] = parts.map(Number);
    return Date.UTC(year, month, ...rest);
  }
  if (first instanceof Date) return first.getTime();
  return typeof first === "string" ? parseAsUtc(first) : Number(first);
}

function parseAsUtc(text: string): number {
  const instant = new Date(text);
  if (namesZone.test(text) || Number.isNaN(instant.getTime())) return instant.getTime();
  return Date.UTC(
    instant.getFullYear(),
    instant.getMonth(),
    instant.getDate(),
    instant.getHours(),
    instant.getMinutes(),
    instant.getSeconds(),
    instant.getMilliseconds(),
  );
}
