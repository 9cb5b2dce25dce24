/** The suite `utilities`: its jobs, goals and readings fit each other. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { csvText, jsonText } from "../bench/corpus-tables.ts";
import { changedTexts, logText, treeFiles } from "../bench/corpus-text.ts";
import { countChanges, countIds, countItems, countLines } from "../bench/utilities/contender.ts";
import { open } from "../bench/utilities/fuelbox.ts";
import { goalLines, goals } from "../bench/utilities/goals.ts";
import { guestJobs } from "../bench/utilities/guest-jobs.ts";
import { utilityJobs } from "../bench/utilities/jobs.ts";
import { gnuCommand } from "../bench/utilities/native.ts";

test("every goal names a job that is measured", () => {
  const guests = guestJobs(() => "").map(({ name }) => name.split("/")[1]);
  const names = [...utilityJobs.map(({ name }) => name), ...guests];
  expect(goals.filter(({ job }) => !names.includes(job))).toEqual([]);
  const rows = Array.from({ length: 14 }, (_, index) => `U${index + 1}`);
  expect([...new Set(goals.map(({ row }) => row))]).toEqual(rows);
});

test("every job can be opened", () => {
  const file = fileURLToPath(import.meta.url);
  for (const job of utilityJobs) {
    const paths = job.corpus.map(() => file);
    expect(open(job, paths)?.run, job.name).toBeTypeOf("function");
  }
});

test("goalLines() says of each goal whether it is met", () => {
  const times: Readonly<Record<string, number>> = {
    "grep-literal-1m/first fuelbox": 1,
    "grep-literal-1m/first just-bash": 20,
    "grep-literal-1m/next fuelbox": 1,
    "grep-literal-1m/next just-bash": 20,
  };
  const lines = goalLines((job, contender) => times[`${job} ${contender}`]);
  expect(lines[0]).toBe("U1  grep-literal-1m/first     0.050x just-bash, goal 0.08x: met");
  expect(lines[1]).toBe("U1  grep-literal-1m/next      0.050x just-bash, goal 0.03x: not met");
  expect(lines[2]).toBe("U1  grep-literal-1m/next      python3: not measured, goal 0.3x");
});

test.each([
  [countLines, "a\nb\n", "2"],
  [countLines, "a\nb", "2"],
  [countLines, "", "0"],
  [countChanges, "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n", "2"],
  [countIds, '[{"id": 1}, {"id":2}]', "2"],
  [countItems, [1, 2, 3], "3"],
  [countItems, "abc", "no list"],
] as const)("%o reads an answer off %j", (read, result, expected) => {
  expect(read(result)).toBe(expected);
});

test("the corpus is the same in every process", () => {
  expect(logText()).toBe(logText());
  expect(logText().length).toBeGreaterThanOrEqual(2 ** 20);
  const [before, after] = changedTexts().map((text) => text.split("\n"));
  expect(before?.filter((line, index) => line !== after?.[index])).toHaveLength(123);
  expect(treeFiles(1).size).toBe(100);
  expect(csvText(3).split("\n")).toHaveLength(5);
  expect(JSON.parse(jsonText(3))).toHaveLength(3);
});

test("gnuCommand() knows a tool for each job on lines", () => {
  const without = utilityJobs.filter((job) => gnuCommand(job, ["x"]) === undefined);
  expect(without.map(({ name }) => name).every((name) => /csv|yaml|xml/.test(name))).toBe(true);
});
