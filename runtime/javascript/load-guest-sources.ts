/** Loads the guest sources, which are large, when a machine has to be prepared. */

/** All that runs in a new machine. */
export type GuestSources = Pick<
  typeof import("./guest/index.ts"),
  "coreSource" | "guestSources" | "lazySources"
>;

/** Loads them. */
export async function loadGuestSources(): Promise<GuestSources> {
  return import("./guest/index.ts");
}
