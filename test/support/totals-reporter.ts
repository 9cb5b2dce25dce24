/** Ends a run with its totals alone on a line, for whoever reads the log by machine. */
import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed`, and `, N skipped` when any was. */
export class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      // A file that failed to load has no tests to count, and is itself the failure.
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === "passed" || state === "failed" ? state : "skipped"] += 1;
      }
    }
    const skipped = count.skipped === 0 ? "" : `, ${count.skipped} skipped`;
    process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
  }
}
