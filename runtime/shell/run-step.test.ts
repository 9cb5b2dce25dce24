import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { createByteCollector } from "../byte-collector.ts";
import { createKernel } from "../create-kernel.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { createSeededEntropy, createVirtualClock, type SessionStep } from "../index.ts";
import { loadInterpreter } from "./load-interpreter.ts";
import { runShellStep } from "./run-step.ts";

await loadInterpreter();

type State = Uint8Array<ArrayBuffer> | undefined;

interface Step extends SessionStep {
  readonly output: string;
}

function openTree(): SyncFileSystem {
  const fs = createFileSystem().sync;
  for (const path of ["/app", "/app/src", "/tmp"]) fs.mkdir(path);
  return fs;
}

function step(
  source: string,
  state?: State,
  { fs = openTree(), fuel = 10n ** 10n }: { fs?: SyncFileSystem; fuel?: bigint } = {},
): Step {
  const output = createByteCollector();
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(fuel),
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    args: ["bash"],
    stdout: output.add,
    stderr: output.add,
  });
  const done = runShellStep({ source, path: "bash" }, kernel, state);
  kernel.close();
  return { ...done, output: new TextDecoder().decode(output.take()) };
}

/** The output of each step in a session of its own. */
function outputs(sources: readonly string[]): readonly string[] {
  const fs = openTree();
  let state: State;
  return sources.map((source) => {
    const done = step(source, state, { fs });
    state = done.state ?? state;
    return done.output;
  });
}

test.each<readonly [kept: string, steps: readonly string[], last: string]>([
  ["the directory", ["cd src", "pwd; cd -"], "/app/src\n/app\n"],
  ["variables", ["x=1 y='a  b'", 'echo "$x $y"'], "1 a  b\n"],
  ["what is exported", ["export A=1; B=2", "env | grep -c '^[AB]='"], "1\n"],
  ["arrays", ["a=(1 'b c' 3); unset 'a[0]'", 'echo "${!a[@]}: ${a[1]}"'], "1 2: b c\n"],
  ["maps", ["declare -A m=([k]=v [__proto__]=w)", 'echo "${m[k]}${m[__proto__]}"'], "vw\n"],
  ["functions", ['f() { local n=$1; echo "<$n>"; }', "f 5"], "<5>\n"],
  [
    "functions that call themselves",
    ["f() { (( $1 )) && f $(($1-1)) || echo end; }", "f 3"],
    "end\n",
  ],
  ["functions with here-documents", ["f() {\n  cat <<EOF\n  $1\nEOF\n}", "f x"], "  x\n"],
  ["functions with redirections", ["f() { echo hi; } > out.txt", "f; cat out.txt"], "hi\n"],
  [
    "functions with keywords",
    ["function g {\n case $1 in\n a) echo A;;\n esac # c\n}", "g a"],
    "A\n",
  ],
  ["aliases", ["shopt -s expand_aliases; alias ll='echo listed'", "ll"], "listed\n"],
  ["options", ["set -e", "false; echo no"], ""],
  ["shell options", ["shopt -s nullglob", "echo x none*"], "x\n"],
  ["the exit status", ["(exit 7)", "echo $?"], "7\n"],
  ["the status of exit", ["exit 9", "echo $?"], "9\n"],
  ["parameters", ["set -- a b", "echo $# $2"], "2 b\n"],
  ["what may not change", ["readonly r=1", "(r=2); echo $r"], "bash: r: readonly variable\n1\n"],
  ["numbers", ["declare -i n=1", "n=n+4; echo $n"], "5\n"],
  ["references", ["x=1; declare -n r=x", "r=2; echo $x"], "2\n"],
  ["the stack of directories", ["pushd src >/dev/null", "popd"], "~\n"],
  ["the mask of new files", ["umask 077", "echo > f; stat -c %a f"], "600\n"],
  ["traps", ["trap 'echo bye' EXIT", "echo in; exit 2"], "in\nbye\n"],
  ["nothing of a subshell", ["x=1; (x=2; cd src)", "echo $x; pwd"], "1\n/app\n"],
  ["nothing of a shell of its own", ["x=1; bash -c 'x=2; exit 3'", "echo $x $?"], "1 3\n"],
  ["locals nowhere", ["x=1; f() { local x=2; exit 1; }; f", "echo $x"], "1\n"],
  ["bytes that are no text", ["x=$(echo 80 | xxd -r -p)", 'printf %s "$x" | xxd -p'], "80\n"],
])("runShellStep() keeps %s", (_, sources, last) => {
  expect(outputs(sources).at(-1)).toBe(last);
});

test.each([
  ["echo hi", { cwd: "/app", exited: false, unfinished: false }],
  ["cd src; exit 1", { cwd: "/app/src", exited: true, unfinished: false }],
  ["(exit 1); bash -c 'exit 2'", { cwd: "/app", exited: false, unfinished: false }],
  ["", { cwd: "/app", exited: false, unfinished: false }],
  ["for i in 1 2; do", { cwd: "/app", exited: false, unfinished: true }],
  ["if true; then", { cwd: "/app", exited: false, unfinished: true }],
  ["echo 'a", { cwd: "/app", exited: false, unfinished: true }],
  ['echo "a', { cwd: "/app", exited: false, unfinished: true }],
  ["echo $(", { cwd: "/app", exited: false, unfinished: true }],
  ["f() {", { cwd: "/app", exited: false, unfinished: true }],
  ["case x in", { cwd: "/app", exited: false, unfinished: true }],
  ["a=(1", { cwd: "/app", exited: false, unfinished: true }],
  ["fi", { cwd: "/app", exited: false, unfinished: false }],
  ["echo )", { cwd: "/app", exited: false, unfinished: false }],
])("runShellStep() answers %j", (source, value) => {
  expect(JSON.parse(step(source).value ?? "null")).toEqual(value);
});

test("runShellStep() leaves nothing of a step that runs out of fuel", () => {
  const first = step("x=1");
  const stopped = step("x=2; while :; do :; done", first.state, { fuel: 3_000_000n });
  expect(stopped.end.outcome).toBe("out-of-fuel");
  expect(stopped.state).toBeUndefined();
  expect(step("echo $x", first.state).output).toBe("1\n");
});

test("runShellStep() keeps no more than a session can", () => {
  const big = step(
    "x=$(yes | tr -d '\\n'); for i in 1 2 3 4; do x=$x$x; done; y=$x; z=$x; v=$x; w=$x",
  );
  expect(big.state).toBeUndefined();
  expect(big.end.exitCode).toBe(1);
  expect(big.output).toContain("more than a session keeps");
});

test("runShellStep() goes on where its directory was removed", () => {
  const fs = openTree();
  const { state } = step("cd src", undefined, { fs });
  fs.rmdir("/app/src");
  const next = step("pwd; cd /app; pwd", state, { fs });
  expect(next.output).toBe("/app/src\n/app\n");
});

test.each([
  ["f", "rm -rf /app"],
  ["f", "f() { :; }; rm -rf /app"],
  ["f", "f() { :; } &"],
  ["f", "! f() { :; }"],
  ["f", "f() { :; } | cat"],
  ["g", "f() { :; }"],
  ["f", "f() {"],
  ["f", ""],
])("runShellStep() refuses a state whose function %j is %j", (name, source) => {
  const { state } = step("x=1");
  const saved = JSON.parse(new TextDecoder().decode(state)) as object;
  const forged = JSON.stringify({ ...saved, functions: [[name, source]] });
  expect(() => step("echo hi", new TextEncoder().encode(forged))).toThrow(
    "Cannot take on the state of the shell",
  );
});
