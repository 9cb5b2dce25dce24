/** Globs that pay for their work: one, or several of which any may match. */
import { cost, patternByte } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { compileGlob, type Glob } from "./glob.ts";

/** Compiles a glob and makes it pay for itself and for each path that it is tried on. */
export function paidGlob(context: UtilityContext, pattern: string, recursive: boolean): Glob {
  const glob = compileGlob(pattern, recursive);
  context.charge(glob.instructions * cost.patternInstruction);
  if (glob.instructions === 0) return glob;
  const charPrice = patternByte(glob.instructions);
  return {
    ...glob,
    matches(relativePath, name) {
      context.charge(relativePath.length * charPrice);
      return glob.matches(relativePath, name);
    },
  };
}

/**
 * Tells what one of `patterns`, globs that may begin at any depth, matches, by path relative to
 * the start and by name. Charges `cost.scannedByte` for each character of a name compared, and what
 * {@link paidGlob} takes.
 */
export function createPathMatcher(
  context: UtilityContext,
  patterns: string | readonly string[] | null,
): (relativePath: string, name: string) => boolean {
  const globs = (typeof patterns === "string" ? [patterns] : (patterns ?? [])).map((pattern) =>
    paidGlob(context, pattern.replace(/(?<=[^/])\/+$/, ""), true),
  );
  return (relativePath, name) => {
    for (const glob of globs) {
      context.charge(name.length * cost.scannedByte);
      if (glob.matches(relativePath, name)) return true;
    }
    return false;
  };
}
