/** Makes, before any test, the modules that sources import from `generated/` folders. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What vitest calls once. */
export function setup(): void {
  for (const name of ["build-guest", "build-shell", "build-time-zones"]) {
    const script = fileURLToPath(new URL(`../../scripts/${name}.mjs`, import.meta.url));
    execFileSync(process.execPath, [script], { stdio: "inherit" });
  }
}
