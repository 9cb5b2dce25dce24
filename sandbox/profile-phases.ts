/** What the phases of a profile are called, in their order. */
import type { ProfilePhases } from "../runtime/index.ts";

export const phaseTitles: Readonly<Record<keyof ProfilePhases, string>> = {
  start: "start and end",
  imports: "imports",
  program: "program",
  commands: "commands",
  utilities: "utilities",
  hostCalls: "host calls",
  programs: "programs",
};

/** The names of all phases, in their order. */
export const phaseNames: readonly (keyof ProfilePhases)[] = Object.keys(phaseTitles).filter(
  (name): name is keyof ProfilePhases => name in phaseTitles,
);
