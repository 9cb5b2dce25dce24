/** The modules that are large and not always needed: loaded after a worker has begun to serve its host. */

/** As they are named here, and as bundles have them beside them. */
const specifiers: ReadonlySet<string> = new Set([
  ...["./generated/just-bash.js", "./just-bash.js"],
  ...["./guest/index.js", "./javascript-guest.js"],
  ...["./generated/time-zones.js", "./time-zones.js"],
]);

/** Whether `specifier` names one of them. Nothing else is loaded then. */
export function isLoadedLater(specifier: string): boolean {
  return specifiers.has(specifier);
}
