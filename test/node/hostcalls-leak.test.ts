/** Guests call the host many times: no call leaves anything behind in their memory. */
import { openSandbox, type RunOptions } from "fuelbox";
import { expect, test } from "vitest";

/** The difference makes pages of the smallest thing that can be forgotten, the box of a value. */
const [few, many] = [1_000, 21_000];

function javascript(imports: string, call: string): (calls: number) => RunOptions {
  return (calls) => ({
    javascript: `${imports}\nfor (let index = 0; index < ${calls}; index++) ${call}\n`,
  });
}

async function peakBytes(program: RunOptions): Promise<number> {
  const limits = { fuel: 1e13, timeoutMs: 60_000, toolCalls: many };
  const answer = { description: "Answers with 4 KB.", execute: () => "x".repeat(4096) };
  await using sandbox = await openSandbox({ limits, tools: { answer } });
  await sandbox.fs.writeFile("/app/a.txt", "x".repeat(4096));
  await sandbox.fs.writeFile("/app/é.txt", "é".repeat(2048));
  const { memory, ok, stderr } = await sandbox.run({ ...program, deterministic: 1 });
  expect({ ok, stderr }).toEqual({ ok: true, stderr: "" });
  return memory.peakBytes;
}

const utils = 'import { cat, stat } from "sandbox_utils";';
const fs = 'import fs from "node:fs";';

test.each([
  ["a utility that answers with text", javascript(utils, 'cat("a.txt");')],
  ["a utility that answers with data", javascript(utils, 'stat("a.txt");')],
  ["a utility that fails", javascript(utils, 'try { cat("none"); } catch {}')],
  ["a utility that is given data", javascript(utils, 'cat({ files: ["a.txt"] });')],
  ["a tool", javascript('import { answer } from "sandbox_tools";', "await answer({ index });")],
  ["a file's bytes", javascript(fs, 'fs.readFileSync("a.txt");')],
  ["a file's text", javascript(fs, 'fs.readFileSync("a.txt", "utf8");')],
  ["a file's text that is not ASCII", javascript(fs, 'fs.readFileSync("é.txt", "utf8");')],
  ["text that is written", javascript(fs, 'fs.writeFileSync("b.txt", "é" + index);')],
  ["a file that is not there", javascript(fs, 'try { fs.statSync("none"); } catch {}')],
])("many calls leave nothing in JavaScript's memory: %s", async (_what, program) => {
  expect(await peakBytes(program(many))).toBe(await peakBytes(program(few)));
});

test("what JavaScript keeps of calls is seen, were it a number for each", async () => {
  const keeping = javascript(
    `${fs}\nconst kept = [];`,
    'kept.push(fs.existsSync("none") ? 1 : 2);',
  );
  expect(await peakBytes(keeping(many))).toBeGreaterThan(await peakBytes(keeping(few)));
});

test.each([
  ["a utility", "from sandbox_utils import cat", 'cat("a.txt")'],
  ["a file", "", 'open("a.txt", encoding="utf-8").read()'],
])("many calls leave nothing in Python's memory: %s", async (_what, imports, call) => {
  const python = (calls: number): RunOptions => ({
    python: `${imports}\nfor _ in range(${calls}):\n    ${call}\n`,
  });
  expect(await peakBytes(python(many))).toBe(await peakBytes(python(few)));
});
