/** The shell's commands beside GNU's: the same command lines, output and exit codes. */
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

// Made by test/shell/record-commands.mjs.
const golden = new URL("golden/shell/commands.json", import.meta.url);
const { files, recorded } = JSON.parse(readFileSync(golden, "utf8")) as {
  readonly files: Readonly<Record<string, string>>;
  readonly recorded: readonly Recorded[];
};
const placed = Object.fromEntries(
  Object.entries(files).map(([name, content]) => [`/app/${name}`, content]),
);

test("there are enough commands to tell", () => {
  expect(recorded.length).toBeGreaterThan(120);
});

test.each(recorded)("$command", ({ command, ...expected }) => {
  const { stdout, stderr, exit } = runScript(command, { files: placed });
  expect({ stdout, exitCode: exit, hasStderr: stderr !== "" }).toEqual(expected);
});
