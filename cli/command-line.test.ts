import { expect, test } from "vitest";
import { parseCommandLine, type RunOptions } from "./command-line.ts";
import { UsageError } from "./usage-error.ts";

const plain: RunOptions = {
  file: "a.mjs",
  args: [],
  mounts: [],
  env: {},
  limits: {},
  packages: [],
  json: false,
};

const mount = { host: "data", guest: "/app/data", mode: "cow" };

test.each<[string, readonly string[], Partial<RunOptions> | object]>([
  ["FILE alone", ["a.mjs"], {}],
  [
    "options before FILE",
    ["--json", "--fuel", "2e9", "a.mjs"],
    { json: true, limits: { fuel: 2e9 } },
  ],
  ["options after FILE", ["a.mjs", "--memory", "1m"], { limits: { memoryBytes: 1_048_576 } }],
  [
    "options around FILE",
    ["--timeout", "2m", "a.mjs", "--json"],
    { json: true, limits: { timeoutMs: 120_000 } },
  ],
  [
    "packages, folders first",
    ["--package", "x.whl", "--packages", "vendor", "--package", "six", "a.py"],
    { file: "a.py", packages: [{ from: "vendor" }, "x.whl", "six"] },
  ],
  ["options with an equals sign", ["--fuel=1k", "a.mjs"], { limits: { fuel: 1_000 } }],
  [
    "arguments after --",
    ["a.mjs", "--", "-x", "--json", "--", "b"],
    { args: ["-x", "--json", "--", "b"] },
  ],
  ["no arguments after --", ["a.mjs", "--"], {}],
  ["one mount", ["a.mjs", "--mount", "data:/app/data"], { mounts: [mount] }],
  [
    "several mounts",
    ["--mount", "data:/app/data", "a.mjs", "--mount", ".:/app:ro"],
    { mounts: [mount, { host: ".", guest: "/app", mode: "ro" }] },
  ],
  [
    "variables",
    ["a.mjs", "--env", "A=1", "--env", "B=x=y", "--env", "C="],
    { env: { A: "1", B: "x=y", C: "" } },
  ],
  [
    "the last of two equal variables",
    ["a.mjs", "--env", "A=1", "--env", "A=2"],
    { env: { A: "2" } },
  ],
  ["--out and --stdin", ["a.mjs", "--out", "o", "--stdin", "i"], { out: "o", stdin: "i" }],
  ["--trace", ["--trace", "a.mjs"], { trace: true }],
  ["--deterministic before FILE", ["--deterministic", "a.mjs"], { seed: 0 }],
  ["--deterministic at the end", ["a.mjs", "--deterministic"], { seed: 0 }],
  [
    "--deterministic before an option",
    ["--deterministic", "--json", "a.mjs"],
    { seed: 0, json: true },
  ],
  ["--deterministic with a seed before FILE", ["--deterministic", "7", "a.mjs"], { seed: 7 }],
  ["--deterministic with a seed after FILE", ["a.mjs", "--deterministic", "1"], { seed: 1 }],
  ["--deterministic=SEED", ["--deterministic=42", "a.mjs"], { seed: 42 }],
  ["--deterministic before --", ["a.mjs", "--deterministic", "--", "7"], { seed: 0, args: ["7"] }],
])("parseCommandLine() reads %s", (_, argv, expected) => {
  const options = { ...plain, ...expected };
  expect(parseCommandLine(["run", ...argv])).toEqual({ kind: "run", options });
});

test.each<[readonly string[], string]>([
  [["run"], "Name the program to run"],
  [["run", "--json"], "Name the program to run"],
  [["run", "--", "a.mjs"], "Name the program to run"],
  [["run", "a.mjs", "b"], 'Cannot take "b": put arguments of the guest after --'],
  [["run", "a.mjs", "--fule", "1"], 'Unknown option "--fule", did you mean --fuel?'],
  [["run", "a.mjs", "--xyzzy"], 'Unknown option "--xyzzy"'],
  [["run", "a.mjs", "-x"], 'Unknown option "-x"'],
  [["run", "a.mjs", "--fuel"], 'Option "--fuel <N>" needs a value'],
  [["run", "a.mjs", "--fuel", "lots"], 'Cannot read fuel "lots"'],
  [["run", "a.mjs", "--fuel", "-5"], 'Cannot read fuel "-5"'],
  [["run", "a.mjs", "--memory", "128q"], 'Cannot read size "128q"'],
  [["run", "a.mjs", "--timeout", "30"], 'Cannot read duration "30"'],
  [["run", "a.mjs", "--deterministic=abc"], 'Cannot read seed "abc"'],
  [["run", "a.mjs", "--env", "A"], 'Cannot read variable "A"'],
  [["run", "a.mjs", "--env", "=1"], 'Cannot read variable "=1"'],
  [["run", "a.mjs", "--mount", "data"], 'Cannot read mount "data"'],
  [
    ["run", "a.mjs", "--mount", "a:/app/x", "--mount", "b:/app/x"],
    'Cannot mount twice at "/app/x"',
  ],
  [["frob"], 'Unknown command "frob"'],
  [["help", "frob"], 'Unknown command "frob": see fuelbox help'],
  [["a.mjs"], 'Unknown command "a.mjs": to run a program, use fuelbox run FILE'],
  [["--frob"], 'Unknown option "--frob"'],
])("parseCommandLine() refuses %j in one line", (argv, message) => {
  const parse = () => parseCommandLine(argv);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
  expect(parse).toThrow(/^[^\n]+$/);
});

test.each<[readonly string[], number, RegExp]>([
  [["--version"], 0, /^fuelbox \d+\.\d+\.\d+\n$/],
  [["--help"], 0, /Usage: fuelbox[\s\S]*Examples:[\s\S]*fuelbox run report\.mjs/],
  [["-h"], 0, /Usage: fuelbox/],
  [["help"], 0, /Usage: fuelbox/],
  [
    ["run", "--help"],
    0,
    /Usage: fuelbox run \[options\] FILE[\s\S]*--mount[\s\S]*152 {2}out of fuel[\s\S]*Examples:/,
  ],
  [["help", "run"], 0, /Usage: fuelbox run[\s\S]*Examples:/],
  [["help", "--prompt"], 0, /^You can run programs[\s\S]*2,000,000,000 fuel[\s\S]*\ngrep\(/],
  [["run", "a.mjs", "--help"], 0, /Usage: fuelbox run/],
  [[], 2, /Usage: fuelbox/],
])("parseCommandLine() shows a text for %j", (argv, exitCode, text) => {
  const shown = parseCommandLine(argv);
  expect(shown).toEqual({ kind: "show", exitCode, text: expect.stringMatching(text) });
});
