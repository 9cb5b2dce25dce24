/** Scripts without end: each runs out of fuel, whatever it catches, and the shell goes on for the next one. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

const fuel = 120_000_000n;

test.each([
  "while true; do :; done",
  "while true; do echo x || true; done 2>/dev/null",
  "until false; do :; done",
  "for ((;;)); do :; done",
  "f() { while true; do g 2>/dev/null || continue; done; }; g() { return 1; }; f",
  "(while true; do :; done) || echo caught",
  "x=$(while true; do :; done) || true; echo after",
  "x=$(( $(while true; do :; done) ))",
  "awk 'BEGIN { while (1); }'",
  "echo | awk '{ for (;;) x = x + 1 }'",
  "echo x | sed ':a;ba'",
  "jq -n 'repeat(1)'",
  'set -e; eval "while :; do :; done"',
  "trap : EXIT 2>/dev/null; while :; do :; done",
  "cat <(while :; do :; done)",
  "while :; do :; done | head -1",
  "yes_() { while true; do echo y; done; }; yes_ | head -3",
  "bash -c 'while :; do :; done'",
  "bash -c 'while :; do :; done' & wait",
  "timeout 1 bash -c 'while :; do :; done'",
  "find . -exec bash -c 'while :; do :; done' {} +",
  "echo x | xargs -I{} bash -c 'while :; do :; done'",
  "source_() { . /app/self.sh; }; echo 'while :; do . /app/none 2>/dev/null; done' > self.sh; source_",
  "while read -r x <<< y; do :; done",
  "[[ x =~ y ]]; while [[ x == x ]]; do :; done",
  "x=a; while :; do x=$x$x; x=a; done",
  "while :; do cat /dev/null; done",
  "while :; do grep x <<< y; done",
  "while :; do ls /app > /dev/null; done",
  "while :; do yes | head -1; done",
  "while :; do x=$(printf '\\xff'); done",
  "while true; do echo y; done | head -1",
  "until [[ a =~ b ]]; do :; done",
  "awk 'BEGIN { for (;;) getline < \"/dev/null\" }'",
  "trap 'while :; do :; done' EXIT",
  "bash -c 'trap \"while :; do :; done\" EXIT'",
  "cat <<< $(while :; do :; done)",
  "select_() { while :; do read -r x || continue; done; }; select_ < /dev/null",
  "mapfile -t a < <(while :; do echo x; done)",
])("runShell() runs out of fuel in `%s`", (source) => {
  const end = runScript(source, { fuel });
  expect([end.exit, end.fuelUsed]).toEqual(["out-of-fuel", fuel]);
  expect(runScript("echo usable | cat").stdout).toBe("usable\n");
});

test.each([
  [
    "brace bombs",
    "echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b} | wc -c",
  ],
  ["endless recursion", "f() { f; }; f"],
  ["endless recursion of arithmetic", "a=a+a; echo $((a))"],
  ["a script that sources itself", "echo '. /app/me.sh' > me.sh; . ./me.sh"],
  ["a script that starts itself", "echo 'bash /app/me.sh' > me.sh; bash me.sh"],
  ["nested substitutions", `echo ${"$(echo ".repeat(60)}x${")".repeat(60)}`],
  ["nested parentheses", `echo $((${"(".repeat(3000)}1${")".repeat(3000)}))`],
  ["nested groups", `${"{ ".repeat(2000)}echo x${"; }".repeat(2000)}`],
  ["strings that double", "x=a; for i in $(seq 40); do x=$x$x; done; echo ${#x}"],
  ["expressions that backtrack", `[[ ${"a".repeat(60)}! =~ ^(a+)+$ ]]; echo $?`],
  ["the same in grep", `echo ${"a".repeat(60)}! | grep -E '^(a+)+$'`],
  ["the same in awk", `echo ${"a".repeat(60)}! | awk '/^(a+)+$/'`],
  ["the same in a glob", `[[ ${"a".repeat(60)}! == ${"*a".repeat(30)}b ]]; echo $?`],
  ["traps that set traps", "trap 'trap \"echo again\" EXIT; bash -c true' EXIT; exit 1"],
  ["a here-document that ends another", "cat <<A\n<<B\nA\necho '<<A' | cat\nA"],
  ["sleeping past its time", "timeout 1 sleep 1000; echo $?"],
  ["names that look like options", "touch -- '-exec' ';rm'; find . -name '*rm' -exec echo {} \\;"],
  ["the same in sed", `echo ${"a".repeat(60)}! | sed -E 's/^(a+)+$/x/'`],
  ["lists of numbers", "seq 1 1000000000000"],
  ["lists of words", "printf 'a%.0s' $(seq 1 100000000)"],
  ["unterminated quotes", 'echo "x'],
  ["an unterminated here-document", "cat <<EOF\nx"],
  ["a script of a megabyte", "echo x\n".repeat(150_000)],
  ["recursion of jq", "jq -n 'def f: f; f'"],
  ["ranges of jq", "jq -n 'range(1e12)'"],
  ["fork bombs", ":() { :|:& }; :"],
  ["shifts without end", "echo $(( 1 << 64 )) $(( -9223372036854775808 / -1 ))"],
])("runShell() comes to an end with %s", (_, source) => {
  const end = runScript(source, { fuel: 2_000_000_000n, files: {} });
  expect(typeof end.exit === "number" || /^(?:out-of-fuel|stack-overflow)$/.test(end.exit)).toBe(
    true,
  );
  expect(runScript("echo usable | cat").stdout).toBe("usable\n");
});
