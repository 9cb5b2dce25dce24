/** Bytes that are no UTF-8 come through whatever a script does with them. */
import { expect, test } from "vitest";
import { runScript } from "../../test/support/run-script.ts";

const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** What a variable can hold: no zero, and no newline at the end. */
const some = Uint8Array.of(0xff, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x61, 0xfe);

test.each([
  "cat f",
  "cat < f",
  "cat f | cat",
  "cat f > g; cat g",
  "cat f >> g; cat g",
  "{ cat f; } > g; cat g",
  "(cat f) > g; cat g",
  "f() { cat f; }; f > g; cat g",
  "for i in 1; do cat f; done > g; cat g",
  "while true; do cat f; break; done | cat > g; cat g",
  "if true; then cat f; fi > g; cat < g",
  "exec 3> g; cat f >&3; exec 3>&-; cat g",
  "exec 4>&1 > g; cat f; exec >&4; cat g",
  "tee g < f > /dev/null; cat g",
  "cp f g; cat g",
  "base64 f | base64 -d",
  "gzip -c f | gunzip",
  "cat <(cat f)",
  "bash -c 'cat f'",
  "bash -c cat < f",
  "cat f | bash -c cat",
  "eval cat f",
  "head -c 256 f",
  "tail -c 256 f",
])("`%s` gives all bytes", (source) => {
  const { stdoutBytes, stderr } = runScript(source, { files: { "/app/f": all } });
  expect([[...stdoutBytes], stderr]).toEqual([[...all], ""]);
});

test.each([
  'x=$(cat f); printf %s "$x"',
  'x=$(< f); printf %s "$x"',
  'read -r x < f; printf %s "$x"',
  'cat f | { read -r x; printf %s "$x"; }',
  'mapfile -t a < f; printf %s "${a[0]}"',
  'x=$(cat f); cat <<< "$x" | head -c 9',
  "x=$(cat f)\ncat <<E | head -c 9\n$x\nE",
  "printf '\\xff\\x80\\xc3(\\xed\\xa0\\x80a\\xfe'",
  "printf '\\377\\200\\303(\\355\\240\\200a\\376'",
  "echo -ne '\\xff\\x80\\xc3(\\xed\\xa0\\x80a\\xfe'",
  "printf %b '\\xff\\x80\\xc3(\\xed\\xa0\\x80a\\xfe'",
  "printf %s $'\\xff\\x80\\xc3(\\xed\\xa0\\x80a\\xfe'",
  "printf %s $'\\377\\200\\303(\\355\\240\\200a\\376'",
  'x=$(cat f); a=("$x"); declare -A m; m[k]=${a[0]}; export y=${m[k]}; printf %s "$y"',
  "sed 's/b/c/' f | head -c 9",
  "awk '{ printf \"%s\", $0 }' f",
  'x=$(cat f); [[ $x == *a* ]] && printf %s "${x//b/c}"',
])("`%s` gives bytes that are no text", (source) => {
  const { stdoutBytes, stderr } = runScript(source, { files: { "/app/f": some } });
  expect([[...stdoutBytes], stderr]).toEqual([[...some], ""]);
});

test.each([
  ["printf '\\xc3\\xa9'", "é"],
  ["x=$'\\303\\251'; echo ${#x}", "1\n"],
  ["x=$(printf '\\303'; printf '\\251'); echo ${#x} $x", "1 é\n"],
  ["echo é | { read x; echo ${#x} $x; }", "1 é\n"],
  ["read x <<< é; echo ${#x} $x", "1 é\n"],
  ["read -u 3 x 3<<< é; echo ${#x} $x", "1 é\n"],
  ["mapfile -t a <<< $'ö\\n€'; echo ${a[@]} ${#a[1]}", "ö € 1\n"],
  ["while read l; do echo \"<$l>\"; done <<< '日本'", "<日本>\n"],
  ["x=$(yes '' | head -n 50000; echo x); echo ${#x}", "50001\n"],
])("`%s` makes text of bytes", (source, expected) => {
  expect(runScript(source).stdout).toBe(expected);
});
