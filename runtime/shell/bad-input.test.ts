/** Scripts that cannot be run as they stand: bash's message, bash's status, and no more work than is paid for. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

test.each([
  ['echo "x', "line 1: unexpected EOF while looking for matching `\"'"],
  ["echo 'x", "line 1: unexpected EOF while looking for matching `''"],
  ["echo `date", "line 1: unexpected EOF while looking for matching ``'"],
  ["echo $(date", "line 1: unexpected EOF while looking for matching `)'"],
  ["echo ${x", "line 1: unexpected EOF while looking for matching `}'"],
  ["if true; then", "line 2: syntax error: unexpected end of file"],
  ["while true; do\necho x", "line 3: syntax error: unexpected end of file"],
  ["{ echo x", "line 2: syntax error: unexpected end of file"],
  ["f() {", "line 2: syntax error: unexpected end of file"],
  ["case x in", "line 2: syntax error: unexpected end of file"],
  ["echo a |", "line 2: syntax error: unexpected end of file"],
  ["true &&", "line 2: syntax error: unexpected end of file"],
  ["false ||\n", "line 2: syntax error: unexpected end of file"],
])("`%s` is no script", (source, message) => {
  const { stdout, stderr, exit } = runScript(source);
  expect([stdout, stderr, exit]).toEqual(["", `bash: -c: ${message}\n`, 2]);
});

test.each([
  [")", 1, ")", ")"],
  [";;", 1, ";;", ";;"],
  ["true\nfi", 2, "fi", "fi"],
  ["done", 1, "done", "done"],
])("`%s` has a token too much", (source, line, token, text) => {
  const { stderr, exit } = runScript(source);
  const near = `bash: -c: line ${line}: syntax error near unexpected token \`${token}'`;
  expect([stderr, exit]).toEqual([`${near}\nbash: -c: line ${line}: \`${text}'\n`, 2]);
});

test.each([
  ["a script that is a file", "printf 'echo a\\nif\\n' > s.sh; bash s.sh", "s.sh: line 3: ", 2],
  ["eval", "eval 'if'", "bash: eval: ", 1],
  ["a missing directory", "echo x > no/f", "bash: no/f: No such file or directory\n", 1],
  ["the same when appending", "echo x >> no/f", "bash: no/f: No such file or directory\n", 1],
  ["the same for a loop", "for i in 1; do echo; done > no/f", "bash: no/f: No such file", 1],
  ["a directory", "echo x > /app", "bash: /app: Is a directory\n", 1],
  ["a missing file", "cat < no", "bash: no: No such file or directory\n", 1],
  ["a missing command", "no-such", "bash: no-such: command not found\n", 127],
  ["a missing script", "./no-such", "bash: ./no-such: No such file or directory\n", 127],
  ["a script that may not be run", "echo x > s; ./s", "bash: ./s: Permission denied\n", 126],
  ["names of the language", "toString", "bash: toString: command not found\n", 127],
  ["the name of all prototypes", "__proto__", "bash: __proto__: command not found\n", 127],
  ["a division by zero", "echo $((1 / 0))", "bash: division by 0", 1],
  ["a number that is none", "exit abc", "bash: exit: abc: numeric argument required\n", 2],
  ["what must not change", "readonly r=1; r=2; echo", "bash: r: readonly variable\n", 1],
])("a script hears of %s", (_what, source, message, status) => {
  const { stderr, exit } = runScript(source);
  expect(stderr.startsWith(message)).toBe(true);
  expect(exit).toBe(status);
});

test.each([
  [
    "variables",
    "__proto__=1 constructor=2; echo $__proto__ $constructor ${toString:-none}",
    "1 2 none",
  ],
  [
    "keys",
    "declare -A m; m[__proto__]=1 m[constructor]=2; echo ${m[__proto__]} ${m[toString]:-none}",
    "1 none",
  ],
  ["functions", "__proto__() { echo $1; }; constructor() { __proto__ $2; }; constructor a b", "b"],
  ["files", "echo a > __proto__; echo b > constructor; cat * | tr -d '\\n'; echo", "ab"],
  ["exports", "export __proto__=x; env | grep -c __proto__=x", "1"],
  ["JSON", "echo '{\"__proto__\": 1}' | jq -c .", '{"__proto__":1}'],
  [
    "arrays of awk",
    'echo a | awk \'{ n["__proto__"] = 2; n["constructor"]++; print n["__proto__"], n["constructor"] }\'',
    "2 1",
  ],
])("names of the language are names like others as %s", (_what, source, stdout) => {
  expect(runScript(source)).toMatchObject({ stdout: `${stdout}\n`, stderr: "", exit: 0 });
});

const budget = 3_000_000_000n;

test.each([
  ["a script of a megabyte", `echo ${"x".repeat(2 ** 20)} | wc -c`],
  ["many lines", ": a\n".repeat(200_000)],
  ["many words", `: ${"a ".repeat(400_000)}`],
  ["one long pipe", `echo a${" | cat".repeat(2_000)}`],
  ["many here-documents", "cat <<E > /dev/null\nx\nE\n".repeat(5_000)],
  ["a here-document of a megabyte", `cat <<E | wc -c\n${"x\n".repeat(2 ** 19)}E`],
  ["here-documents on one line", `cat ${"<<E ".repeat(2_000)}\n${"x\nE\n".repeat(2_000)}`],
  ["braces in braces", `echo ${"{a,".repeat(2_000)}b${"}".repeat(2_000)} | wc -c`],
  ["braces beside braces", `echo ${"{a,b}".repeat(30)} | wc -c`],
  ["ranges", "echo {1..1000000000} | wc -c"],
  ["ranges of ranges", "echo {1..1000}{1..1000}{1..1000} | wc -c"],
  ["patterns full of stars", `touch ${"a".repeat(200)}; echo ${"*a".repeat(60)}b`],
  ["groups of patterns", `shopt -s extglob; [[ ${"a".repeat(200)} == +(+(+(a)))b ]]; echo $?`],
  ["functions that call each other", "a() { b; }; b() { a; }; a"],
  ["a function in a substitution of itself", "f() { x=$(f); }; f"],
  ["aliases of themselves", "shopt -s expand_aliases; alias a='a a'\na"],
  ["references in a ring", "declare -n a=b; declare -n b=a; echo $a"],
  ["eval of eval", 'x=\'eval "$x"\'; eval "$x"'],
  [
    "random bytes",
    String.fromCharCode(...Array.from({ length: 4_000 }, (_, n) => 1 + ((n * 7_919) % 126))),
  ],
  ["only opening signs", "(".repeat(50_000)],
  ["only quotes", "\"'`$(".repeat(10_000)],
  ["a number without end", `echo $((${"9".repeat(100_000)}))`],
  ["a width without end", "printf '%1000000000d' 1; printf '%.1000000000f' 1"],
  ["a string that is repeated", "awk 'BEGIN { s = \"a\"; while (1) s = s s }'"],
  ["a descriptor without end", "exec 99999999999>f; for i in $(seq 5000); do exec {fd}> f; done"],
  ["an index without end", "a[999999999999]=1; echo ${#a[@]}; echo ${a[@]:0:99999999999}"],
])("a shell comes to an end with %s, and the next one starts", (_what, source) => {
  const { exit } = runScript(source, { fuel: budget });
  expect(typeof exit === "number" || /^(?:out-of-fuel|stack-overflow)$/.test(exit)).toBe(true);
  expect(runScript("echo usable | cat").stdout).toBe("usable\n");
});
