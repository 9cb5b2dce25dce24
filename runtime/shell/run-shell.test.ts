import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

test.each([
  ["prints", "echo hi", "hi\n", "", 0],
  ["answers its exit code", "exit 3", "", "", 3],
  ["answers the exit code of the last command", "true; false", "", "", 1],
  ["says what it does not know", "nope", "", "bash: nope: command not found\n", 127],
  ["knows its variables in arithmetic", "x=5; echo $(( $(echo $x) + 1 ))", "6\n", "", 0],
  [
    "calls its functions in arithmetic",
    "f() { echo $(( $1 * 2 )); }; echo $(( $(f 4) + 1 ))",
    "9\n",
    "",
    0,
  ],
  [
    "refuses a directory that is not there",
    "echo a > /nope/x; echo $?",
    "1\n",
    "bash: /nope/x: No such file or directory\n",
    0,
  ],
  [
    "refuses to write over a command",
    "echo a > /bin/ls; echo $?",
    "1\n",
    "bash: /bin/ls: Permission denied\n",
    0,
  ],
  ["forgets what is written to /dev/null", "echo a > /dev/null; ls /app", "", "", 0],
  ["sleeps as long as it says", "sleep 100; timeout 1 sleep 10; echo $?", "124\n", "", 0],
  [
    "lives in UTC",
    "date -d '2024-02-03 04:05' +%FT%H:%M:%S%z",
    "2024-02-03T04:05:00+0000\n",
    "",
    0,
  ],
  [
    "starts with a clean environment",
    "env | sort | head -3",
    "HOME=/app\nLANG=C.UTF-8\nLC_ALL=C.UTF-8\n",
    "",
    0,
  ],
])("runShell() %s", (_, source, stdout, stderr, exit) => {
  const end = runScript(source);
  expect([end.stdout, end.stderr, end.exit]).toEqual([stdout, stderr, exit]);
});

test("runShell() has parameters, stdin and the environment of its kernel", () => {
  const end = runScript('echo "$0 $# $2 [$*] $NAME $IFS"; cat', {
    parameters: ["a", "b c"],
    stdin: "from stdin\n",
    env: { NAME: "Ada", IFS: "x" },
  });
  expect(end.stdout).toBe("bash 2 b c [a b c] Ada  \t\n\nfrom stdin\n");
});

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test.each([
  "cat all > out",
  "cat < all > out",
  "cat all | cat > out",
  "cp all out",
  "cat all | tee out > /dev/null",
  "{ cat all; } > out",
  "( cat all ) > out",
  "f() { cat all; }; f > out",
  "for i in 1; do cat all; done > out",
  "while true; do cat all; break; done > out",
  "if true; then cat all; fi > out",
  "cat all 2>&1 | cat > out",
  "exec 3> out; cat all >&3; exec 3>&-",
  ": > out; cat all >> out",
  "{ cat all; } | cat > out",
  "base64 all | base64 -d > out",
  "cat <(cat all) > out",
])("runShell() keeps every byte in `%s`", (source) => {
  const end = runScript(source, { files: { "/app/all": allBytes } });
  expect(end.stderr).toBe("");
  expect(end.fs.readFile("/app/out")).toEqual(allBytes);
});

test("runShell() writes every byte to stdout", () => {
  const files = { "/app/all": allBytes };
  expect(runScript("cat all", { files }).stdoutBytes).toEqual(allBytes);
  expect(runScript("cat", { stdin: allBytes }).stdoutBytes).toEqual(allBytes);
});

test("runShell() keeps text that begins late to be more than ASCII", () => {
  const { fs } = runScript('{ seq 3000; echo "日本é"; } > out');
  expect(new TextDecoder().decode(fs.readFile("/app/out")).slice(-4)).toBe("日本é\n");
});

test("runShell() leaves nothing of the system in the tree", () => {
  const { fs, stdout } = runScript("command -v cat; echo x > /dev/null; ls /");
  expect(stdout).toBe("/usr/bin/cat\napp\ntmp\n");
  expect(fs.readdir("/").map(({ name }) => name)).toEqual(["app", "tmp"]);
});

test.each([
  ["at the end", "trap 'echo bye $x' EXIT; x=1; echo hi", "hi\nbye 1\n", 0],
  ["at an exit", "trap 'echo bye' EXIT; exit 3", "bye\n", 3],
  ["unless it is taken away", "trap 'echo bye' EXIT; trap - EXIT", "", 0],
])("runShell() does what `trap` says %s", (_, source, stdout, exit) => {
  expect(runScript(source)).toMatchObject({ stdout, exit });
});
