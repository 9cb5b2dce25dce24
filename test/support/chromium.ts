/** Finds a Chromium on this machine and launches it. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright";

const candidates: readonly (string | undefined)[] = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  chromium.executablePath(),
];

/** The first Chromium there is, or undefined. Set `CHROMIUM_PATH` to choose one. */
export const chromiumPath: string | undefined = candidates.find(
  (path) => path !== undefined && existsSync(path),
);

/** Lets Chromium run as root and in a container, keeps it off the network, and gives it one insecure name. */
const flags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP insecure.test 127.0.0.1",
];

/** Launches Chromium. Throws Playwright's own advice when there is none. */
export function launchChromium(): Promise<Browser> {
  const executable = chromiumPath === undefined ? {} : { executablePath: chromiumPath };
  return chromium.launch({ ...executable, args: [...flags] });
}
