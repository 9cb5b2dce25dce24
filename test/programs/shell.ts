/** Shell scripts whose output and fuel are the same everywhere. */
import type { EqualityProgram } from "./program.ts";

export const shellPrograms: readonly EqualityProgram[] = [
  {
    name: "shell-words",
    shell: `
x=hello; y="a  b"; list=(one "two three" four)
echo \${x^^} \${#x} \${x:1:3} \${x//l/L} "$y" $y \${nope:-default}
echo \${#list[@]} "\${list[1]}" {1..5} {a,b}{x,y} $((7 * 6 % 5)) $(( 2 ** 10 ))
declare -A ages=([Ada]=36 [Grace]=85)
for name in Ada Grace; do printf '%-6s|%04d|%x\\n' "$name" "\${ages[$name]}" "\${ages[$name]}"; done
IFS=, read -r a b c <<< "1,2,3"; echo "$c$b$a"
`,
  },
  {
    name: "shell-control",
    shell: `
fib() { if (( $1 < 2 )); then echo "$1"; else echo $(( $(fib $(($1 - 1))) + $(fib $(($1 - 2))) )); fi; }
fib 7
for ((i = 0; i < 20; i++)); do [[ $i == 5 ]] && continue; (( i > 8 )) && break; printf '%s ' "$i"; done; echo
case "file.tar.gz" in *.zip) echo zip;; *.tar.*) echo tar;; esac
n=3; while ((n-- > 0)); do echo "left $n"; done | tac
trap 'echo bye' EXIT
(exit 4); echo "status $?"
set -e; false; echo never
`,
  },
  {
    name: "shell-pipes",
    files: { "log.txt": "12 ERROR disk\n7 INFO ok\n31 ERROR net\n12 WARN hot\n".repeat(25) },
    shell: `
cd /app/shell-pipes
grep -c ERROR log.txt
sort -n log.txt | uniq -c | sort -k1,1nr -k2,2n | head -3
awk '{ sum[$2] += $1 } END { for (k in sum) print k, sum[k] }' log.txt | sort
sed -n 's/^\\([0-9]*\\) \\([A-Z]*\\).*/\\2:\\1/p' log.txt | cut -d: -f1 | tr A-Z a-z | sort -u | paste -sd, -
wc -lwc < log.txt; tail -n 2 log.txt | rev
`,
  },
  {
    name: "shell-files",
    files: { "a.txt": "one\n", "b/c.txt": "two\n" },
    shell: `
cd /app/shell-files && mkdir -p out/deep && cp a.txt out/deep/copy.txt && ln -s ../a.txt out/link
cat a.txt b/c.txt > out/all; echo three >> out/all; mv b out/
find . -type f | sort; cat out/link; stat -c '%s %F' out/all
for f in out/*; do [ -d "$f" ] && echo "$f/"; done
rm -r out/deep; ls -A out; diff a.txt out/b/c.txt; echo "diff $?"
cat /etc/passwd; cat <<END
$(basename /x/y.z .z) here
END
`,
  },
  {
    name: "shell-data",
    files: {
      "people.json":
        '[{"name":"Ada","age":36,"tags":["maths"]},{"name":"Grace","age":85,"tags":[]}]',
    },
    shell: `
cd /app/shell-data
jq -r '.[] | select(.age > 40) | "\\(.name) \\(.tags | length)"' people.json
jq -c 'map({(.name): .age}) | add' people.json | tee sum.json | md5sum
printf 'fuel' | sha256sum | cut -c1-16; printf 'fuel' | base64; seq 1 3 10 | xargs echo
`,
  },
  {
    name: "shell-surroundings",
    args: ["--flag", "é"],
    env: { LANGUAGE: "en" },
    stdin: "from\nstdin\n",
    shell: `
echo "$# $1 $2 $LANGUAGE $PWD"; date -u +%Y-%m-%dT%H:%M; echo $((RANDOM >= 0))
while read -r line; do echo "<$line>"; done
echo error >&2; exit 3
`,
  },
  {
    name: "shell-errors",
    shell: "nonsense\necho $?\ncat /app/none\nls /app/none | cat\necho $?\n",
  },
  {
    name: "shell-out-of-fuel",
    limits: { fuel: 5_000_000 },
    shell: `
trap 'echo caught' EXIT
i=0; while :; do i=$((i + 1)); ((i % 50 == 0)) && echo $i; done
`,
  },
];
