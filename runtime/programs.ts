/** Programs that a guest can start by name. */
import type { Kernel } from "./kernel.ts";

/** Runs to its end on the kernel it is given (its own descriptors, its starter's budget) and returns its exit code. */
export type Program = (kernel: Kernel) => number;

/**
 * Finds a program by the name in `argv[0]`, as `kernel`, which is the program's own, sees files and
 * the environment; undefined when there is none. Throws `FsError` for a file that cannot be run.
 */
export type FindProgram = (name: string, kernel: Kernel) => Program | undefined;

/** Asks each of `finders` in turn. */
export function findFirst(...finders: readonly FindProgram[]): FindProgram {
  return (name, kernel) => {
    for (const find of finders) {
      const program = find(name, kernel);
      if (program !== undefined) return program;
    }
    return undefined;
  };
}
