/** Programs that make many calls and time themselves: each prints a sample as JSON. */
import { callsPerPart, parts } from "./answer-text.ts";

/** The 4 KB are here, for a guest in `/app`. */
export const answerPath = "answer.txt";

/** A call of a JavaScript guest whose value is text. */
export interface Call {
  readonly imports: string;
  readonly call: string;
}

/** A program that makes `call` in each part and tells the fastest one. */
export function javascriptProgram({ imports, call }: Call): string {
  return `${imports}
let [best, heard] = [Infinity, ""];
for (let part = 0; part < ${parts}; part++) {
  let [total, last] = [0, ""];
  const start = performance.now();
  for (let index = 0; index < ${callsPerPart}; index++) {
    last = ${call};
    total += last.length;
  }
  best = Math.min(best, performance.now() - start);
  heard = total + " " + last.slice(0, 8);
}
console.log(JSON.stringify({ ms: best, answer: heard }));
`;
}

/** As {@link javascriptProgram}, in Python. */
export function pythonProgram({ imports, call }: Call): string {
  return `${imports}
import json, time
best = float("inf")
for _ in range(${parts}):
    total = 0
    start = time.perf_counter()
    for index in range(${callsPerPart}):
        last = ${call}
        total += len(last)
    best = min(best, time.perf_counter() - start)
print(json.dumps({"ms": best * 1000, "answer": f"{total} {last[:8]}"}))
`;
}
