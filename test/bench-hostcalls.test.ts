/** The benchmarks of calls and of memory: what they time is the same work, and what they say follows from what they read. */
import { expect, test } from "vitest";
import { filesProgram } from "../bench/files/program.ts";
import { measureAdded } from "../bench/hostcalls/added-memory.ts";
import { answerText, callsPerPart, partAnswer, parts } from "../bench/hostcalls/answer-text.ts";
import { loopSource, timeParts } from "../bench/hostcalls/call-loop.ts";
import { javascriptProgram } from "../bench/hostcalls/guest-programs.ts";
import { addedText } from "../bench/hostcalls/memory-figures.ts";
import { openHost } from "../bench/limits/bare-import.ts";
import { openHost as openIdeal } from "../bench/limits/ideal-wasi.ts";
import { readWat } from "../bench/wat.ts";

test("the answer is 4 KB of text", () => {
  expect(new TextEncoder().encode(answerText).length).toBe(4096);
});

test("timeParts() of the loop asks as often as it says and tells what it heard", () => {
  let calls = 0;
  const answer = (): string => {
    calls += 1;
    return answerText;
  };
  const loop: unknown = new Function("answer", `return ${loopSource}`)(answer);
  if (typeof loop !== "function") throw new TypeError("The loop is no function");
  const sample = timeParts(() => String(loop()));
  expect(sample.answer).toBe(partAnswer);
  expect(sample.ms).toBeGreaterThan(0);
  expect(calls).toBe(parts * callsPerPart);
});

test("javascriptProgram() makes the same calls and prints the same", () => {
  const printed: string[] = [];
  const program = javascriptProgram({ imports: "", call: "answer()" });
  new Function("answer", "console", program)(() => answerText, {
    log: (line: string) => printed.push(line),
  });
  expect(printed.map((line) => JSON.parse(line))).toEqual([
    { ms: expect.any(Number), answer: partAnswer },
  ]);
});

test.each([
  ["a bare import", openHost],
  ["the ideal host", openIdeal],
])("a program that asks for a size hears it from %s", async (_name, open) => {
  const job = { kind: "stat-again", count: 3, bytes: 100 } as const;
  const printed = await (await open()).run(await readWat(filesProgram(job)));
  expect(Number(printed.split(" ")[1])).toBe(300);
});

test("measureAdded() divides by those after the first", async () => {
  let opened = 0;
  const open = async (): Promise<void> => {
    opened += 1;
  };
  const added = await measureAdded(open, 4, async () => 1_000 + 50 * opened);
  expect(added).toEqual({ eachBytes: 50, baseBytes: 1_050 });
  expect(opened).toBe(5);
});

test.each([
  [2 ** 21, "ours 2.00 MiB (9 more than the first, with which it is 96.0 MiB; in 4 GiB 2001)"],
  [
    2 ** 12,
    "ours 0.00391 MiB (9 more than the first, with which it is 96.0 MiB; in 4 GiB 13107, for want of addresses)",
  ],
])("addedText() of %i bytes for each", (eachBytes, expected) => {
  expect(addedText("ours", 9, { eachBytes, baseBytes: 96 * 2 ** 20 })).toBe(expected);
});
