/** Launches the Chromium of this machine. */
import { type Browser, chromium } from "playwright";
import { findChromium } from "./find-chromium.ts";

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

/** Launches Chromium. Rejects with the way to get one when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) {
    throw new Error("Cannot find Chromium: `npm run setup:browser` installs one");
  }
  return chromium.launch({ executablePath, args: [...flags] });
}
