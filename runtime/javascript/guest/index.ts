/** The guest sources in the order they run, each a function body that is given `internals`. */
import { assertSource } from "./assert.ts";
import { consoleSource } from "./console.ts";
import { eventsSource } from "./events.ts";
import { fsAsyncSource } from "./fs-async.ts";
import { fsPathsSource } from "./fs-paths.ts";
import { fsSyncSource } from "./fs-sync.ts";
import { globalsSource } from "./globals.ts";
import { inspectLayoutSource } from "./inspect.ts";
import { inspectObjectsSource } from "./inspect-objects.ts";
import { localeSource } from "./locale.ts";
import { modulesSource } from "./modules.ts";
import { pathSource } from "./path.ts";
import { processSource } from "./process.ts";
import { reportSource } from "./report.ts";
import { stdioSource } from "./stdio.ts";
import { tableSource } from "./table.ts";
import { timersSource } from "./timers.ts";
import { toolsSource } from "./tools.ts";
import { urlSource } from "./url.ts";
import { utilSource } from "./util.ts";

export { coreSource } from "./core.ts";

/** Name, for stack traces of our own faults, and source. */
export const guestSources: readonly (readonly [string, string])[] = [
  ["inspect-layout", inspectLayoutSource],
  ["inspect", inspectObjectsSource],
  ["table", tableSource],
  ["console", consoleSource],
  ["timers", timersSource],
  ["globals", globalsSource],
  ["locale", localeSource],
  ["events", eventsSource],
  ["process", processSource],
  ["stdio", stdioSource],
  ["path", pathSource],
  ["url", urlSource],
  ["fs-paths", fsPathsSource],
  ["fs-sync", fsSyncSource],
  ["fs-async", fsAsyncSource],
  ["util", utilSource],
  ["assert", assertSource],
  ["tools", toolsSource],
  ["modules", modulesSource],
  ["report", reportSource],
];
