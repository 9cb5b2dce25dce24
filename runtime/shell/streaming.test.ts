/** Output flows while a script runs, unless somebody else is to have it. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

test.each([
  ["for loops", "for i in 1 2 3; do echo $i; done", ["1\n", "2\n", "3\n"]],
  ["while loops", "i=0; while ((i < 2)); do echo $i; ((i += 1)); done", ["0\n", "1\n"]],
  ["conditions", "if echo a; then echo b; fi", ["a\n", "b\n"]],
  ["branches", "case x in x) echo a; echo b;; esac", ["a\n", "b\n"]],
  ["groups", "{ echo a; echo b; }", ["a\n", "b\n"]],
  ["subshells", "(echo a; echo b)", ["a\n", "b\n"]],
  ["functions", "f() { echo a; echo b; }; f", ["a\n", "b\n"]],
  ["eval", "eval 'echo a; echo b'", ["a\n", "b\n"]],
  ["files", "echo 'echo a; echo b' > s; . ./s", ["a\n", "b\n"]],
  ["the end of a pipe", "seq 2 | while read n; do echo $n; done", ["1\n", "2\n"]],
  ["loops that read", "while read n; do echo $n; done <<< $'1\\n2'", ["1\n", "2\n"]],
  ["last words", "trap 'echo b' EXIT; echo a", ["a\n", "b\n"]],
  ["commands, once", "seq 3", ["1\n2\n3\n"]],
  ["what is led through a pipe, at its end", "for i in 1 2; do echo $i; done | cat", ["1\n2\n"]],
  ["what is led back, at its end", "{ echo a; echo b >&2; } 2>&1", ["a\nb\n"]],
])("runShell() passes on the output of %s", (_what, source, expected) => {
  const pieces: string[] = [];
  const { stdout, exit } = runScript(source, { onStdout: (piece) => pieces.push(piece) });
  expect(pieces).toEqual(expected);
  expect([stdout, exit]).toEqual([expected.join(""), 0]);
});

test.each([
  ["a substitution", 'x=$(echo a; echo b); echo "[$x]"', "[a\nb]\n"],
  ["a function in one", "f() { echo a; }; x=$(f)$(f); echo $x", "aa\n"],
  ["a file", "for i in 1 2; do echo $i; done > out; wc -l < out", "2\n"],
  ["a file that a function leads to", "f() { echo a; } > out; f; cat out", "a\n"],
  ["a file that a caller leads to", "f() { echo a; }; f > out; echo b; cat out", "b\na\n"],
  ["a file for all that follows", "exec > out; echo a; { echo b; }; exec >&2", ""],
  ["nowhere", "{ echo a; f() { echo b; }; f; } > /dev/null; echo c", "c\n"],
  ["another process", "cat <(echo a; echo b)", "a\nb\n"],
  ["another shell", "bash -c 'echo a; echo b' | tr a-z A-Z", "A\nB\n"],
])("runShell() keeps what goes to %s", (_what, source, expected) => {
  const { stdout, stderr, exit } = runScript(source);
  expect([stdout, stderr, exit]).toEqual([expected, "", 0]);
});

test("runShell() shows what a loop has written that is stopped", () => {
  const { stdout, exit } = runScript("for ((i = 0; ; i++)); do echo $i; done", {
    fuel: 20_000_000n,
  });
  expect(exit).toBe("out-of-fuel");
  expect(stdout.startsWith("0\n1\n2\n3\n")).toBe(true);
});

test("runShell() writes complaints in their order", () => {
  const { stderr } = runScript("set -x; f() { nope; }; f | cat; { nope; }");
  const missing = "bash: nope: command not found";
  const lines = ["+ f", "+ nope", missing, "+ cat", "+ nope", missing, ""];
  expect(stderr).toBe(lines.join("\n"));
});
