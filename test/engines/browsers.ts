/** The browsers of this machine, one for each engine: Chromium, Firefox and WebKitGTK's own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../support/chromium.ts";
import { findChromium } from "../support/find-chromium.ts";

/** A browser that has opened a page. */
export interface OpenBrowser {
  close(): Promise<void>;
}

/** A way to show a page in a browser, with storage of its own. */
export interface BrowserKind {
  readonly name: string;
  /** Undefined when it is there, else what would have to be installed. */
  readonly missing: string | undefined;
  open(url: string): Promise<OpenBrowser>;
}

/** All kinds that are known, installed or not. */
export async function findBrowsers(): Promise<readonly BrowserKind[]> {
  const firefox = firstThatExists(process.env["FIREFOX_PATH"], [
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
  ]);
  const webkit = firstThatExists(
    process.env["WEBKIT_PATH"],
    ["4.1", "4.0", "6.0"].map((v) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${v}/MiniBrowser`),
  );
  const screen = firstThatExists(undefined, ["/usr/bin/xvfb-run"]);
  return [
    {
      name: "Chromium",
      missing: (await findChromium()) ? undefined : "npm run setup:browser",
      open: openChromium,
    },
    {
      name: "Firefox",
      missing: firefox ? undefined : "npm run setup:browser -- firefox",
      open: (url) => openFirefox(firefox ?? "", url),
    },
    {
      name: "WebKit",
      missing: webkit && screen ? undefined : "npm run setup:browser -- webkit",
      open: (url) => openWebKit(screen ?? "", webkit ?? "", url),
    },
  ];
}

function firstThatExists(chosen: string | undefined, usual: readonly string[]): string | undefined {
  return (chosen ? [chosen] : usual).find((path) => existsSync(path));
}

async function openChromium(url: string): Promise<OpenBrowser> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(url);
  return { close: () => browser.close() };
}

/** Keeps it from pages of its own, and off the network. */
const firefoxSettings = `
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "http://127.0.0.1:9/");
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
`;

async function openFirefox(path: string, url: string): Promise<OpenBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "fuelbox-firefox-"));
  writeFileSync(join(folder, "user.js"), firefoxSettings);
  const args = ["--headless", "--no-remote", "--new-instance", "--profile", folder, url];
  return openProcess(path, args, folder, { MOZ_CRASHREPORTER_DISABLE: "1" });
}

async function openWebKit(screen: string, path: string, url: string): Promise<OpenBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "fuelbox-webkit-"));
  return openProcess(screen, ["--auto-servernum", path, url], folder, {
    HOME: folder,
    XDG_CACHE_HOME: join(folder, "cache"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_DATA_HOME: join(folder, "data"),
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    // Isolated pages have shared memory in Safari; here it is a choice.
    JSC_useSharedArrayBuffer: "1",
  });
}

/** Starts a browser whose folder is gone when it is closed. */
function openProcess(
  path: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
): OpenBrowser {
  // A group of its own, so that what it starts ends with it.
  const child = spawn(path, args, {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
  return {
    async close(): Promise<void> {
      endGroup(child);
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
