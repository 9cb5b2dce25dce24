/** Programs that a guest can start by name. */
import type { Kernel } from "./kernel.ts";

/** Runs to its end on the kernel it is given (its own descriptors, its starter's budget) and returns its exit code. */
export type Program = (kernel: Kernel) => number;

/** What a program sees where it is looked for. */
export type ProgramPlace = Pick<Kernel, "fs" | "cwd" | "env">;

/**
 * Finds a program by the name in `argv[0]`, at its own place; undefined when there is none. Throws
 * `FsError` for a file that cannot be run.
 */
export type FindProgram = (name: string, place: ProgramPlace) => Program | undefined;

/** Asks each of `finders` in turn. */
export function findFirst(...finders: readonly FindProgram[]): FindProgram {
  return (name, place) => {
    for (const find of finders) {
      const program = find(name, place);
      if (program !== undefined) return program;
    }
    return undefined;
  };
}
