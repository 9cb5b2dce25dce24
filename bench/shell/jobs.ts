/** What suite `shell` has shells do. */

/** The files that a job starts with. */
export type ShellFilesName = "none" | "log" | "tree-500" | "tree-1000";

/** A command line, and what it says. */
export interface ShellJob {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  /** What is printed, but for how many blanks there are between words. */
  readonly answer: string;
  readonly files: ShellFilesName;
  /** How often it is run for one time, which is that of one run. */
  readonly repeats: number;
}

/** All of them. */
export const shellJobs: readonly ShellJob[] = [
  {
    name: "echo",
    title: "echo hi",
    command: "echo hi",
    answer: "hi",
    files: "none",
    repeats: 100,
  },
  {
    name: "loop",
    title: "a loop of 1,000 rounds that do nothing",
    command: "for i in $(seq 1000); do :; done; echo $i",
    answer: "1000",
    files: "none",
    repeats: 3,
  },
  {
    name: "arithmetic",
    title: "a loop of 2,000 rounds that count",
    command: "x=0; while ((x < 2000)); do x=$((x + 1)); done; echo $x",
    answer: "2000",
    files: "none",
    repeats: 3,
  },
  {
    name: "pipeline-1m",
    title: "a megabyte through cat, grep, sort, uniq -c, sort -rn and head",
    command: "cat log.txt | grep user | sort | uniq -c | sort -rn | head -n 3",
    answer: "2500 user 001 opened 2400 user 002 opened 2300 user 003 opened",
    files: "log",
    repeats: 1,
  },
  {
    name: "grep-tree",
    title: "grep -rn over 500 files",
    command: "grep -rn needle . | wc -l",
    answer: "5",
    files: "tree-500",
    repeats: 1,
  },
  {
    name: "find-wc",
    title: "find and xargs wc -l over 1,000 files",
    command: "find . -type f | xargs wc -l | tail -n 1",
    answer: "18010 total",
    files: "tree-1000",
    repeats: 1,
  },
  {
    name: "python-100",
    title: "a loop of 100 calls of python3 -c",
    command: "for i in $(seq 100); do python3 -c 'print(6 * 7)'; done | sort | uniq -c",
    answer: "100 42",
    files: "none",
    repeats: 1,
  },
];
