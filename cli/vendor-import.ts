/** Imports packages in sandboxes, to see that they can be, and counts what that costs. */
import type { Limits } from "../sandbox/limits.ts";
import type { Wheel } from "../sandbox/packages/wheel.ts";
import type { CommandIo } from "./command-io.ts";

/** What the import of a package has come to. */
export type ImportReport = { readonly fuel: number } | { readonly failure: string };

/** What imports happen in. */
export interface ImportSurroundings {
  readonly openSandbox: CommandIo["openSandbox"];
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Hears what takes long. */
  readonly onProgress: (message: string) => void;
}

/**
 * Imports all modules of `wheel` in one program, with `all` installed. The fuel is what that program
 * uses beyond an empty one: the same on every machine.
 */
export async function importPackage(
  wheel: Wheel,
  all: readonly Wheel[],
  { openSandbox, limits, signal, onProgress }: ImportSurroundings,
): Promise<ImportReport> {
  const sandbox = await openSandbox({ packages: all.map(({ bytes }) => bytes), onProgress });
  const run = (python: string) =>
    sandbox.run({ python, limits, signal, deterministic: 0, stdin: "" });
  try {
    const empty = await run("pass\n");
    const full = await run(wheel.modules.map((name) => `import ${name}\n`).join(""));
    if (full.ok) return { fuel: full.fuel.used - empty.fuel.used };
    const { outcome, error } = full;
    if (outcome !== "exited") return { failure: `its import ended as ${outcome}` };
    return {
      failure: `its import failed: ${error?.type ?? "exit"}: ${error?.message ?? full.exitCode}`,
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "PACKAGE_INVALID") {
      return { failure: error.message };
    }
    throw error;
  } finally {
    await sandbox.close();
  }
}

/** A wheel with everything that it needs, directly or not, of `wheels`. */
export function withNeeded(wheel: Wheel, wheels: ReadonlyMap<string, Wheel>): readonly Wheel[] {
  const needed = new Map<string, Wheel>();
  const waiting = [wheel];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (needed.has(next.name)) continue;
    needed.set(next.name, next);
    waiting.push(...next.requires.flatMap(({ name }) => wheels.get(name) ?? []));
  }
  return [...needed.values()];
}
