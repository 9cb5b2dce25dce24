/** Loads the time zones, which are large, when an interpreter has to be prepared. */

/** The Python module `_sandbox_zones`. */
export async function loadTimeZones(): Promise<string> {
  const { zonesModule } = await import("./generated/time-zones.ts");
  return zonesModule;
}
