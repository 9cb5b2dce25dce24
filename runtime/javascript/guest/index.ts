/** The guest sources in the order they run, each a function body that is given `internals`. */

import { source as bufferPackage } from "../generated/buffer.ts";
import { assertSource } from "./assert.ts";
import { bufferSource } from "./buffer.ts";
import { consoleSource } from "./console.ts";
import { encodingsSource } from "./encodings.ts";
import { eventTargetSource } from "./event-target.ts";
import { eventsSource } from "./events.ts";
import { fileUrlSource } from "./file-url.ts";
import { fsAsyncSource } from "./fs-async.ts";
import { fsPathsSource } from "./fs-paths.ts";
import { fsSyncSource } from "./fs-sync.ts";
import { globalsSource } from "./globals.ts";
import { inspectLayoutSource } from "./inspect.ts";
import { inspectNamesSource } from "./inspect-names.ts";
import { inspectObjectsSource } from "./inspect-objects.ts";
import { intlSource } from "./intl.ts";
import { jsonSource } from "./json.ts";
import { lazyTableSource, packageBody } from "./lazy.ts";
import { localeSource } from "./locale.ts";
import { messagesSource } from "./messages.ts";
import { modulesSource } from "./modules.ts";
import { pathSource } from "./path.ts";
import { processSource } from "./process.ts";
import { reportSource } from "./report.ts";
import { stdioSource } from "./stdio.ts";
import { tableSource } from "./table.ts";
import { timersSource } from "./timers.ts";
import { toolsSource } from "./tools.ts";
import { utilSource } from "./util.ts";

export { coreSource } from "./core.ts";
export { lazySources } from "./lazy.ts";

/** Name, for stack traces of our own faults, and source. */
export const guestSources: readonly (readonly [string, string])[] = [
  ["lazy", lazyTableSource],
  ["messages", messagesSource],
  ["json", jsonSource],
  ["inspect-layout", inspectLayoutSource],
  ["inspect-names", inspectNamesSource],
  ["inspect", inspectObjectsSource],
  ["table", tableSource],
  ["console", consoleSource],
  ["timers", timersSource],
  ["globals", globalsSource],
  ["encodings", encodingsSource],
  ["buffer-package", `internals.bufferPackage = (() => {${packageBody(bufferPackage)}})();`],
  ["buffer", bufferSource],
  ["locale", localeSource],
  ["intl", intlSource],
  ["events", eventsSource],
  ["event-target", eventTargetSource],
  ["process", processSource],
  ["stdio", stdioSource],
  ["path", pathSource],
  ["file-url", fileUrlSource],
  ["fs-paths", fsPathsSource],
  ["fs-sync", fsSyncSource],
  ["fs-async", fsAsyncSource],
  ["util", utilSource],
  ["assert", assertSource],
  ["tools", toolsSource],
  ["modules", modulesSource],
  ["report", reportSource],
];
