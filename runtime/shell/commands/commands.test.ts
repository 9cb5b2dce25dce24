import { expect, test } from "vitest";
import { runScript } from "../../../test/support/run-script.ts";

const files = {
  "/app/a.txt": "b 2\na 10\nc 1\n",
  "/app/data.csv": "name,age\nAda,36\n",
  "/app/deep/b.txt": "Beta\n",
  "/app/conf.yaml": "a: 1\n",
};

test.each([
  ["cat -A a.txt | head -1", "b 2$\n"],
  ["cat -b deep/b.txt", "     1\tBeta\n"],
  ["cat none; echo $?", "1\n"],
  ["head -c 2 a.txt; tail -c 2 a.txt", "b 1\n"],
  ["tail -n +3 a.txt; tail +3 a.txt", "c 1\nc 1\n"],
  ["head -x a.txt; echo $?", "1\n"],
  ["wc -c -l a.txt; wc -L a.txt; wc -m < deep/b.txt", " 3 13 a.txt\n4 a.txt\n5\n"],
  [
    "printf 'a\\nA\\nb\\n' | uniq -ic; printf 'a\\na\\nb\\n' | uniq -d",
    "      2 a\n      1 b\na\n",
  ],
  ["printf '1 a\\n2 a\\n' | uniq -f1; printf 'ab\\nac\\n' | uniq -w1", "1 a\nab\n"],
  ["sort -k2n a.txt | head -1; sort -rk1 a.txt | head -1", "c 1\nc 1\n"],
  [
    "printf '1K\\n2\\n1M\\n' | sort -h | tail -1; printf 'v1.10\\nv1.9\\n' | sort -V | head -1",
    "1M\nv1.9\n",
  ],
  [
    "printf 'feb\\njan\\n' | sort -M | head -1; printf -- '-1\\n-2\\n' | sort -n | head -1",
    "jan\n-2\n",
  ],
  ["sort -c a.txt; echo $?; sort -o s.txt a.txt; head -1 s.txt", "1\na 10\n"],
  [
    "echo a:b:c | cut -d: -f1,3 --output-delimiter=-; echo abc | cut -c2-; echo abc | cut -b1 --complement",
    "a-c\nbc\nbc\n",
  ],
  ["cut a.txt; echo $?", "1\n"],
  [
    "paste -d, a.txt data.csv; printf '1\\n2\\n3\\n4\\n' | paste - -",
    "b 2,name,age\na 10,Ada,36\nc 1,\n1\t2\n3\t4\n",
  ],
  [
    "echo aabb | tr -s a; echo abc | tr a-c x-z; echo abc | tr -d '[:alpha:]' | wc -c",
    "abb\nxyz\n1\n",
  ],
  ["echo abc | tr c-a x; echo $?", "1\n"],
  [
    "grep -rc a . | sort; grep -b c a.txt",
    "./a.txt:1\n./conf.yaml:1\n./data.csv:2\n./deep/b.txt:1\n9:c 1\n",
  ],
  [
    "grep 'a\\|c' a.txt | wc -l; grep -E '^(a|b) [0-9]{2}$' a.txt; grep -P '\\d{2}' a.txt",
    "2\na 10\na 10\n",
  ],
  ["grep -i BETA -r deep; grep '[' a.txt; echo $?", "deep/b.txt:Beta\n2\n"],
  ["echo 'a+b' | grep 'a+b'; echo 'a{' | grep 'a{'; echo '*x' | grep '*x'", "a+b\na{\n*x\n"],
  ["echo hi > h; sha256sum h > s; sha256sum -c s; md5sum h | cut -c1-8", "h: OK\n764efa88\n"],
  ["echo x >> h; sha1sum h > s; echo y >> h; sha1sum -c s 2>/dev/null; echo $?", "h: FAILED\n1\n"],
  [
    "printf '%80s' | base64 | wc -l; printf '%80s' | base64 -w0 | wc -l; echo '!' | base64 -d; echo $?",
    "2\n0\n1\n",
  ],
  [
    "f=$(mktemp); [ -f $f ] && echo made; d=$(mktemp -d -p /app d.XXX); ls -d d.* | wc -l",
    "made\n1\n",
  ],
  ["mktemp x; echo $?", "1\n"],
  [
    "ln -s a.txt l; realpath l deep/../a.txt; realpath --relative-to=deep a.txt; realpath -e none; echo $?",
    "/app/a.txt\n/app/a.txt\n../a.txt\n1\n",
  ],
  ["uname; uname -m; nproc; id -un", "Linux\nx86_64\n1\nuser\n"],
  ["csv_to_json data.csv | jq -r '.[0].name'; yaml_to_json conf.yaml | jq .a", "Ada\n1\n"],
  ["csv_to_json < data.csv | json_to_csv -", "name,age\nAda,36\n"],
  ["yaml_to_json none; echo $?", "1\n"],
  ["printf 'hi\\n' | xxd -p; printf 'hi\\n' | xxd | xxd -r", "68690a\nhi\n"],
  ["shuf -n 2 a.txt | wc -l; shuf -e x", "2\nx\n"],
  [
    "ls -la deep | tail -1 | cut -c1-10; ls -R deep; ls -S | head -1; ls -F",
    "-rw-r--r--\ndeep:\nb.txt\ndata.csv\na.txt\nconf.yaml\ndata.csv\ndeep/\n",
  ],
  ["ls none; echo $?", "2\n"],
  [
    "stat -c '%n %s %a %F' a.txt deep; stat none; echo $?",
    "a.txt 13 644 regular file\ndeep 0 755 directory\n1\n",
  ],
  [
    "diff a.txt a.txt; echo $?; diff -q a.txt data.csv; diff -r deep none; echo $?",
    "0\nFiles a.txt and data.csv differ\n2\n",
  ],
  [
    "printf 'a\\nb\\n' > x; printf 'a\\nc\\nd\\n' > y; diff x y; diff -U1 --label l --label r x y",
    "2c2,3\n< b\n---\n> c\n> d\n--- l\n+++ r\n@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n",
  ],
  ["env -i A=1 env | grep A; env -u HOME printenv HOME; echo $?", "A=1\n1\n"],
  [
    "date -d '2024-01-31 +1 day' +%F; date -d '@86400 2 days ago' +%F; date -d '2024-03-01 12:00 last week' +%F",
    "2024-02-01\n1969-12-31\n2024-02-23\n",
  ],
  [
    "printf 'a b\\n\"c d\"\\n' | xargs -n1 echo -; echo a | xargs false; echo $?; xargs -r echo < /dev/null",
    "- a\n- b\n- c d\n123\n",
  ],
  [
    "printf '1\\n2\\n3\\n' | xargs -L2 echo; printf 'a,b' | xargs -d, -I{} echo [{}]; echo x | xargs nope; echo $?",
    "1 2\n3\n[a]\n[b]\n127\n",
  ],
  ["sed -i.old s/Beta/Gamma/ deep/b.txt; cat deep/b.txt deep/b.txt.old", "Gamma\nBeta\n"],
  [
    "gzip -k a.txt && gunzip -c a.txt.gz | cmp - a.txt 2>/dev/null; zcat a.txt.gz | head -1",
    "b 2\n",
  ],
  [
    "grep --help | head -1; sort --help | head -1",
    "Usage: grep [OPTION]... PATTERNS [FILE]...\nUsage: sort [-bcdfghimMnrRsuVz] [-k KEY]... [-t SEPARATOR] [-o FILE] [FILE]...\n",
  ],
])("the shell answers `%s`", (source, stdout) => {
  expect(runScript(source, { files }).stdout).toBe(stdout);
});
