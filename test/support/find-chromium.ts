/** Finds a Chromium on this machine. Set `CHROMIUM_PATH` to choose one. */
import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of the first Chromium there is: the chosen one, the system's, Playwright's own; undefined when there is none. */
export async function findChromium(): Promise<string | undefined> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return chosen;
    throw new Error(`Cannot use CHROMIUM_PATH: there is no file "${chosen}"`);
  }
  const found = usual.find((path) => existsSync(path));
  if (found !== undefined) return found;
  // Loaded only here: it takes longer than all the rest.
  const { chromium } = await import("playwright");
  return [chromium.executablePath()].find((path) => existsSync(path));
}
