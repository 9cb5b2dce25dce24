/** What the utilities are measured at: one call, or two where one works on what the other gives. */

/** A file or tree that a job works on, by its name in the directory of the corpus. */
export type CorpusName =
  | "log-1m"
  | "log-100m"
  | "log-4m"
  | "sort-16m"
  | "sort-1m"
  | "before"
  | "after"
  | "evil-50k"
  | "evil-100k"
  | "tree"
  | "table-10k.csv"
  | "table-1m.csv"
  | "rows-10k.json"
  | "rows-100k.json"
  | "small.yaml"
  | "large.yaml"
  | "items.xml";

/** A job; how each contender does it, it knows itself by the job's name. */
export interface UtilityJob {
  readonly name: string;
  readonly title: string;
  readonly corpus: readonly CorpusName[];
  /** Its regular expression or text, where it has one. */
  readonly pattern?: string;
  readonly answer: string;
}

/** The jobs. Answers are counts of lines, rows and changes, or parts of the result. */
export const utilityJobs: readonly UtilityJob[] = [
  {
    name: "grep-literal-1m",
    title: "grep for a text, 1 MB",
    corpus: ["log-1m"],
    pattern: "ERROR timeout=",
    answer: "14",
  },
  {
    name: "grep-literal-100m",
    title: "grep for a text, 100 MB",
    corpus: ["log-100m"],
    pattern: "ERROR timeout=",
    answer: "1400",
  },
  {
    name: "grep-regex-1m",
    title: "grep for an expression with a text in it, 1 MB",
    corpus: ["log-1m"],
    pattern: "ERROR timeout=[0-9]+ [a-z]+@",
    answer: "14",
  },
  {
    name: "grep-regex-100m",
    title: "grep for an expression with a text in it, 100 MB",
    corpus: ["log-100m"],
    pattern: "ERROR timeout=[0-9]+ [a-z]+@",
    answer: "1400",
  },
  {
    name: "grep-words",
    title: "grep for an expression of words, 4 MB",
    corpus: ["log-4m"],
    pattern: "\\b[a-z]{7}\\b.*[0-9]$",
    answer: "37344",
  },
  {
    name: "grep-choice",
    title: "grep for one of three words, 4 MB",
    corpus: ["log-4m"],
    pattern: "ERROR|FATAL|PANIC",
    answer: "56",
  },
  {
    name: "grep-case",
    title: "grep for a text in any case, 4 MB",
    corpus: ["log-4m"],
    pattern: "(?i)error timeout",
    answer: "56",
  },
  {
    name: "grep-evil-50k",
    title: "grep for (a+)+$ in 50,000 characters",
    corpus: ["evil-50k"],
    pattern: "(a+)+$",
    answer: "0",
  },
  {
    name: "grep-evil-100k",
    title: "grep for (a+)+$ in 100,000 characters",
    corpus: ["evil-100k"],
    pattern: "(a+)+$",
    answer: "0",
  },
  { name: "wc-1m", title: "wc, 1 MB", corpus: ["log-1m"], answer: "13772 130878 1048647" },
  {
    name: "wc-100m",
    title: "wc, 100 MB",
    corpus: ["log-100m"],
    answer: "1377200 13087800 104864700",
  },
  { name: "head-100m", title: "head of 10 lines, 100 MB", corpus: ["log-100m"], answer: "10" },
  { name: "tail-100m", title: "tail of 10 lines, 100 MB", corpus: ["log-100m"], answer: "10" },
  {
    name: "sed-1m",
    title: "sed with groups, 1 MB",
    corpus: ["log-1m"],
    pattern: "id=([0-9]+)",
    answer: "803e0b7b35ce",
  },
  { name: "sort-1m", title: "sort, 1 MB", corpus: ["sort-1m"], answer: "5aa59694d0db" },
  { name: "sort-16m", title: "sort, 16 MB", corpus: ["sort-16m"], answer: "41cf40b70bf3" },
  {
    name: "sort-uniq-1m",
    title: "sort and uniq -c, 1 MB",
    corpus: ["sort-1m"],
    answer: "11b949d63d78",
  },
  {
    name: "diff-1m",
    title: "diff -u, 1 MB twice with 123 changes",
    corpus: ["before", "after"],
    answer: "246",
  },
  {
    name: "find-10k",
    title: "find *.py among 10,000 files",
    corpus: ["tree"],
    pattern: "*.py",
    answer: "3400",
  },
  {
    name: "grep-tree-10k",
    title: "grep -r for a text in 10,000 files, 10 MB",
    corpus: ["tree"],
    pattern: "needle",
    answer: "100",
  },
  {
    name: "csv-10k",
    title: "csv_to_json, 10,000 rows",
    corpus: ["table-10k.csv"],
    answer: "10000",
  },
  {
    name: "csv-1m",
    title: "csv_to_json, 1,000,000 rows",
    corpus: ["table-1m.csv"],
    answer: "1000000",
  },
  {
    name: "json-csv-10k",
    title: "json_to_csv, 10,000 rows",
    corpus: ["rows-10k.json"],
    answer: "10001",
  },
  {
    name: "json-csv-100k",
    title: "json_to_csv, 100,000 rows",
    corpus: ["rows-100k.json"],
    answer: "100001",
  },
  { name: "yaml-small", title: "yaml_to_json, 0.3 MB", corpus: ["small.yaml"], answer: "2000" },
  { name: "yaml-large", title: "yaml_to_json, 3 MB", corpus: ["large.yaml"], answer: "20000" },
  { name: "xml", title: "xml_to_dict, 3.4 MB", corpus: ["items.xml"], answer: "20000" },
];
