/** The benchmark driver: what it measures is fair, and what is wrong has no time. */
import { expect, test } from "vitest";
import { measure } from "../bench/measure.ts";
import { machineLine, measurementText } from "../bench/report.ts";
import { quartiles } from "../bench/statistics.ts";
import type { Contender, Sample } from "../bench/suite.ts";

const options = { rounds: 4, timeoutMs: 1_000 };

/** A contender whose n-th sample is `samples[n]`, the last one from then on. */
function contender(name: string, samples: readonly Partial<Sample>[], calls?: string[]): Contender {
  let next = 0;
  return {
    name,
    role: name === "self" ? "self" : "peer",
    sample: async () => {
      calls?.push(name);
      const sample = samples[Math.min(next++, samples.length - 1)];
      return { ms: 1, answer: "right", ...sample };
    },
  };
}

function run(...contenders: readonly Contender[]): ReturnType<typeof measure> {
  return measure({ name: "suite/job", title: "A job", answer: "right", contenders }, options);
}

test.each([
  [[5], { low: 5, median: 5, high: 5 }],
  [[3, 1, 2], { low: 1.5, median: 2, high: 2.5 }],
  [[4, 1, 3, 2], { low: 1.75, median: 2.5, high: 3.25 }],
  [[10, 9, 1, 2, 3], { low: 2, median: 3, high: 9 }],
])("quartiles() of %j", (values, expected) => {
  expect(quartiles(values)).toEqual(expected);
});

test("measure() warms each contender once and rotates the order of the rounds", async () => {
  const calls: string[] = [];
  await run(...["self", "b", "c"].map((name) => contender(name, [{}], calls)));
  expect(calls.join(" ")).toBe(
    "self b c  self b c  b c self  c self b  self b c".replaceAll("  ", " "),
  );
});

test("measure() compares round by round and leaves the first sample out", async () => {
  const { standings } = await run(
    contender("self", [{ ms: 900 }, { ms: 2 }, { ms: 4 }]),
    contender("b", [{ ms: 1 }, { ms: 4 }, { ms: 8 }]),
  );
  expect(standings[0]).toMatchObject({ times: [2, 4, 4, 4], ms: { median: 4 } });
  expect(standings[0]?.ratio).toBeUndefined();
  expect(standings[1]?.ratio).toEqual({ low: 0.5, median: 0.5, high: 0.5 });
});

test.each<[string, readonly Partial<Sample>[], string]>([
  ["a wrong answer", [{ answer: "wrong" }], 'Wrong answer: "wrong", not "right"'],
  ["a late wrong answer", [{}, {}, { answer: "wrong" }], 'Wrong answer: "wrong", not "right"'],
  ["fuel that differs", [{ fuel: 1 }, { fuel: 2 }], "Fuel differs between rounds: 1 and 2"],
])("measure() gives no time for %s", async (_, samples, failure) => {
  const { standings } = await run(contender("self", samples), contender("b", [{}]));
  expect(standings[0]?.failure).toBe(failure);
  expect(standings[0]?.ms).toBeUndefined();
  expect(standings[1]?.ms).toBeDefined();
});

test("measure() lists who is missing or too slow without giving a time", async () => {
  const never = () => new Promise<never>(() => {});
  const { standings } = await measure(
    {
      name: "suite/job",
      title: "A job",
      answer: "right",
      contenders: [
        contender("self", [{ fuel: 7 }]),
        { name: "absent", role: "peer", missing: "missing", sample: never },
        { name: "slow", role: "peer", sample: never },
      ],
    },
    { rounds: 1, timeoutMs: 20 },
  );
  expect(standings.map(({ failure }) => failure)).toEqual([
    undefined,
    "missing",
    "Took longer than 20 ms",
  ]);
  expect(standings.map(({ isMissing }) => isMissing)).toEqual([false, true, false]);
  expect(standings[0]?.fuel).toBe(7);
});

test("measurementText() shows medians, ratios, fuel and failures", async () => {
  const measurement = await run(
    contender("self", [{ ms: 2, fuel: 7 }]),
    contender("b", [{ ms: 40 }]),
    { ...contender("c", [{}]), missing: "missing" },
  );
  expect(
    measurementText(measurement)
      .split("\n")
      .map((line) => line.replaceAll(/ +/g, " ")),
  ).toEqual([
    "suite/job: A job",
    " self 2.000 [2.000 .. 2.000] ms fuel 7",
    " b (peer) 40.0 [40.0 .. 40.0] ms fuelbox takes 0.05x [0.05x .. 0.05x] of it",
    " c (peer) missing",
    "",
  ]);
});

test("machineLine() is one line that says what the figures depend on", () => {
  const machine = {
    cpu: "Abacus",
    cores: 2,
    memoryGiB: 4,
    load: 0.5,
    node: "v20",
    v8: "11",
    platform: "linux x64",
  };
  expect(machineLine(machine)).toBe(
    "Abacus, 2 cores, 4 GiB, load 0.50, Node v20 (V8 11), linux x64",
  );
});
