import { expect, test } from "vitest";
import { createFuelAccount } from "../fuel-account.ts";
import type { ProfileSampler } from "./profiler.ts";
import { Profiler, profileImport, withSpan } from "./profiler.ts";

function open() {
  const fuel = createFuelAccount(1_000_000n);
  return { fuel, profiler: new Profiler(fuel) };
}

test("span() takes what is used in it, but for what is used in spans within", () => {
  const { fuel, profiler } = open();
  fuel.charge(1);
  profiler.span("hostCall", "write", () => {
    fuel.charge(10);
    profiler.span("utility", "find", () => fuel.charge(100));
    fuel.charge(20);
  });
  profiler.span("program", "tool", () => fuel.charge(1_000));
  profiler.span("command", "sort", () => fuel.charge(10_000));
  fuel.charge(2);
  const profile = profiler.finish();
  expect(profile.fuel).toBe(11_133);
  expect(profile.phases).toEqual({
    ...{ start: 0, imports: 0, program: 3 },
    ...{ commands: 10_000, utilities: 100, hostCalls: 30, programs: 1_000 },
  });
  expect(profile.hostCalls.rows).toEqual([{ name: "write", calls: 1, fuel: 30 }]);
  expect(profile.utilities.rows).toEqual([{ name: "find", calls: 1, fuel: 100 }]);
});

test("span() ends with what it throws", () => {
  const { fuel, profiler } = open();
  const work = (): never => {
    fuel.charge(5);
    throw new Error("stop");
  };
  expect(() => profiler.span("utility", "find", work)).toThrow("stop");
  fuel.charge(7);
  expect(profiler.finish().phases).toMatchObject({ utilities: 5, program: 7 });
});

test("finish() counts from when the profiler was made", () => {
  const fuel = createFuelAccount(1_000n);
  fuel.charge(300);
  const profiler = new Profiler(fuel);
  fuel.charge(4);
  expect(profiler.finish().fuel).toBe(4);
});

test("call() gives its fuel to the name that is said within", () => {
  const { fuel, profiler } = open();
  profiler.call(() => {
    fuel.charge(1);
    profiler.name("fs.read");
    fuel.charge(2);
    profiler.call(() => fuel.charge(50));
    profiler.name("late");
    fuel.charge(3);
  });
  expect(profiler.finish().hostCalls.rows).toEqual([
    { name: "(unknown)", calls: 1, fuel: 50 },
    { name: "fs.read", calls: 1, fuel: 6 },
  ]);
});

test("tables have the rows with the most fuel, and say how many others there are", () => {
  const { fuel, profiler } = open();
  for (let index = 0; index < 300; index++) {
    profiler.span("utility", `u${index}`, () => fuel.charge(index));
  }
  const { rows, others, othersFuel } = profiler.finish().utilities;
  expect(rows).toHaveLength(50);
  expect(rows[0]).toEqual({ name: "u255", calls: 1, fuel: 255 });
  // 256 names are told apart; what all later ones come to counts as one more.
  expect(others).toBe(256 - 50 + 1);
  const sum = rows.reduce((total, row) => total + row.fuel, othersFuel);
  expect(sum).toBe((299 * 300) / 2);
});

test("tables order rows of the same fuel by calls, then by name", () => {
  const { profiler } = open();
  for (const name of ["b", "a", "c", "c"]) profiler.span("utility", name, () => {});
  const { rows } = profiler.finish().utilities;
  expect(rows.map(({ name }) => name)).toEqual(["c", "a", "b"]);
});

test("names are cut", () => {
  const { profiler } = open();
  profiler.span("utility", "x".repeat(5_000), () => {});
  expect(profiler.finish().utilities.rows[0]?.name).toHaveLength(100);
});

test("watch() has a sampler take what is used from then on, and whether the guest used it", () => {
  const { fuel, profiler } = open();
  const taken: [number, boolean][] = [];
  const sampler: ProfileSampler = {
    take: (used, isGuest) => void taken.push([used, isGuest]),
    phases: () => ({ start: 3, imports: 4 }),
    tables: () => ({ samples: 12 }),
  };
  fuel.charge(1);
  profiler.watch(sampler);
  fuel.charge(10);
  profiler.span("hostCall", "write", () => fuel.charge(20));
  fuel.charge(30);
  const profile = profiler.finish();
  expect(taken).toEqual([
    [10, true],
    [20, false],
    [30, true],
  ]);
  expect(profile.phases).toMatchObject({ start: 3, imports: 4, program: 34, hostCalls: 20 });
  expect(profile.samples).toBe(12);
});

test("withSpan() and profileImport() only do the work when nobody watches", () => {
  const call = (left: number, right: number): number => left + right;
  expect(profileImport(undefined, "add", call)).toBe(call);
  expect(withSpan(undefined, "utility", "add", () => 3)).toBe(3);
  const { profiler } = open();
  expect(profileImport(profiler, "add", call)(1, 2)).toBe(3);
  expect(withSpan(profiler, "utility", "add", () => 3)).toBe(3);
  const { hostCalls, utilities } = profiler.finish();
  expect([hostCalls.rows[0]?.calls, utilities.rows[0]?.calls]).toEqual([1, 1]);
});
