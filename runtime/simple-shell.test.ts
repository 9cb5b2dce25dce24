import { expect, test } from "vitest";
import { openParent, spawnText } from "../test/support/run-programs.ts";

const files = { "/app/a.js": "console.log(process.argv.slice(2)); process.exit(5);\n" };

test.each([
  [
    "node a.js a  'b  c' \"d \\\"e\\\" 'f'\" g\\ h --i=j",
    5,
    `[ 'a', 'b  c', \`d "e" 'f'\`, 'g h', '--i=j' ]\n`,
  ],
  ["  echo a  'b c'\t''d  ", 0, "a b c d\n"],
  ["", 0, ""],
  ["true", 0, ""],
  ["false", 1, ""],
  ["exit 7", 7, ""],
])("findSimpleShell() runs %j", (script, exitCode, stdout) => {
  const result = spawnText(openParent({ files }), ["/bin/sh", "-c", script]);
  expect(result).toEqual({ exitCode, stdout, stderr: "" });
});

test.each([
  ["a | b", '"|"'],
  ["a && b", '"&"'],
  ["a; b", '";"'],
  ["a > b", '">"'],
  ["a $B", '"$"'],
  ['a "$B"', '"\\""'],
  ["a `b`", '"`"'],
  ["A=1 b", '"="'],
  ["ls *.txt", '"*"'],
  ["cd ~", '"~"'],
  ["a 'b", '"\'"'],
  ["a\nb", "several lines"],
  ["# a", '"#"'],
])("findSimpleShell() refuses %j", (script, what) => {
  const { exitCode, stderr } = spawnText(openParent(), ["sh", "-c", script]);
  expect(exitCode).toBe(127);
  expect(stderr).toBe(
    `sh: cannot run ${JSON.stringify(script)}: it has ${what}, only a command with words and quotes can be run\n`,
  );
});

test.each([
  [["sh", "-c", "gone a"], 127, "sh: 1: gone: not found\n"],
  [["bash", "-c", "./a.js"], 126, "sh: 1: ./a.js: ENOEXEC: exec format error, spawn './a.js'\n"],
  [["sh", "a.sh"], 127, "sh: only -c with one command can be run\n"],
])("findSimpleShell() tells why %j has failed", (argv, exitCode, stderr) => {
  expect(spawnText(openParent({ files }), argv)).toEqual({ exitCode, stdout: "", stderr });
});
