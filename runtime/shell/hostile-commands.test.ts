/** Commands that would fill the host or never end, were they not paid for. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

const fuel = 200_000_000n;

test.each([
  ["bc in a loop", "echo 'while (1) { x = x + 1 }' | bc"],
  ["bc that prints", 'echo "while (1) print \\"$(yes | head -c 100000 | tr -d \'\\n\')\\"" | bc'],
  ["bc with long numbers", "echo 'x=9; while (1) { x = x * x }' | bc; while :; do :; done"],
  ["bc with many digits", "echo 'scale=9999; while (1) { x = 1/7 }' | bc"],
  ["sed in a loop", "echo a | sed ':a;ba'"],
  ["sed that prints", "yes | head -c 100000 | tr -d '\\n' | sed ':a;p;ba'"],
  ["sed that grows", "echo a | sed ':a;s/.*/&&/;ba'"],
  ["sed into a file", "yes | head -c 100000 | tr -d '\\n' | sed ':a;w f\nba'"],
  ["sed that queues", "yes | head -c 100000 | tr -d '\\n' > f; echo a | sed ':a;r f\nba'"],
  ["seq without an end", "seq 1 1000000000000000"],
])("%s ends out of fuel", (_, source) => {
  const { exit } = runScript(source, { fuel });
  expect(exit).toBe("out-of-fuel");
});

test.each([
  ["sed that grows too long", "echo a | sed ':a;s/.*/&&/;ta'", 40_000_000_000n, /too large/],
  [
    "an expression that is too long",
    `echo a | sed "/$(printf 'x%.0s' {1..5000})/d"`,
    fuel,
    /longer than/,
  ],
  ["a pattern that is too long", `find . -name "$(printf '[%.0s' {1..5000})"`, fuel, /longer than/],
  ["a comment without an end", `printf '/* %.0s' {1..50000} | bc`, 4_000_000_000n, /^$/],
  ["parentheses without an end", `printf '(%.0s' {1..5000} | bc`, fuel, /syntax error/],
  ["a tar archive of noise", "yes | head -c 20000 > f; tar xf f", fuel, /does not look like/],
  ["a power that is too large", "echo '9^9^9' | bc", fuel, /too large/],
  [
    "a number that is too long",
    "echo 'x=9; while (1) { x = x * x }' | bc",
    4_000_000_000n,
    /too long/,
  ],
])("%s is refused", (_, source, available, message) => {
  const { stderr } = runScript(source, { fuel: available });
  expect(stderr).toMatch(message);
});
