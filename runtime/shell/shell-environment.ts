/** The variables that a shell starts with. */
import type { Kernel } from "../kernel.ts";

/** Variables that would change how programs are loaded or how the shell reads; they are left out. */
const refused: ReadonlySet<string> = new Set([
  "LD_PRELOAD",
  "LD_LIBRARY_PATH",
  "DYLD_INSERT_LIBRARIES",
  "DYLD_LIBRARY_PATH",
  "IFS",
  "BASH_ENV",
  "ENV",
]);

/** The environment of a shell: a clean one, and over it what its kernel says. */
export function shellEnvironment({
  env,
  cwd,
}: Pick<Kernel, "env" | "cwd">): Record<string, string> {
  const given = Object.entries(env).filter(([name]) => !refused.has(name));
  return {
    HOME: "/app",
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    SHELL: "/bin/bash",
    TMPDIR: "/tmp",
    USER: "user",
    ...Object.fromEntries(given),
    PWD: cwd,
  };
}
