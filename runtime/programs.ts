/** Programs that a guest can start by name. */
import type { Kernel } from "./kernel.ts";

/** Runs to its end on the kernel it is given (its own descriptors, its starter's budget) and returns its exit code. */
export type Program = (kernel: Kernel) => number;

/** Finds a program by the name in `argv[0]`; undefined when there is none. */
export type FindProgram = (name: string) => Program | undefined;
