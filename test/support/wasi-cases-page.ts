/** The part of the table of WASI calls that runs in a page, which it is bundled for. */
import { wasiCases } from "../wasi-cases/index.ts";
import { runCase } from "../wasi-cases/run-case.ts";

/** The names of all cases, and what was wrong with those that failed. */
export function runAllCases(): { readonly ran: number; readonly wrong: Record<string, string[]> } {
  const results = wasiCases.map((one) => [one.name, runCase(one)] as const);
  return {
    ran: results.length,
    wrong: Object.fromEntries(results.filter(([, problems]) => problems.length > 0)),
  };
}
