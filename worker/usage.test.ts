import { expect, test } from "vitest";
import { frameKinds } from "./frame.ts";
import { createUsageTeller, decodeUsage, type Usage } from "./usage.ts";

function float64s(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}

test("createUsageTeller() sends what decodeUsage() reads, at most every 50 ms", () => {
  const seen: (Usage | undefined)[] = [];
  let now = 1000;
  let fuelUsed = 0;
  const tell = createUsageTeller({
    sender: {
      sent: 0,
      send: (kind, payload) => {
        expect(kind).toBe(frameKinds.usage);
        seen.push(decodeUsage(payload.slice()));
      },
    },
    usage: () => ({ fuelUsed, memoryBytes: 65_536 }),
    nowMs: () => now,
  });
  for (const at of [1000, 1001, 1049, 1050, 1051, 1500, 1549]) {
    now = at;
    fuelUsed = at;
    tell();
  }
  expect(seen).toEqual([1000, 1050, 1500].map((used) => ({ fuelUsed: used, memoryBytes: 65_536 })));
});

test.each([
  ["nothing", new Uint8Array()],
  ["fewer bytes", new Uint8Array(15)],
  ["more bytes", new Uint8Array(17)],
  ["a negative count", float64s(-1, 0)],
  ["no number", float64s(0, Number.NaN)],
  ["an endless count", float64s(Number.POSITIVE_INFINITY, 0)],
  ["half a byte", float64s(0, 0.5)],
])("decodeUsage() takes no frame of %s", (_title, payload) => {
  expect(decodeUsage(payload)).toBeUndefined();
});

test("decodeUsage() reads a payload that is part of a larger buffer", () => {
  const whole = Uint8Array.of(1, 2, 3, ...float64s(7, 8), 4);
  expect(decodeUsage(whole.subarray(3, 19))).toEqual({ fuelUsed: 7, memoryBytes: 8 });
});
