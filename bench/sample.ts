/** What one timed execution answers with, wherever it was measured. */

/** One timed execution. */
export interface Sample {
  readonly ms: number;
  /** What was computed, to be compared with the job's answer. */
  readonly answer: string;
  /** Fuel spent, where the contender counts it: it must be the same in every round. */
  readonly fuel?: number;
}

/** Takes what another process or a page has measured. Throws unless it is a sample. */
export function readSample(value: unknown, source: string): Sample {
  if (isSample(value)) return value;
  throw new Error(`Cannot read the sample of "${source}": ${JSON.stringify(value)}`);
}

function isSample(value: unknown): value is Sample {
  if (typeof value !== "object" || value === null) return false;
  if (!("ms" in value && typeof value.ms === "number")) return false;
  return "answer" in value && typeof value.answer === "string";
}
