/**
 * The two versions of the interface: they differ in what a seek starts from and in two structures.
 * https://github.com/WebAssembly/WASI/blob/main/legacy/preview0/docs.md
 */

/** How one version lays out what it shares with a program. Offsets and sizes are in bytes. */
export interface Layout {
  /** What a seek starts from, by number. */
  readonly whences: readonly ("set" | "current" | "end")[];
  readonly filestatBytes: number;
  /** Where the number of links is in a filestat; a u64 in one version, a u32 in the other. */
  readonly nlinkAt: number;
  /** Where the size is in a filestat; the three times follow it. */
  readonly filesizeAt: number;
  readonly subscriptionBytes: number;
  /** Where the number of the clock is in a subscription; its timeout is 8, its flags are 24 further on. */
  readonly clockAt: number;
  /** Calls that this version has not. */
  readonly without: readonly string[];
}

/** Both versions, by the module that programs import them from. */
export const layouts: Readonly<Record<WasiModule, Layout>> = {
  wasi_snapshot_preview1: {
    whences: ["set", "current", "end"],
    filestatBytes: 64,
    nlinkAt: 24,
    filesizeAt: 32,
    subscriptionBytes: 48,
    clockAt: 16,
    without: [],
  },
  wasi_unstable: {
    whences: ["current", "end", "set"],
    filestatBytes: 56,
    nlinkAt: 20,
    filesizeAt: 24,
    subscriptionBytes: 56,
    clockAt: 24,
    without: ["sock_accept"],
  },
};

/** A module that programs import their calls from. */
export type WasiModule = "wasi_snapshot_preview1" | "wasi_unstable";

/** Whether `name`, which comes from a program, is a module that there is. */
export function isWasiModule(name: string): name is WasiModule {
  return Object.hasOwn(layouts, name);
}
