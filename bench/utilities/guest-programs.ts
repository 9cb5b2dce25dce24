/** Programs that call one utility until the host's engine has compiled it and print the time of a call. */

/** A call, and how its answer is counted, in both languages. */
export interface GuestCall {
  /** What is read before the clock runs; `text` in the call. */
  readonly reads?: string;
  readonly python: string;
  readonly pythonAnswer: string;
  readonly javascript: string;
  readonly javascriptAnswer: string;
}

const calls: Readonly<Record<string, GuestCall>> = {
  "grep-tree-10k": {
    python: 'u.grep("needle", "0", regex=False)',
    pythonAnswer: "len(result)",
    javascript: 'u.grep("needle", "0", false)',
    javascriptAnswer: "result.length",
  },
  "find-10k": {
    python: 'u.find("*.py", "0")',
    pythonAnswer: "len(result)",
    javascript: 'u.find("*.py", "0")',
    javascriptAnswer: "result.length",
  },
  "csv-10k": {
    python: 'u.csv_to_json("0")',
    pythonAnswer: `result.count('"id":')`,
    javascript: 'u.csvToJson("0")',
    javascriptAnswer: `result.split('"id":').length - 1`,
  },
  "diff-1m": {
    python: 'u.diff("0", "1")',
    pythonAnswer:
      'sum(line[:1] in ("+", "-") and line[:3] not in ("+++", "---") for line in result.split("\\n"))',
    javascript: 'u.diff("0", "1")',
    javascriptAnswer:
      'result.split("\\n").filter((line) => /^(?:-(?!--)|\\+(?!\\+\\+))/.test(line)).length',
  },
  xml: {
    reads: "0",
    python: "u.xml_to_dict(text)",
    pythonAnswer: 'len(result["items"]["item"])',
    javascript: "u.xmlToDict(text)",
    javascriptAnswer: "result.items.item.length",
  },
};

/** The call of a job. */
export function pythonCall(job: string): GuestCall {
  const call = calls[job];
  if (call === undefined) throw new Error(`There is no guest for job "${job}"`);
  return call;
}

/** The last three are measured. */
const callsPerRun = 8;

/** The program in Python. */
export function pythonProgram({ reads, python, pythonAnswer }: GuestCall): string {
  return `import json, time
import sandbox_utils as u
text = open("/app/${reads}", encoding="utf-8").read() if ${reads === undefined ? "False" : "True"} else ""
times = []
for _ in range(${callsPerRun}):
    start = time.perf_counter()
    result = ${python}
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"ms": sorted(times[-3:])[1], "answer": str(${pythonAnswer})}))
`;
}

/** The program in JavaScript. */
export function scriptProgram({ reads, javascript, javascriptAnswer }: GuestCall): string {
  return `import fs from "node:fs";
import * as u from "sandbox_utils";
const text = ${reads === undefined ? '""' : `fs.readFileSync("/app/${reads}", "utf8")`};
const times = [];
let result;
for (let call = 0; call < ${callsPerRun}; call++) {
  const start = performance.now();
  result = ${javascript};
  times.push(performance.now() - start);
}
const [, ms] = times.slice(-3).sort((a, b) => a - b);
console.log(JSON.stringify({ ms, answer: String(${javascriptAnswer}) }));
`;
}
