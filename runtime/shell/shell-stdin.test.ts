/** What reads stdin takes what it needs; the rest is for those that come after. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";
import { createStdin } from "../stdio.ts";
import { findShellProgram } from "./shell-programs.ts";

test.each([
  ["read x; read y; echo $y $x; cat", "b a\nc\nd\n"],
  ["(read x; echo $x); read y; echo $y", "a\nb\n"],
  ["bash -c 'read x; echo $x'; read y; echo $y", "a\nb\n"],
  ["echo 'read x; echo $x' > s; bash s; . ./s; cat", "a\nb\nc\nd\n"],
  ["read x; mapfile -t rest; echo ${#rest[@]}", "3\n"],
  ["while read x; do echo $x$x; done", "aa\nbb\ncc\ndd\n"],
  ["while read x; do seq 1; done | wc -l", "4\n"],
  ["cat; cat", "a\nb\nc\nd\n"],
  ["head -n 1 <<< x; read y; echo $y", "x\na\n"],
])("`%s` reads no more than it needs", (source, expected) => {
  const { stdout, stderr } = runScript(source, { stdin: "a\nb\nc\nd\n" });
  expect([stdout, stderr]).toEqual([expected, ""]);
});

test("a shell that another one starts leaves the rest of their stdin to it", () => {
  const findProgram: typeof findShellProgram = (name, kernel) =>
    name === "python3" ? findShellProgram("bash", kernel) : findShellProgram(name, kernel);
  const source = "python3 -c 'read x; echo in $x'; read y; echo out $y; python3 -c cat";
  const { stdout } = runScript(source, { stdin: "a\nb\nc\n", findProgram });
  expect(stdout).toBe("in a\nout b\nc\n");
});

test("createStdin() reads again what it has taken back", () => {
  const target = new Uint8Array(2);
  const given = Uint8Array.of(1, 2, 3);
  let left = given.length;
  const sources = [
    given,
    (bytes: Uint8Array) => {
      const count = Math.min(left, bytes.length);
      bytes.set(given.subarray(given.length - left, given.length - left + count));
      left -= count;
      return count;
    },
  ];
  for (const source of sources) {
    const stream = createStdin(source, () => {});
    const child = createStdin(stream, () => {});
    expect([child.read?.(target), ...target]).toEqual([2, 1, 2]);
    child.unread?.(Uint8Array.of(2));
    child.unread?.(Uint8Array.of(1));
    expect([stream.read?.(target), ...target]).toEqual([2, 1, 2]);
    expect([child.read?.(target), target[0], child.read?.(target)]).toEqual([1, 3, 0]);
  }
});
