/** The loop that bare engines of JavaScript run around a host's function, and how it is timed from outside. */
import type { Sample } from "../sample.ts";
import { callsPerPart, parts } from "./answer-text.ts";

/** Source text of a function that calls `answer` as often as a part says and tells what it got. */
export const loopSource: string = `() => {
  let [total, last] = [0, ""];
  for (let index = 0; index < ${callsPerPart}; index++) {
    last = answer();
    total += last.length;
  }
  return total + " " + last.slice(0, 8);
}`;

/** The fastest part. */
export function timeParts(runPart: () => string): Sample {
  let best = Number.POSITIVE_INFINITY;
  let answer = "";
  for (let part = 0; part < parts; part++) {
    const start = performance.now();
    answer = runPart();
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, answer };
}
