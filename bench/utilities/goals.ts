/** What the utilities are to reach, as parts of the time that others take. */

/** One goal: our time divided by that of a contender of the same job, or of our own other job. */
export interface Goal {
  /** Such as `U1`. */
  readonly row: string;
  readonly job: string;
  readonly mode: "first" | "next";
  /** The name of a contender; `fuelbox` for our own time in `otherJob`. */
  readonly against: string;
  readonly otherJob?: string;
  /** The largest quotient. */
  readonly most: number;
}

/** All goals, by row. */
export const goals: readonly Goal[] = [
  goal("U1", "grep-literal-1m", "first", "just-bash", 0.08),
  goal("U1", "grep-literal-1m", "next", "just-bash", 0.03),
  goal("U1", "grep-literal-1m", "next", "python3", 0.3),
  goal("U1", "grep-literal-100m", "next", "ripgrep", 1),
  goal("U2", "grep-regex-100m", "next", "ripgrep", 1.4),
  goal("U2", "grep-regex-100m", "next", "GNU", 0.5),
  ...["grep-words", "grep-choice", "grep-case"].flatMap((job) => [
    goal("U3", job, "next", "re2js", 0.125),
    goal("U3", job, "next", "ripgrep", 3.33),
    goal("U3", job, "next", "just-bash", 0.1),
  ]),
  { ...goal("U4", "grep-evil-100k", "next", "fuelbox", 2.2), otherJob: "grep-evil-50k" },
  goal("U4", "grep-evil-100k", "next", "re2js", 1),
  goal("U5", "wc-100m", "next", "GNU", 0.05),
  goal("U5", "wc-100m", "next", "just-bash", 0.04),
  goal("U5", "wc-1m", "first", "just-bash", 0.1),
  goal("U6", "head-100m", "next", "just-bash", 0.005),
  goal("U6", "tail-100m", "next", "just-bash", 0.005),
  goal("U7", "sort-16m", "next", "GNU", 1),
  goal("U7", "sort-16m", "next", "just-bash", 0.06),
  goal("U7", "sort-uniq-1m", "next", "GNU", 0.6),
  goal("U7", "sort-uniq-1m", "next", "just-bash", 0.1),
  goal("U8", "diff-1m", "next", "jsdiff", 0.7),
  goal("U8", "diff-1m", "next", "just-bash", 0.06),
  goal("U9", "find-10k", "next", "GNU", 0.3),
  goal("U9", "find-10k", "next", "just-bash", 0.015),
  goal("U9", "find-10k", "next", "map walk", 1.5),
  goal("U9", "grep-tree-10k", "next", "ripgrep", 0.25),
  goal("U9", "grep-tree-10k", "next", "just-bash", 0.04),
  goal("U9", "grep-tree-10k", "next", "byte scan", 1.5),
  goal("U10", "csv-10k", "next", "udsv", 0.3),
  goal("U10", "csv-10k", "next", "papaparse", 0.15),
  goal("U10", "csv-10k", "next", "just-bash", 0.012),
  goal("U10", "csv-1m", "next", "udsv", 0.2),
  goal("U11", "json-csv-10k", "next", "d3-dsv", 0.8),
  goal("U11", "json-csv-100k", "next", "d3-dsv", 0.8),
  goal("U11", "json-csv-10k", "next", "just-bash", 0.08),
  goal("U12", "yaml-small", "next", "js-yaml", 1),
  goal("U12", "yaml-large", "next", "js-yaml", 1),
  goal("U12", "yaml-small", "next", "just-bash", 0.1),
  goal("U13", "xml", "next", "saxes", 0.7),
  goal("U13", "xml", "next", "fast-xml-parser", 0.1),
  goal("U13", "xml", "next", "just-bash", 0.035),
  goal("U14", "guest-grep-tree-10k", "next", "pyodide, pure Python", 0.2),
  goal("U14", "guest-csv-10k", "next", "pyodide, pure Python", 0.2),
  goal("U14", "guest-diff-1m", "next", "pyodide, pure Python", 0.2),
  goal("U14", "guest-xml", "next", "pyodide, pure Python", 0.2),
  goal("U14", "guest-find-10k", "next", "pyodide, pure Python", 0.1),
];

function goal(row: string, job: string, mode: Goal["mode"], against: string, most: number): Goal {
  return { row, job, mode, against, most };
}

/** The median of the samples of a contender; nothing when it has none. */
export type MedianOf = (job: string, contender: string) => number | undefined;

/** A line for each goal: the quotient, and whether it is met. */
export function goalLines(medianOf: MedianOf): readonly string[] {
  return goals.map(({ row, job, mode, against, otherJob = job, most }) => {
    const own = medianOf(`${job}/${mode}`, "fuelbox");
    const other = medianOf(`${otherJob}/${mode}`, against);
    const where = otherJob === job ? against : `its time for ${otherJob}`;
    const head = `${row.padEnd(4)}${`${job}/${mode}`.padEnd(26)}`;
    if (own === undefined || other === undefined)
      return `${head}${where}: not measured, goal ${most}x`;
    const quotient = own / other;
    const verdict = quotient <= most ? "met" : "not met";
    return `${head}${quotient.toPrecision(2)}x ${where}, goal ${most}x: ${verdict}`;
  });
}
