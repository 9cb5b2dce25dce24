/** What a sandbox can do where it runs, and what would enable the rest. */

/** Whether something can be done. */
export type Capability =
  | { readonly available: true }
  | {
      readonly available: false;
      /** Why not. */
      readonly reason: string;
      /** What the page would have to be served with; absent where no header helps. */
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What a sandbox can do where it runs. Guests of all languages, limits and files need none of it. */
export interface Capabilities {
  /** The host and the worker share memory: changes of files and stops need no message. */
  readonly sharedMemory: Capability;
  /** `signal` and `close()` ask a guest to stop, and end its worker only when it does not obey. */
  readonly gentleStop: Capability;
  /** Python programs can call the host's tools, which blocks them until the answer is there. */
  readonly pythonTools: Capability;
  /** A guest that sleeps takes no processor time. */
  readonly idleSleep: Capability;
  /** Engines that were prepared are found again by the next process or page. */
  readonly engineCache: Capability;
  /** Files can be kept across reloads, with the option `persist`. */
  readonly persistence: Capability;
  /** Directories of the host can be mounted. */
  readonly hostDirectories: Capability;
}

/** What the others follow from, as a platform tells it. */
export type PlatformPowers = Pick<
  Capabilities,
  "sharedMemory" | "idleSleep" | "engineCache" | "persistence" | "hostDirectories"
>;

/** What can be done. */
export const available: Capability = Object.freeze({ available: true });

/** What makes a page cross-origin isolated. */
const isolation: Readonly<Record<string, string>> = Object.freeze({
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
});

/** What cannot be done, because of `reason`. */
export function unavailable(reason: string): Capability {
  return Object.freeze({ available: false, reason });
}

/** What only a page can do that is cross-origin isolated. */
export function isolatedOnly(): Capability {
  const reason = "the page is not cross-origin isolated";
  return Object.freeze({ available: false, reason, headers: isolation });
}

/** Whether memory is shared, by whether the user wants it and the platform can. */
export function sharingOf(isWanted: boolean, isIsolated: boolean): Capability {
  if (!isWanted) return unavailable('the option "sharedMemory" is false');
  return isIsolated ? available : isolatedOnly();
}

/** Whether prepared engines are kept. */
export function keepingOf(isKept: boolean): Capability {
  return isKept ? available : unavailable("there is no storage that can be written to");
}

/** Everything that a sandbox can do on a platform. */
export function listCapabilities(powers: PlatformPowers): Capabilities {
  const { sharedMemory } = powers;
  return Object.freeze({ ...powers, gentleStop: sharedMemory, pythonTools: sharedMemory });
}
