/** Command lines as language models write them, beside what bash and GNU's tools make of them. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runScript } from "./support/run-script.ts";

interface Recorded {
  readonly command: string;
  readonly stdout: string;
  readonly exitCode: number;
  /** Whether anything was written on stderr. */
  readonly hasStderr: boolean;
}

// Made by test/shell/record-one-liners.mjs.
const golden = new URL("golden/shell/one-liners.json", import.meta.url);
const { files, recorded } = JSON.parse(readFileSync(golden, "utf8")) as {
  readonly files: Readonly<Record<string, string>>;
  readonly recorded: readonly Recorded[];
};

/** What is known to be different, and why. */
const different: ReadonlyMap<string, string> = new Map([
  ["awk 'length > 10' words.txt", "awk knows `length` with parentheses only"],
  ["cat words.txt | xargs -n2 | head -2", "xargs hears nothing of a pipe that closes"],
  ["od -c src/lib/notes.txt | head -1", "od -c is one column wider"],
]);

function run(command: string): Omit<Recorded, "command"> {
  const placed = Object.entries(files).map(([name, content]) => [`/app/${name}`, content]);
  const { stdout, stderr, exit } = runScript(command, { files: Object.fromEntries(placed) });
  return { stdout, exitCode: Number(exit), hasStderr: stderr !== "" };
}

const [same, other] = [false, true].map((isOther) =>
  recorded.filter(({ command }) => different.has(command) === isOther),
);

test("nineteen of twenty command lines do what bash does", () => {
  expect(recorded.length).toBeGreaterThan(120);
  expect(same?.length).toBeGreaterThanOrEqual(recorded.length * 0.95);
  expect(other?.length).toBe(different.size);
});

test.each(same ?? [])("$command", ({ command, ...expected }) => {
  expect(run(command)).toEqual(expected);
});

test.each(other ?? [])("$command is still different", ({ command, ...expected }) => {
  expect(run(command)).not.toEqual(expected);
});
