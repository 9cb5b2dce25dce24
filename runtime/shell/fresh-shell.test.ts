/** A shell knows nothing of those that ran before it, whatever they did and however they ended. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

const probe = `set; shopt; set +o; alias; declare -f; declare -p; export -p; trap; umask; dirs; pwd
echo "$- $? $0 $# $$ $PPID $IFS" | xxd; type f a r 2>&1; echo *; [[ x == !(y) ]]; echo x >&3; wait; jobs; date +%Z`;

test.each([
  [
    "variables",
    "x=1; readonly r=1; declare -A m=([k]=v); declare -i n=1; a=(1 2); declare -n ref=x; IFS=:",
  ],
  ["exports", "export E=1 PATH=/x HOME=/y; declare -x F"],
  ["functions and aliases", "f() { :; }; shopt -s expand_aliases; alias a=b"],
  [
    "options",
    "set -euf -o pipefail; shopt -s nullglob extglob dotglob nocasematch globstar lastpipe",
  ],
  ["directories", "cd /tmp; pushd /; pushd /app"],
  ["descriptors", "exec 3> f 4< f 2> g; exec > h"],
  ["traps and modes", "trap 'echo late' EXIT; umask 077"],
  ["a hash table", "hash -p /app/x ls; ls; PATH=/x; true"],
  ["commands of the language", "builtin() { :; }; echo() { :; }; cd() { :; }; ls() { :; }"],
  ["an error in the middle", "cd /tmp; f() { cd /; x=$(exit 3); echo $((1/0)); }; f"],
  ["too deep a recursion", "f() { cd /tmp; x=1; f; }; f"],
  ["an early end", "(exit 3); exec 3> f; set -e; false; echo late"],
  ["no fuel left", "cd /tmp; exec 3> f; f() { while :; do x=$(echo 1); done; }; { f | cat; } > g"],
])("runShell() forgets %s", (_what, source) => {
  const before = runScript(probe);
  runScript(source, { fuel: 30_000_000n });
  const after = runScript(probe);
  expect([after.stdout, after.stderr, after.exit]).toEqual([
    before.stdout,
    before.stderr,
    before.exit,
  ]);
  expect(after.fuelUsed).toBe(before.fuelUsed);
  expect(before.stdout).toContain("UTC");
});
