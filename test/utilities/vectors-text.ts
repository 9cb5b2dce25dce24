/** What the utilities of the module `text` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

const log = "2025 INFO up\n2025 ERROR disk\n2025 INFO on\n2025 error net\n";

/** The vectors, beside the examples of the rows. */
export const textVectors: readonly UtilityVector[] = [
  {
    utility: "grep",
    args: ["[world]", "hello.txt", false],
    files: { "/app/hello.txt": "Hello world\nHello [world]\n" },
    result: [["/app/hello.txt", 2, "Hello [world]"]],
  },
  {
    utility: "grep",
    args: ["ERROR", ["logs/app.log", "missing.log"]],
    result: [["/app/logs/app.log", 2, "2025-01-01 ERROR disk full"]],
  },
  {
    utility: "grep",
    args: ["error", "log", { ignore_case: true, before: 1, max_count: 1 }],
    files: { "/app/log": log },
    result: [
      ["/app/log", -1, "2025 INFO up"],
      ["/app/log", 2, "2025 ERROR disk"],
    ],
  },
  {
    utility: "grep",
    args: ["INFO", "log", { invert: true }],
    files: { "/app/log": log },
    result: [
      ["/app/log", 2, "2025 ERROR disk"],
      ["/app/log", 4, "2025 error net"],
    ],
  },
  {
    utility: "grep",
    args: ["import", "/app", { include: "*.py", exclude: ["vendor"] }],
    files: {
      "/app/a.py": "import re\n",
      "/app/a.txt": "import\n",
      "/app/b.py": { base64: "aW1wb3J0AAo=" },
      "/app/vendor/c.py": "import c\n",
    },
    result: [["/app/a.py", 1, "import re"]],
  },
  {
    utility: "grep",
    args: ["x", "/etc/passwd"],
    error: "PATH_ESCAPE_ATTEMPT",
    message: "Path must be within /app: /etc/passwd",
  },
  {
    utility: "grep",
    args: ["(", "notes.txt"],
    error: "INVALID_PATTERN",
    message: 'Cannot compile pattern "(": missing closing )',
  },
  {
    utility: "sed",
    args: ["hello", "goodbye", "Hello world, hello universe"],
    result: "Hello world, goodbye universe",
  },
  {
    utility: "sed",
    args: ["(\\w+) (?P<last>\\w+)", "\\g<last>, \\1", "Ada Lovelace"],
    result: "Lovelace, Ada",
  },
  { utility: "sed", args: ["x*", "-", "abxd", { count: 2 }], result: "-a-bxd" },
  {
    utility: "sed",
    args: ["a", "\\2", "a"],
    error: "INVALID_PATTERN",
    message: 'Cannot use replacement "\\\\2": there is no group "2"',
  },
  { utility: "head", args: ["logs/app.log", 1], result: "2025-01-01 INFO start\n" },
  { utility: "head", args: ["missing"], error: "ENOENT" },
  { utility: "head", args: ["logs"], error: "EISDIR" },
  { utility: "tail", args: ["logs/app.log", 1], result: "2025-01-02 INFO stop\n" },
  { utility: "tail", args: ["notes.txt", { from_line: 2 }], result: "call Ada\nbuy bread\n" },
  { utility: "tail", args: ["notes.txt", -1], error: "INVALID_ARGUMENT" },
  {
    utility: "wc",
    args: ["f"],
    files: { "/app/f": "one two\nthree" },
    result: { lines: 2, words: 3, chars: 13 },
  },
  {
    utility: "wc",
    args: ["f"],
    files: { "/app/f": "naïve\u00a0café 😀\n" },
    result: { lines: 1, words: 3, chars: 13 },
  },
  {
    utility: "wc",
    args: ["f"],
    files: { "/app/f": { base64: "Yf/DCg==" } },
    result: { lines: 1, words: 1, chars: 4 },
  },
  { utility: "wc", args: ["missing"], error: "ENOENT" },
  {
    utility: "diff",
    args: ["a", "b"],
    files: { "/app/a": "x\ny", "/app/b": "x\ny\nz\n" },
    result:
      "--- /app/a\n+++ /app/b\n@@ -1,2 +1,3 @@\n x\n-y\n\\ No newline at end of file\n+y\n+z\n",
  },
  { utility: "diff", args: ["notes.txt", "notes.txt"], result: "" },
  { utility: "diff", args: ["notes.txt", "missing"], error: "ENOENT" },
  {
    utility: "sort",
    args: ["f", { numeric: true, reverse: true }],
    files: { "/app/f": "9\n10\n-1\n" },
    result: "10\n9\n-1\n",
  },
  {
    utility: "sort",
    args: ["people.csv", { key: 2, delimiter: "," }],
    result: "Ada,36\nGrace,85\nname,age\n",
  },
  {
    utility: "sort",
    args: ["f", { unique: true, ignore_case: true }],
    files: { "/app/f": "b\nA\na\né\nÉ" },
    result: "A\nb\né\n",
  },
  {
    utility: "uniq",
    args: ["f", { count: true }],
    files: { "/app/f": "a\na\nb\n" },
    result: "      2 a\n      1 b\n",
  },
  { utility: "cut", args: ["people.csv", "2", ","], result: "age\n36\n85\n" },
  { utility: "cut", args: ["f", { chars: "2-" }], files: { "/app/f": "a😀é\n" }, result: "😀é\n" },
  { utility: "cut", args: ["people.csv"], error: "INVALID_ARGUMENT" },
  {
    utility: "paste",
    args: [["notes.txt", "todo.txt"], ",", true],
    result: "buy milk,call Ada,buy bread\nbuy milk,call Bob,buy bread\n",
  },
  {
    utility: "tr",
    args: ["notes.txt", "[:space:]", { delete: true }],
    result: "buymilkcallAdabuybread",
  },
  {
    utility: "tr",
    args: ["f", "a-z", "_", { complement: true, squeeze: true }],
    files: { "/app/f": "a--b  c\n" },
    result: "a_b_c_",
  },
  {
    utility: "nl",
    args: ["f"],
    files: { "/app/f": "a\n\nb" },
    result: "     1\ta\n       \n     2\tb\n",
  },
];
