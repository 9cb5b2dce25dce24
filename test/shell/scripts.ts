/** Scripts that the rewritten interpreter must run as the original does, each in an empty directory. */
export const scripts: readonly string[] = String.raw`
echo hello
echo "a b" 'c d' e\ f
echo -n no newline
echo -e "tab\tnewline\nend"
printf '%s-%d\n' a 1 b 2
printf '%5s|%-5s|%05d\n' ab cd 42
printf '%x %o %e\n' 255 8 1234.5
x=5; echo $x
x="a b"; echo $x "$x"
x=hello; echo \${#x}
x=hello; echo \${x:1:3} \${x: -2}
x=hello; echo \${x/l/L} \${x//l/L}
x=hello; echo \${x^} \${x^^}
x=HELLO; echo \${x,} \${x,,}
x=a.b.c; echo \${x%.*} \${x%%.*} \${x#*.} \${x##*.}
echo \${nope:-default} \${nope-default}
nope=; echo "[\${nope:-d}] [\${nope-d}]"
echo \${x:=5} $x
: \${nope:?message}
x=1; unset x; echo "[$x]"
readonly r=1; r=2; echo $r
a=(1 2 3); echo \${a[0]} \${a[@]} \${#a[@]}
a=(1 2 3); a+=(4); echo \${a[-1]}
a=(1 2 3); unset 'a[1]'; echo \${a[@]} \${!a[@]}
a=(x y z); for i in "\${!a[@]}"; do echo $i=\${a[$i]}; done
a=("a b" c); printf '<%s>' "\${a[@]}"; echo
a=(5 3 9); echo \${a[@]:1:2}
declare -A m=([k]=v [l]=w); echo \${m[k]} \${#m[@]}
declare -A m; m[__proto__]=1; m[constructor]=2; echo \${m[__proto__]} \${m[constructor]}
declare -i n=3+4; echo $n
declare -r c=1; declare -p c
local x 2>&1
x=1; f() { local x=2; echo $x; }; f; echo $x
f() { echo $#: "$@"; }; f a "b c" d
f() { return 3; }; f; echo $?
f() { echo in; }; f | cat
f() { if [ $1 -gt 0 ]; then echo $1; f $(($1-1)); fi; }; f 5
fact() { if (( $1 <= 1 )); then echo 1; else local p=$(fact $(($1-1))); echo $(($1*p)); fi; }; fact 6
echo $((1+2*3)) $(((1+2)*3)) $((7/2)) $((7%3)) $((2**10))
echo $((1<2)) $((1&&0)) $((1||0)) $((!1)) $((~0))
echo $((5>3?10:20)) $((0x1f)) $((010)) $((2#101))
x=5; ((x++)); echo $x; ((x+=10)); echo $x; echo $((x--)) $x
x=3; y=x; echo $((y*2))
echo $((1/0)); echo after
((0)) && echo yes || echo no
let a=5+5; echo $a
for i in 1 2 3; do echo $i; done
for i in {1..5}; do echo -n $i; done; echo
for i in {a..e}; do echo -n $i; done; echo
for ((i=0; i<3; i++)); do echo $i; done
for ((;;)); do break; done; echo out
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done
i=3; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done
while read line; do echo "[$line]"; done <<< $'a\nb'
printf 'a b\nc d\n' | while read x y; do echo $y $x; done
case abc in a*) echo starts;; *) echo no;; esac
case x in a|b) echo ab;; x|y) echo xy;; esac
case 5 in [0-9]) echo digit;& z) echo fall;; esac
if true; then echo t; elif true; then echo e; else echo f; fi
if false; then echo t; elif true; then echo e; fi
true && echo a || echo b
false && echo a || echo b
! true; echo $?
! false; echo $?
true; echo $?; false; echo $?
(exit 7); echo $?
(x=1; echo $x); echo "[$x]"
{ echo a; echo b; } | sort -r
x=$(echo hi); echo $x
x=$(printf 'a\n\n\n'); echo "[$x]"
echo $(echo $(echo nested))
echo \`echo back\`
echo "$(echo "quoted $(echo deep)")"
cat <<EOF
cat <<< here
x=1; cat <<< "x is $x"
echo a > f; cat f; echo b >> f; cat f
echo a > f; cat < f
echo err >&2
echo out; echo err >&2 
ls nope 2>&1
ls nope 2>/dev/null; echo $?
{ echo a; echo b >&2; } 2>&1
{ echo a; echo b >&2; } > f 2>&1; cat f
echo a | tee f | cat; cat f
exec 3> f; echo three >&3; exec 3>&-; cat f
echo a &> f; cat f
echo abc | (read x; echo "got $x")
echo "a b c" | { read x y; echo $y; }
read -r x <<< 'a\b'; echo $x
IFS=,; x="a,b,c"; for i in $x; do echo $i; done
IFS=: read a b c <<< "1:2:3"; echo $a $b $c
x="a  b"; set -- $x; echo $# $1 $2
set -- a b c; shift; echo $1 $#
set -- a b c; echo "$*" "$@"
set -- a b; for i; do echo $i; done
set -e; echo before; false; echo after
set -u; echo $nope; echo after
set -o pipefail; false | true; echo $?
false | true; echo $? \${PIPESTATUS[@]}
true | false | true; echo \${PIPESTATUS[@]}
set -x; echo traced; set +x
set -f; echo *; set +f
shopt -s nullglob; echo *.none; shopt -u nullglob; echo *.none
touch a.txt b.txt c.md; echo *.txt
touch a1 a2 b1; echo a? [ab]1
touch a b; for f in *; do echo $f; done
mkdir -p d/e; touch d/e/f; echo d/*/f
shopt -s globstar; mkdir -p d/e; touch d/x d/e/x; echo **/x
shopt -s extglob; touch a.c b.h c.o; echo !(*.o)
echo {a,b,c}{1,2} {1..3} {01..03} {5..1..2}
echo a{b,c{d,e}}f
echo ~ | grep -c /
echo 'single $x' "double \$x"
echo $'a\tb\x41\u0041'
echo "\\ \" \$ \`"
eval 'x=5; echo $x'
eval "echo \$((1+1))"
bash -c 'echo $0 $1' name arg
bash -c 'exit 4'; echo $?
sh -c 'echo sub'
echo 'echo from file' > s.sh; bash s.sh
echo 'y=9' > s.sh; source ./s.sh; echo $y
echo 'return 3' > s.sh; . ./s.sh; echo $?
type echo cd
command -v cat
command echo direct
builtin echo built
alias ll='echo aliased'; ll
shopt -s expand_aliases
test -n "" ; echo $?; test -z ""; echo $?
[ 1 -eq 1 ] && [ a = a ] && [ a != b ] && echo ok
[ -e nope ]; echo $?
[[ abc == a* ]] && echo glob
[[ abc =~ ^a(.)c$ ]] && echo \${BASH_REMATCH[1]}
[[ a < b ]] && echo less
[[ -z "" && 1 -lt 2 ]] && echo both
[[ ! -f nope ]] && echo not
[ -d . -a -r . ] && echo dir
[ a = ]; echo $?
test 1 -gt x; echo $?
getopts ab: o -a -b v; echo $o
while getopts "ab:" o -a -b val; do echo $o $OPTARG; done
trap 2>/dev/null; true
sleep 0; echo slept
timeout 1 true; echo $?
timeout 1 sleep 5; echo $?
seq 5
seq 2 2 10
seq 3 -1 1
seq -s, 5
seq -w 8 11
basename /a/b.c .c; dirname /a/b/c
printf 'b\na\nc\n' | rev
printf 'one two\n' | awk '{print $2, $1}'
printf '1\n2\n3\n' | awk '{s+=$1} END {print s}'
awk 'BEGIN { for (i=0;i<3;i++) print i*i }'
awk 'BEGIN { print length("abc"), substr("hello",2,3), index("abc","c") }'
awk 'BEGIN { a["x"]=1; for (k in a) print k, a[k] }'
awk 'BEGIN { printf "%d %s %.2f\n", 1, "a", 3.14159 }'
awk 'BEGIN { print toupper("a"), tolower("B"), split("a b c", x), x[2] }'
echo 'a:b' | awk -F: '{ print $2 }'
printf 'a\nb\nc\n' | sed -n 2p
printf 'a\nb\nc\n' | sed 2d
echo hello | sed 's/l\+/L/; s/h/H/'
echo hello | sed -E 's/(h)(e)/\2\1/'
printf 'a\nb\n' | sed 'N; s/\n/-/'
printf 'a\nb\n' | sed '1i top'
echo abc | sed 'y/abc/xyz/'
printf 'x\ny\n' | sed '$!d'
echo '{"a":[1,2,{"b":null}]}' | jq -c .
echo '{"a":[1,2,3]}' | jq '.a | map(.*2) | add'
echo '[{"n":"x"},{"n":"y"}]' | jq -r '.[].n'
echo '{"__proto__":1,"constructor":2}' | jq -c 'keys'
jq -n '[range(3)] | length'
jq -n '"a,b" | split(",")' -c
printf 'k: v\nl:\n  - 1\n' > y; cat y
printf 'a,b\n1,2\n' > c; cat c
printf '3\n1\n2\n' > n; cat n | tac
printf 'a\nb\n' | nl
printf 'abcdef\n' | fold -w 2
printf 'a b\nc d\n' | column -t
printf 'a\tb\n' | expand -t 4
printf '1 a\n2 b\n' > l; printf '1 x\n2 y\n' > r; join l r
printf 'a\nb\n' > l; printf 'b\nc\n' > r; comm l r
echo hello | tee -a f; cat f
mkdir -p a/b; ls a; rmdir a/b; ls a
touch f; rm f; ls f 2>&1 | head -c 3
echo x > f; cp f g; cat g; mv g h; ls
ln -s f l; readlink l
echo x > f; chmod 600 f; stat -c %a f
echo $((16#ff)) $((36#z))
printf '%q\n' "a b"
printf '%b\n' 'a\tb'
printf '%s\n' "\${@:-none}"
x=abc; echo "\${x@Q}"
x=5; echo "\${!x*}" | head -c 0; echo ok
ref=x; x=7; echo \${!ref}
declare -n nr=x; x=8; echo $nr
echo é | wc -m
x=日本語; echo \${#x} \${x:1:1}
echo $BASH_VERSION | head -c 1; echo
echo $0 | wc -l
echo $? $# 
echo $-  | wc -l
echo "a
b" | cat -A
yes=1; echo $yes
: ignored args
unset nope; echo \${nope+set}
x=; echo "\${x+set}"
f() { echo "$FUNCNAME"; }; f
f() { g; }; g() { echo \${FUNCNAME[1]}; }; f
f() (echo sub; exit 2); f; echo $?
select_=1; echo $select_
echo "unterminated
if true; then echo
echo )(
for do done
echo \${
done
cat <(echo sub)
diff <(echo a) <(echo a) && echo same
echo abc > >(cat)
wait; echo waited
true & wait; echo $?
exit 300
`
  .replaceAll("\\$", "$")
  .replaceAll("\\`", "`")
  .split("\n")
  .filter((line) => line !== "");
